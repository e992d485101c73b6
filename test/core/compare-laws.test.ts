import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { alignClauses } from "../../src/core/clauses/align.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { compareVersions } from "../../src/core/compare.ts";
import type { ClauseChange, ClauseSide, Comparison } from "../../src/model/comparison.ts";

const root = resolve(import.meta.dirname, "../..");

type Pair = readonly [name: string, before: string, after: string];

const changesFolder = join(root, "test/changes");
const changes = readdirSync(changesFolder).map((slug): Pair => [
  slug,
  readFileSync(join(changesFolder, slug, "before.md"), "utf8"),
  readFileSync(join(changesFolder, slug, "after.md"), "utf8"),
]);

const corpusFolder = resolve(root, "../shared/corpus/changes");
const hasCorpus = existsSync(corpusFolder);
// One labelled change in twelve: every provider, no more than a few seconds.
const corpus = hasCorpus ? readCorpus().filter((_, at) => at % 12 === 0) : [];

function readCorpus(): readonly Pair[] {
  const lines = readFileSync(join(corpusFolder, "changes.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => {
    const { id, before, after }: Record<"id" | "before" | "after", string> = JSON.parse(line);
    return [
      id,
      readFileSync(join(corpusFolder, before), "utf8"),
      readFileSync(join(corpusFolder, after), "utf8"),
    ];
  });
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
  "| Acme | mail | United States |",
  "Last updated: May 4, 2026",
  "[Home](https://a.example/)",
  "",
];
const randomText = array(constantFrom(...sentences), { maxLength: 14 }).map((parts) =>
  parts.join("\n\n"),
);

function checkSpans(change: ClauseChange): void {
  const side = (op: "added" | "removed"): string =>
    change.spans
      .filter((span) => span.op === "same" || span.op === op)
      .map((span) => span.text)
      .join("");
  expect(side("removed")).toBe(change.before?.text ?? "");
  expect(side("added")).toBe(change.after?.text ?? "");
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
  for (const change of comparison.changes) checkSpans(change);
  checkOffsets(comparison, before, after);
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
        const { materiality, changes: found, replaced, silent } = compareVersions(text, text);
        expect({ materiality, found, replaced, silent }).toEqual({
          materiality: "none",
          found: [],
          replaced: false,
          silent: false,
        });
      }),
      { seed: 11 },
    );
  });

  it("keeps its laws over random texts", () => {
    assert(property(randomText, randomText, checkAll), { seed: 12, numRuns: 300 });
  });

  it.each(changes)("keeps its laws over the change %s", (_, before, after) => {
    expect(before).not.toBe(after);
    checkAll(before, after);
  });

  it.skipIf(!hasCorpus)(
    "keeps its laws over real changes (skipped without the corpus)",
    { timeout: 60_000 },
    () => {
      expect(corpus.length).toBeGreaterThan(20);
      for (const [, before, after] of corpus) checkAll(before, after);
    },
  );

  it("finds that inserting not after a modal verb matters", () => {
    const verbs = constantFrom("may", "must", "will", "can", "shall", "should");
    const rest = constantFrom(
      "share outputs",
      "keep records of your prompts",
      "use the service for training",
      "end the agreement",
    );
    const actor = constantFrom("You", "We", "The customer", "Either party");
    assert(
      property(actor, verbs, rest, (who, verb, what) => {
        const { materiality } = compareVersions(
          `${who} ${verb} ${what}.`,
          `${who} ${verb} not ${what}.`,
        );
        expect(materiality).toBe("substantive");
      }),
      { seed: 13 },
    );
  });

  it("finds that renumbering everything never matters", () => {
    const clauses = sentences.filter(
      (sentence) => /^[A-Z]/.test(sentence) && !sentence.includes("(a)"),
    );
    const styles = [
      (at: number) => `${at + 1}. `,
      (at: number) => `A.${at + 1} `,
      (at: number) => `(${"abcdefgh"[at] ?? "z"}) `,
    ];
    const number = (style: number): string =>
      clauses.map((clause, at) => `${styles[style]?.(at) ?? ""}${clause}`).join("\n\n");
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const)
      expect(compareVersions(number(from), number(to)).materiality).toBe("editorial");
  });
});
