import { describe, expect, it } from "vitest";
import { orderDocument } from "../../../src/adapters/archive/document-order.ts";
import { parseInstant } from "../../../src/model/instant.ts";

/** "two 5" is a record of day 5, "upgrade 3!" a technical one of day 3. */
function order(...committed: readonly string[]): readonly string[] {
  const entries = committed.map((entry) => {
    const [name = "", day = ""] = entry.replace("!", "").split(" ");
    return {
      name,
      recordedAt: parseInstant(`2024-01-0${day}T00:00:00Z`),
      isTechnical: entry.endsWith("!"),
    };
  });
  return orderDocument(entries).map(({ name, recordedAt }) => `${name} ${recordedAt.slice(9, 10)}`);
}

describe("orderDocument", () => {
  it("orders records of new text by their dates", () => {
    expect(order("one 2", "three 6", "two 4")).toEqual(["one 2", "two 4", "three 6"]);
  });

  it("keeps records of one date in the order of their commits", () => {
    expect(order("one 2", "two 2")).toEqual(["one 2", "two 2"]);
  });

  it("lets an upgrade of an old snapshot follow the text it was applied to", () => {
    expect(order("one 2", "two 5", "upgrade 1!", "three 7")).toEqual([
      "one 2",
      "two 5",
      "upgrade 5",
      "three 7",
    ]);
  });

  it("takes an upgrade along where its record was committed late", () => {
    expect(order("two 5", "one 2", "upgrade 3!")).toEqual(["one 2", "upgrade 3", "two 5"]);
  });

  it("dates no upgrade after the record that follows it", () => {
    expect(order("one 2", "upgrade 8!", "two 5")).toEqual(["one 2", "upgrade 5", "two 5"]);
  });

  it("begins with an upgrade where nothing was committed before it", () => {
    expect(order("upgrade 3!", "one 5")).toEqual(["upgrade 3", "one 5"]);
  });
});
