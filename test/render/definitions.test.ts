import { describe, expect, it } from "vitest";
import type { DefinitionChange } from "../../src/model/comparison.ts";
import { renderComparison } from "../../src/render/comparison.ts";
import { toDefinitionRemarks } from "../../src/render/definitions.ts";
import { renderMessage } from "../../src/render/message.ts";
import { createChange, createClauseChange, createSampleAlert } from "./sample.ts";

const meant = createClauseChange("“Services” means chat<ins> and plugins</ins>.");
const reach = (number: string | null, ...path: string[]) => ({ start: 0, number, path });

function define(fields: Partial<DefinitionChange> = {}): DefinitionChange {
  return {
    kind: "changed",
    term: "Services",
    formerly: null,
    before: { start: 0, end: 9 },
    after: { start: 0, end: 9 },
    change: 0,
    uses: 4,
    reaches: [
      reach("2.1", "2. Use"),
      reach("a", "3. Fees"),
      reach(null, "Data"),
      reach(null, "Data"),
    ],
    ...fields,
  };
}

function remark(...definitions: DefinitionChange[]): string[] {
  return toDefinitionRemarks(createChange([meant], { definitions }).comparison).map(
    ({ label, value }) => `${label}: ${value}`,
  );
}

describe("toDefinitionRemarks", () => {
  it("names a term whose meaning changed, and the clauses that use it", () => {
    expect(remark(define())).toEqual([
      "Defined term: “Services” has another definition now; 4 other clauses use it: 2.1, 3. Fees (a), Data ×2",
    ]);
  });

  it("counts the clauses that it does not name", () => {
    const reaches = Array.from({ length: 9 }, (_, at) => reach(`2.${at}`, "2. Use"));
    expect(remark(define({ uses: 300, reaches }))[0]).toMatch(/2\.0, 2\.1, .* 2\.5 and 294 more$/);
  });

  it("tells of terms that came, went or have another name", () => {
    const bare = { uses: 0, reaches: [] };
    expect(
      remark(
        define({ kind: "added", term: "Seat", ...bare }),
        define({ kind: "removed", term: "Plan", uses: 1 }),
        define({ kind: "renamed", term: "Platform", formerly: "Site" }),
        define({ term: "Hub", formerly: "Plugin", ...bare }),
      ),
    ).toEqual([
      "Defined term: “Hub”, formerly “Plugin”, has another definition now; no other clause uses it",
      "Defined terms added: “Seat”",
      "Defined terms removed: “Plan” (still used by 1 clause)",
      "Defined terms renamed: “Site” → “Platform”",
    ]);
  });

  it("has nothing to say of what was recorded before terms were read", () => {
    expect(remark()).toEqual([]);
    expect(toDefinitionRemarks(createChange([meant]).comparison)).toEqual([]);
  });
});

describe("renderComparison", () => {
  it("says once in its overview what a definition reaches", () => {
    const text = renderComparison(createChange([meant], { definitions: [define()] }).comparison);
    expect(
      text.replaceAll("\n", " ").split("other clauses use it: 2.1, 3. Fees (a), Data ×2."),
    ).toHaveLength(2);
  });
});

describe("renderMessage", () => {
  it.each(["email", "slack", "console"] as const)("tells in one line for %s", (channel) => {
    const options = { channel, change: { definitions: [define()] } };
    const told = JSON.stringify(renderMessage(createSampleAlert([meant], options)));
    expect(told.replaceAll(/\\n|\s+/g, " ")).toContain("4 other clauses use it: 2.1");
  });

  it("says nothing of a definition that the reader did not ask for", () => {
    const options = {
      channel: "console",
      change: { definitions: [define({ change: 1 })] },
    } as const;
    const alert = createSampleAlert([meant, meant], { ...options, changeIndexes: [0] });
    expect(JSON.stringify(renderMessage(alert))).not.toContain("has another definition");
  });
});
