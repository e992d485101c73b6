import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/core/compare.ts";

/** Words that repeat in no pattern, the same on every machine. */
function createWords(seed: number, count: number, alphabet: number): string {
  let state = seed;
  const words: string[] = [];
  for (let at = 0; at < count; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    words.push(
      `${seed % 2 === 0 ? "m" : "w"}${((state >>> 8) % alphabet).toString(36)}${at % 12 === 11 ? ".\n\n" : ""}`,
    );
  }
  return words.join(" ");
}

describe("compareVersions on hostile texts", () => {
  it("finds the one clause that changed among five thousand", { timeout: 60_000 }, () => {
    const clauses = Array.from(
      { length: 5_000 },
      (_, at) => `Clause ${at} of product line ${at % 7} stays in force.`,
    );
    const changed = clauses.with(2_500, "Clause 2500 of product line 1 must not stay in force.");
    const { changes } = compareVersions(clauses.join("\n\n"), changed.join("\n\n"));
    expect(changes.map((change) => [change.kind, change.materiality])).toEqual([
      ["modified", "substantive"],
    ]);
  });

  it("answers for five thousand clauses that all became others", { timeout: 60_000 }, () => {
    const before = createWords(2, 60_000, 5_000);
    const after = createWords(3, 60_000, 5_000);
    const { replaced, changes } = compareVersions(before, after);
    expect(replaced).toBe(true);
    expect(changes).toHaveLength(10_000);
  });

  it("takes two unrelated texts of ninety kilobytes for a replacement", { timeout: 60_000 }, () => {
    const { replaced, continuity } = compareVersions(
      createWords(4, 18_000, 900),
      createWords(5, 18_000, 900),
    );
    expect({ replaced, continuity }).toEqual({ replaced: true, continuity: 0 });
  });

  it("finds the word that changed in one clause of a megabyte", { timeout: 60_000 }, () => {
    const text = "the provider keeps what it needs for billing and no more, ".repeat(18_000);
    const { changes } = compareVersions(text, `${text}and you must pay`);
    expect(
      changes.map((change) =>
        change.spans.filter((span) => span.op !== "same").map((span) => span.text.trim()),
      ),
    ).toEqual([["and you must pay"]]);
  });

  it.each([
    ["brackets", "[".repeat(100_000), "](".repeat(50_000)],
    ["emphasis", "*".repeat(100_000), "_".repeat(100_000)],
    ["tags", "<a ".repeat(50_000), "<".repeat(100_000)],
    ["tables", "|".repeat(100_000), "| ".repeat(50_000)],
    ["labels", "(a) ".repeat(30_000), "1.".repeat(50_000)],
    ["dashes", "-".repeat(100_000), `${"- ".repeat(50_000)}x`],
    ["at signs", "a@".repeat(50_000), "@a.".repeat(40_000)],
    ["blank space", `a${" ".repeat(100_000)}b`, `a${"\n".repeat(100_000)}b`],
    ["digits", "1".repeat(100_000), "1,1.".repeat(25_000)],
    [
      "lists",
      "You may (a) copy what is yours; and (b) share all of it with them. ".repeat(1_000),
      "(a) copy what is yours to keep; ".repeat(1_000),
    ],
    [
      "nested lists",
      "(a) one item long enough (i) two items long enough; ".repeat(2_000),
      "(i) (a) (1) (A) ".repeat(6_000),
    ],
    [
      "sections in one paragraph",
      "1. Fees. Pay. 1.1 Taxes. Pay. 2. Term. Stay. ".repeat(2_000),
      "1.1.1.1 A ".repeat(10_000),
    ],
    ["points and spaces", `.${" ".repeat(100_000)}1`, ". ".repeat(50_000)],
    ["titles", "A. Services\n\nB. Fees\n\n".repeat(3_000), "1.\n\n".repeat(10_000)],
    [
      "headings in each other",
      Array.from({ length: 3_000 }, (_, at) => `${at}.${at} Title\n\nText`).join("\n\n"),
      "# A\n".repeat(20_000),
    ],
    [
      "lead-ins",
      "You may:\n\n".repeat(5_000),
      Array.from({ length: 500 }, (_, at) => `${" ".repeat(at)}* you may:`).join("\n"),
    ],
    ["quotes and bold", '"'.repeat(100_000), "**“A".repeat(20_000)],
    ["characters without spaces", "不".repeat(50_000), "得転売".repeat(20_000)],
    ["we may", "we may collect ".repeat(8_000), "you may not ".repeat(8_000)],
  ])("answers for a run of %s", { timeout: 30_000 }, (_, before, after) => {
    const comparison = compareVersions(before, after);
    const sides = comparison.changes.flatMap((change) => [
      change.before?.text.length ?? 0,
      change.after?.text.length ?? 0,
    ]);
    expect(Math.max(0, ...sides)).toBeLessThanOrEqual(Math.max(before.length, after.length));
    expect(comparison.schemaVersion).toBe(1);
  });
});
