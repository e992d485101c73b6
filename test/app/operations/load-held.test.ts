import { describe, expect, it } from "vitest";
import { createCompareHeld } from "../../../src/app/operations/load-held.ts";
import { noOwnTopics } from "../../../src/core/topics/own-topics.ts";
import { createWatched, renderCollapsed } from "../../web/watched.ts";

describe("createCompareHeld", () => {
  it("compares the same two texts once, and others anew", async () => {
    await using watched = await createWatched();
    const held = { check: await watched.hold(renderCollapsed()), declaration: null };
    const context = { store: watched.store, ownTopics: noOwnTopics };
    const compare = createCompareHeld();
    const first = await compare(context, held, { kind: "text", text: "Fees are due." });
    const again = await compare(context, held, { kind: "text", text: "Fees are due." });
    const other = await compare(context, held, { kind: "text", text: "Fees are due at once." });
    expect(first).not.toBeNull();
    expect([again === first, other === first]).toEqual([true, false]);
    expect(other?.after).toBe("Fees are due at once.");
  });

  it("finds nothing where no text was read", async () => {
    await using watched = await createWatched();
    const held = { check: await watched.hold(renderCollapsed()), declaration: null };
    const context = { store: watched.store, ownTopics: noOwnTopics };
    expect(await createCompareHeld()(context, held, { kind: "none", why: "empty" })).toBeNull();
  });
});
