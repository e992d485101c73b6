import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/core/compare.ts";
import { readCorpusPairs } from "./text-pairs.ts";

const clauses = [
  "You may not resell the service to anybody without our written consent.",
  "We keep your data for 30 days, unless the law says otherwise.",
  "Either party may end this agreement for material breach by the other.",
  "**Fees.** The customer pays all invoices within fourteen days of receipt.",
  "The provider encrypts stored records with keys that it rotates yearly.",
  "Subject to Section 2, we may share aggregated statistics with partners.",
];

const styles: Readonly<Record<string, (at: number) => string>> = {
  none: () => "",
  arabic: (at) => `${at}. `,
  escaped: (at) => `${at}\\. `,
  closed: (at) => `${at}) `,
  chained: (at) => `A.${at} `,
  decimal: (at) => `3.${at} `,
  letters: (at) => `(${"abcdefgh"[at - 1]}) `,
  numerals: (at) => `(${["i", "ii", "iii", "iv", "v", "vi", "vii"][at - 1]}) `,
  bullets: () => "* ",
  bold: (at) => `**${at}.** `,
  named: (at) => `Section ${at}. `,
  eastern: (at) => `${at}、`,
};
const pairs = Object.keys(styles).flatMap((from) =>
  Object.keys(styles)
    .filter((to) => to !== from)
    .map((to) => [from, to] as const),
);

function number(style: string, first = 1): string {
  return clauses.map((clause, at) => `${styles[style]?.(at + first) ?? ""}${clause}`).join("\n\n");
}

describe("compareVersions on a renumbering", () => {
  it.each(pairs)("finds that %s to %s never matters", (from, to) => {
    const { materiality, changes } = compareVersions(number(from), number(to));
    expect(materiality).not.toBe("substantive");
    // Every clause is still there: none went and came.
    expect(changes.filter(({ kind }) => kind === "added" || kind === "removed")).toEqual([]);
  });

  it("finds that numbers which all move on, and references with them, never matter", () => {
    const text = (by: number): string =>
      clauses
        .map((clause, at) => `## ${at + 1 + by}. Title ${"ABCDEF"[at]}\n\n${clause}`)
        .join("\n\n")
        .replace("Section 2", `Section ${2 + by}`);
    const { materiality, changes } = compareVersions(text(0), text(3));
    expect(materiality).toBe("editorial");
    expect(changes.every(({ kind }) => kind === "modified")).toBe(true);
  });

  it("finds that a clause put in front does not touch those that move on", () => {
    const before = number("arabic");
    const after = `1. Minors may not register for an account of their own.\n\n${number("arabic", 2).replace("Section 2", "Section 3")}`;
    const { changes } = compareVersions(before, after);
    expect(changes.filter(({ materiality }) => materiality === "substantive")).toHaveLength(1);
    expect(changes.filter(({ kind }) => kind === "added" || kind === "removed")).toHaveLength(1);
  });

  const corpus = readCorpusPairs().filter(
    ([, text], at) => at % 3 === 0 && shiftNumbers(text) !== text,
  );
  it.skipIf(corpus.length === 0)(
    "finds that shifting every number of a real text never matters",
    { timeout: 120_000 },
    () => {
      expect(corpus.length).toBeGreaterThan(20);
      const wrong = corpus.flatMap(([name, text]) =>
        compareVersions(text, shiftNumbers(text))
          .changes.filter(
            ({ kind, materiality }) =>
              materiality === "substantive" || kind === "added" || kind === "removed",
          )
          .map(({ kind, spans }) => `${name} ${kind}: ${JSON.stringify(spans).slice(0, 300)}`),
      );
      expect(wrong).toEqual([]);
    },
  );
});

/** Every numbered line of a text ten further on, its references to sections too. */
function shiftNumbers(text: string): string {
  return text
    .replace(
      /^(\s*(?:#+ )?(?:\*\*)?)(\d{1,2})(?=\\?\.\s)/gm,
      (_, lead: string, at: string) => `${lead}${Number(at) + 10}`,
    )
    .replace(
      /\b([Ss]ections? )(\d{1,2})\b/g,
      (_, word: string, at: string) => `${word}${Number(at) + 10}`,
    );
}
