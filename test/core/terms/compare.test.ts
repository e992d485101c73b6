import { describe, expect, it } from "vitest";
import { compareVersions } from "../../../src/core/compare.ts";
import type { DefinitionChange } from "../../../src/model/comparison.ts";
import type { TextPair } from "../text-pairs.ts";
import { readCorpusPairs, readFixturePairs } from "../text-pairs.ts";

const page = `# Terms

## 1. Definitions

1.1 “Services” means the hosted chat application that Alder runs.

1.2 “Third-Party Services” means services of others that you connect.

## 2. Use

2.1 You may use the Services for your own business only.

2.2 Third-Party Services are governed by the terms of those who offer them.

2.3 We may suspend the Services when somebody abuses them.

## 3. Fees

The fees for our services are due each month.
`;

function compare(before: string, after: string): readonly DefinitionChange[] {
  return compareVersions(before, after).definitions ?? [];
}

function tell(changes: readonly DefinitionChange[]): string[] {
  return changes.map(({ kind, term, formerly, uses, reaches }) =>
    [
      kind,
      ...(formerly === null ? [] : [formerly, "→"]),
      term,
      uses,
      ...reaches.map((reach) => reach.number),
    ].join(" "),
  );
}

describe("compareDefinitions", () => {
  const redefined = page.replace("chat application", "chat application and plugin marketplace");

  it("reports a redefinition once, with the clauses that use the term", () => {
    expect(tell(compare(page, redefined))).toEqual(["changed Services 2 2.1 2.3"]);
  });

  it("points at the clause change and at the clauses by their offsets", () => {
    const { changes, definitions = [] } = compareVersions(page, redefined);
    const [definition] = definitions;
    expect(changes[definition?.change ?? -1]?.after?.start).toBe(definition?.after?.start);
    expect(definition?.reaches.map(({ start }) => redefined.slice(start, start + 3))).toEqual([
      "2.1",
      "2.3",
    ]);
    expect(definition?.reaches[0]?.path).toEqual(["Terms", "2. Use"]);
  });

  it("finds a changed list of things that one name is given to", () => {
    const before =
      "# T\n\nYou agree to pay for our website and our models (together, the “Platform”) each month.\n\nDo not resell the Platform.";
    const after = before.replace("our models", "our models and plugins");
    expect(tell(compare(before, after))).toEqual(["changed Platform 1 "]);
  });

  it("takes no change beside a definition for one of it", () => {
    const before =
      "# T\n\nYou agree to pay for our models (the “Platform”) within 30 days.\n\nDo not resell the Platform.";
    expect(compare(before, before.replace("30 days", "10 days"))).toEqual([]);
  });

  it("says which terms came and which went, and who still uses these", () => {
    const more = page.replace(
      "## 2. Use",
      "1.3 “Seat” means a licence for one person who may not share it.\n\n## 2. Use",
    );
    expect(tell(compare(page, more))).toEqual(["added Seat 0"]);
    const less = page.replace(
      "1.1 “Services” means the hosted chat application that Alder runs.\n\n",
      "",
    );
    expect(tell(compare(page, less))).toEqual(["removed Services 2 2.1 2.3"]);
  });

  it("takes a term renamed throughout for a rename, and that for editorial", () => {
    const renamed = page.replaceAll(/(?<!Third-Party )Services/g, "Platform");
    const comparison = compareVersions(page, renamed);
    expect(tell(comparison.definitions ?? [])).toEqual(["renamed Services → Platform 2 2.1 2.3"]);
    expect(comparison.changes.map(({ materiality }) => materiality)).not.toContain("substantive");
  });

  it("says nothing where a definition was only spelled otherwise", () => {
    expect(compare(page, page.replace("“Services” means", "**“Services”** means"))).toEqual([]);
  });

  it("tells the same of swapped texts, with added and removed swapped", () => {
    const swapped = { added: "removed", removed: "added", changed: "changed", renamed: "renamed" };
    const mine: TextPair = ["invented", page, redefined];
    const pairs = [mine, ...readFixturePairs(), ...readCorpusPairs().slice(0, 40)];
    let told = 0;
    for (const [name, before, after] of pairs) {
      const there = compareVersions(before, after);
      const back = compareVersions(after, before);
      // Where a text is judged otherwise the other way round, so are its definitions.
      if (there.changes.length !== back.changes.length) continue;
      const judged = (changes: typeof there.changes) =>
        changes
          .map(({ materiality }) => materiality)
          .toSorted()
          .join(" ");
      if (judged(there.changes) !== judged(back.changes)) continue;
      const one = (there.definitions ?? []).map(({ kind, term, formerly }) =>
        `${kind} ${formerly ?? term}`.toLowerCase(),
      );
      const other = (back.definitions ?? []).map(({ kind, term }) =>
        `${swapped[kind]} ${term}`.toLowerCase(),
      );
      expect(other.toSorted(), name).toEqual(one.toSorted());
      told += one.length;
    }
    expect(told).toBeGreaterThan(0);
  }, 60_000);

  it("stays within bounds where everything uses everything", () => {
    const terms = Array.from(
      { length: 300 },
      (_, at) => `“Term ${at}x” means a thing that you must keep for ${at} days.`,
    );
    const uses = Array.from(
      { length: 500 },
      (_, at) => `Term ${at % 300}x and Term 1x are used here, ${at}.`,
    );
    const before = `# T\n\n${[...terms, ...uses].join("\n\n")}`;
    const found = compare(before, before.replaceAll("must keep", "must not keep"));
    expect(found).toHaveLength(100);
    expect(Math.max(...found.map(({ reaches }) => reaches.length))).toBe(200);
    expect(Math.max(...found.map((one) => one.uses))).toBeGreaterThan(400);
  });
});
