import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentClauses } from "../../../src/core/clauses/segment.ts";
import { compareVersions } from "../../../src/core/compare.ts";
import type { DocumentRow } from "../../../src/core/redline/document.ts";
import { layOutDocument } from "../../../src/core/redline/document.ts";
import type { ClauseChange } from "../../../src/model/comparison.ts";
import { readCorpusPairs, readFixturePairs } from "../text-pairs.ts";

interface Laid {
  readonly rows: readonly DocumentRow[];
  readonly changes: readonly ClauseChange[];
}

function layOut(before: string, after: string): Laid {
  const { changes } = compareVersions(before, after);
  return { rows: layOutDocument({ before, after, changes }), changes };
}

/** Each row as a line: what it is, and the words it begins with. */
function tell({ rows, changes }: Laid): readonly string[] {
  return rows.map((row) => {
    if (row.kind === "same")
      return `${row.path.join(" › ")}: ${row.clauses.map(({ after }) => after.text).join(" | ")}`;
    const { kind, before, after } = changes[row.index] ?? {};
    return row.kind === "departed"
      ? `moved away: ${before?.text}`
      : `${kind}: ${(after ?? before)?.text}`;
  });
}

/** The stretches of one text that the rows hold, in their order. */
function stretchesOf({ rows, changes }: Laid, side: "before" | "after") {
  return rows.flatMap((row) => {
    if (row.kind === "same") return row.clauses.flatMap((clause) => clause[side] ?? []);
    const isElsewhere =
      row.kind === "departed" ? side === "after" : row.isMoved && side === "before";
    return isElsewhere ? [] : (changes[row.index]?.[side] ?? []);
  });
}

/** The clauses that stretches hold, by where each begins. */
function clausesIn(text: string, stretches: readonly { start: number; end: number }[]): number[] {
  const clauses = segmentClauses(text);
  return stretches.flatMap(({ start, end }) =>
    clauses.filter((one) => start <= one.start && one.end <= end).map((one) => one.start),
  );
}

function checkWhole(before: string, after: string): void {
  const laid = layOut(before, after);
  const texts = { before, after };
  for (const side of ["before", "after"] as const) {
    const all = segmentClauses(texts[side]).map(({ start }) => start);
    expect(clausesIn(texts[side], stretchesOf(laid, side))).toEqual(all);
  }
  const named = laid.rows.flatMap((row) => (row.kind === "change" ? [row.index] : []));
  expect(named.toSorted((one, other) => one - other)).toEqual([...laid.changes.keys()]);
}

const sentences = [
  "You may not resell the service.",
  "You may resell the service.",
  "We keep your data for 30 days.",
  "We keep your data for 90 days, unless the law says otherwise.",
  "Either party may end this agreement for material breach by the other.",
  "* spam and fraud",
  "* weapons",
  "## 4. Your data",
  "## 5. Your data",
  "You may not: (a) scrape the site by any automated means; (b) reverse engineer the model behind it; or (c) share your account.",
  "",
];
const randomText = array(constantFrom(...sentences), { maxLength: 14 }).map((parts) =>
  parts.join("\n\n"),
);

describe("layOutDocument", () => {
  it("holds every clause of both texts, each in its order", () => {
    const pairs = [...readFixturePairs(), ...readCorpusPairs().slice(0, 40)];
    for (const [, before, after] of pairs) checkWhole(before, after);
    assert(property(randomText, randomText, checkWhole), { seed: 5, numRuns: 300 });
  });

  it("has one row a section for what did not change, each beginning with its heading", () => {
    const text = "## 1. Fees\n\nFees are due.\n\nThey may rise.\n\n## 2. Law\n\nNorway’s.";
    expect(tell(layOut(text, text))).toEqual([
      "1. Fees: ## 1. Fees | Fees are due. | They may rise.",
      "2. Law: ## 2. Law | Norway’s.",
    ]);
  });

  it("has what is gone where it stood", () => {
    const stay = ["We keep logs.", "Fees are due monthly.", "Norway’s law governs this agreement."];
    const before = [stay[0], "You may resell access to others.", ...stay.slice(1)].join("\n\n");
    expect(tell(layOut(before, stay.join("\n\n")))).toEqual([
      ": We keep logs.",
      "removed: You may resell access to others.",
      ": Fees are due monthly. | Norway’s law governs this agreement.",
    ]);
  });

  it("has what moved both where it was and where it is", () => {
    const moved = "You may resell access to others where we agree.";
    const stay = [
      "We keep logs for a month.",
      "Fees are due monthly.",
      "Norway’s law governs this.",
    ];
    const laid = layOut([moved, ...stay].join("\n\n"), [...stay, moved].join("\n\n"));
    expect(tell(laid)).toEqual([
      `moved away: ${moved}`,
      `: ${stay.join(" | ")}`,
      `moved: ${moved}`,
    ]);
    expect(laid.rows.at(-1)).toMatchObject({ kind: "change", isMoved: true });
  });

  it("gives each unchanged clause as either text has it", () => {
    const laid = layOut(
      "Fees are due.\n\nNo refunds.",
      "New here.\n\nFees are due.\n\nNo refunds.",
    );
    const same = laid.rows.flatMap((row) => (row.kind === "same" ? row.clauses : []));
    expect(same.map(({ before, after }) => [before?.start, after.start])).toEqual([
      [0, 11],
      [15, 26],
    ]);
  });

  it("stays whole where the texts were parted in another way when they were compared", () => {
    const before = "(a) One thing; (b) another thing.\n\nLast words.";
    const after = "(a) One thing; (b) another thing.\n\nLast words, and more.";
    const { changes } = compareVersions("Last words.", "Last words, and more.");
    const at = before.indexOf("Last");
    const shifted = changes.map((change) => ({
      ...change,
      before: change.before && { ...change.before, start: at, end: before.length },
      after: change.after && { ...change.after, start: at - 3, end: after.length },
    }));
    const rows = layOutDocument({ before, after, changes: shifted });
    expect(rows.filter(({ kind }) => kind === "change")).toHaveLength(1);
  });
});
