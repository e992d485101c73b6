import { describe, expect, it } from "vitest";
import { findClauses, lastOf } from "../../../src/core/history/find-clauses.ts";
import { trace } from "./chain.ts";

const opening = "The service lets customers send prompts and receive text.";
const rivals = "You may not develop models that **rival** ours.";
const resale = "You may not resell the service to any third party.";
const before = [
  "# Terms",
  `1. ${opening}`,
  "## Restrictions",
  `2.1 ${rivals}`,
  `2.2 (a) ${resale}`,
].join("\n\n");
const after = before.replace(`\n\n2.1 ${rivals}`, "");
const lineage = trace(before, after);

function find(asked: string): readonly (string | undefined)[] {
  return (findClauses(lineage, asked)?.threads ?? []).map((thread) => lastOf(thread)?.text);
}

describe("findClauses", () => {
  it.each([
    ["a number", "1", [`1. ${opening}`]],
    ["a number as people write it", "Section 2.1", [`2.1 ${rivals}`]],
    ["words, whatever their case and markup", "MODELS that rival", [`2.1 ${rivals}`]],
    ["nothing that was ever said", "indemnify", []],
    ["nothing", "  ", []],
  ])("finds by %s", (_, asked, expected) => {
    expect(find(asked)).toEqual(expected);
  });

  it("finds a heading with what stands under it", () => {
    expect(findClauses(lineage, "restrictions")?.by).toBe("heading");
    expect(find("restrictions")[0]).toBe("## Restrictions");
    expect(find("restrictions").join()).toContain(resale);
  });

  it("prefers clauses that stand to those that have gone", () => {
    expect(find("you may not").join()).not.toContain("rival");
    expect(find("you may not").join()).toContain(resale);
  });

  it("finds by the beginning of an id", () => {
    const [thread] = lineage.threads;
    const found = findClauses(lineage, thread?.id.slice(0, 8) ?? "");
    expect(found).toEqual({ by: "id", threads: [thread] });
  });

  it("gives those that stand in the order of the text, wherever they began", () => {
    const first = "The service costs money, which is due at once.";
    const second = "The service may be ended by you at any time.";
    const moved = trace(
      `${"A long opening of the agreement. ".repeat(20)}\n\n${first}`,
      `${first}\n\n${second}`,
      `Hello.\n\n${first}\n\n${second}`,
    );
    const found = findClauses(moved, "the service")?.threads ?? [];
    expect(found.map((thread) => lastOf(thread)?.text)).toEqual([first, second]);
  });
});
