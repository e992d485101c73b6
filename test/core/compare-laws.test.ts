import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { alignClauses } from "../../src/core/clauses/align.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { compareVersions } from "../../src/core/compare.ts";
import type { Clause } from "../../src/model/clause.ts";
import type { ClauseChange, ClauseSide, Comparison } from "../../src/model/comparison.ts";
import { readCorpusPairs, readFixturePairs } from "./text-pairs.ts";

const corpus = readCorpusPairs();

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
  "A. Services",
  "**Retention.** We keep your data for 30 days.",
  "You may not: (a) scrape the site by any automated means; (b) reverse engineer the model behind it; or (c) share your account.",
  "| Acme | mail | United States |",
  "Last updated: May 4, 2026",
  "[Home](https://a.example/)",
  "",
];
const randomText = array(constantFrom(...sentences), { maxLength: 14 }).map((parts) =>
  parts.join("\n\n"),
);

function readSide(change: ClauseChange, op: "added" | "removed"): string {
  return change.spans
    .filter((span) => span.op === "same" || span.op === op)
    .map((span) => span.text)
    .join("");
}

function checkOffsets(comparison: Comparison, before: string, after: string): void {
  for (const change of comparison.changes) {
    if (change.before !== null)
      expect(before.slice(change.before.start, change.before.end)).toBe(change.before.text);
    if (change.after !== null)
      expect(after.slice(change.after.start, change.after.end)).toBe(change.after.text);
    for (const cue of change.cues) {
      const length = change[cue.side]?.text.length ?? -1;
      expect(cue.start).toBeGreaterThanOrEqual(0);
      expect(cue.end).toBeLessThanOrEqual(length);
      expect(cue.start).toBeLessThan(cue.end);
    }
  }
}

/** Clauses that lie in no change's side. */
function unchangedOf(text: string, sides: readonly (ClauseSide | null)[]): readonly Clause[] {
  const places = sides.filter((side): side is ClauseSide => side !== null);
  return segmentClauses(text).filter(
    (clause) => !places.some((side) => side.start <= clause.start && clause.end <= side.end),
  );
}

/**
 * Both texts are made of what the changes say of them and of clauses that stand, in order, in both;
 * nothing with a letter or a digit in it is outside of these.
 */
function checkRebuilding(comparison: Comparison, before: string, after: string): void {
  const mine = unchangedOf(
    before,
    comparison.changes.map((change) => change.before),
  );
  const theirs = unchangedOf(
    after,
    comparison.changes.map((change) => change.after),
  );
  expect(theirs.map((clause) => clause.text)).toEqual(mine.map((clause) => clause.text));
  for (const [text, name, op, kept] of [
    [before, "before", "removed", mine],
    [after, "after", "added", theirs],
  ] as const) {
    const pieces = [
      ...comparison.changes.flatMap((change) => {
        const side = change[name];
        return side === null ? [] : [{ start: side.start, text: readSide(change, op) }];
      }),
      ...kept.map(({ start }, at) => ({ start, text: mine[at]?.text ?? "" })),
    ].toSorted((one, other) => one.start - other.start);
    let rebuilt = "";
    for (const piece of pieces) {
      const between = text.slice(rebuilt.length, piece.start);
      expect(between).not.toMatch(/[\p{L}\p{N}]/u);
      rebuilt += between + piece.text;
    }
    expect(text.startsWith(rebuilt)).toBe(true);
    expect(text.slice(rebuilt.length)).not.toMatch(/[\p{L}\p{N}]/u);
  }
}

/** Every clause lies in the side of exactly one edit, or in none and is unchanged. */
function checkPlaces(before: string, after: string): void {
  const left = { text: before, clauses: segmentClauses(before) };
  const right = { text: after, clauses: segmentClauses(after) };
  const { edits, unchanged } = alignClauses(left, right);
  for (const [name, side] of [
    ["before", left],
    ["after", right],
  ] as const) {
    const places = edits
      .map((edit) => edit[name])
      .filter((place): place is ClauseSide => place !== null);
    const counts = side.clauses.map(
      (clause) =>
        places.filter((place) => place.start <= clause.start && clause.end <= place.end).length,
    );
    expect(counts.every((count) => count <= 1)).toBe(true);
    expect(counts.filter((count) => count === 0)).toHaveLength(unchanged);
  }
}

const turnedKind = {
  added: "removed",
  removed: "added",
  modified: "modified",
  moved: "moved",
  split: "merged",
  merged: "split",
} as const;

function describeSwap(comparison: Comparison, isTurned: boolean): readonly string[] {
  return comparison.changes
    .map(({ kind, before, after, spans }) => {
      const added = spans.filter((span) => span.op === "added").map((span) => span.text);
      const removed = spans.filter((span) => span.op === "removed").map((span) => span.text);
      return isTurned
        ? JSON.stringify([turnedKind[kind], after?.start, before?.start, removed, added])
        : JSON.stringify([kind, before?.start, after?.start, added, removed]);
    })
    .toSorted();
}

function checkAll(before: string, after: string): void {
  const comparison = compareVersions(before, after);
  checkOffsets(comparison, before, after);
  checkRebuilding(comparison, before, after);
  checkPlaces(before, after);
  expect(JSON.stringify(compareVersions(before, after))).toBe(JSON.stringify(comparison));
  expect(describeSwap(compareVersions(after, before), true)).toEqual(
    describeSwap(comparison, false),
  );
}

describe("compareVersions, whatever the texts", () => {
  it("says nothing of a text and itself", () => {
    assert(
      property(randomText, (text) => {
        const { materiality, changes, replaced, silent } = compareVersions(text, text);
        expect({ materiality, changes, replaced, silent }).toEqual({
          materiality: "none",
          changes: [],
          replaced: false,
          silent: false,
        });
      }),
      { seed: 11 },
    );
  });

  it.skipIf(corpus.length === 0)(
    "says nothing of a real text and itself",
    { timeout: 60_000 },
    () => {
      const found = corpus.filter(([, text]) => compareVersions(text, text).changes.length > 0);
      expect(found.map(([name]) => name)).toEqual([]);
    },
  );

  it("keeps its laws over random texts", { timeout: 60_000 }, () => {
    assert(property(randomText, randomText, checkAll), { seed: 12, numRuns: 300 });
  });

  it.each(readFixturePairs())("keeps its laws over the change %s", (_, before, after) => {
    expect(before).not.toBe(after);
    checkAll(before, after);
  });

  // One in eight: every provider, in a few seconds.
  it.skipIf(corpus.length === 0).each(corpus.filter((_, at) => at % 8 === 0))(
    "keeps its laws over the real change %s",
    { timeout: 60_000 },
    (_, before, after) => {
      expect(before).not.toBe(after);
      checkAll(before, after);
    },
  );
});
