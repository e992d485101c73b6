import { array, constantFrom, sample, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/core/compare.ts";
import type { ClauseChange } from "../../src/model/comparison.ts";
import { readCorpusPairs, readFixturePairs } from "./text-pairs.ts";

const turned = {
  tightened: "loosened",
  loosened: "tightened",
  mixed: "mixed",
  neutral: "neutral",
} as const;

/** What a change amounts to, read from the other side. */
function judge(change: ClauseChange, isTurned: boolean): string {
  const { before, after, materiality, direction } = change;
  const [one, other] = isTurned ? [after, before] : [before, after];
  const towards = direction === null || !isTurned ? direction : turned[direction];
  return JSON.stringify([one?.start, other?.start, materiality, towards]);
}

function judgeAll(before: string, after: string, isTurned: boolean): readonly string[] {
  return compareVersions(before, after)
    .changes.map((change) => judge(change, isTurned))
    .toSorted();
}

const randomShare = 0.96;
const realShare = 0.98;

const actors = ["You", "We", "The customer", "The provider"];
const duties = ["must", "may", "must not", "may not", "will", "will not"];
const acts = [
  "share outputs",
  "keep your prompts",
  "use the service to train models",
  "end the agreement",
];
const limits = [
  "",
  " within 30 days",
  " within 90 days",
  " with prior written consent",
  " for any purpose",
];
const sentence = array(constantFrom(0, 1, 2, 3, 4, 5), { minLength: 4, maxLength: 4 }).map(
  ([who = 0, how = 0, what = 0, where = 0]) =>
    `${actors[who % actors.length]} ${duties[how]} ${acts[what % acts.length]}${limits[where % limits.length]}.`,
);

/** Share of the changes of some pairs that are judged alike from either side. */
function shareAlike(pairs: readonly (readonly [before: string, after: string])[]): number {
  let all = 0;
  let alike = 0;
  for (const [before, after] of pairs) {
    const forth = judgeAll(before, after, false);
    const back = new Set(judgeAll(after, before, true));
    all += forth.length;
    alike += forth.filter((judgement) => back.has(judgement)).length;
  }
  return all === 0 ? 1 : alike / all;
}

describe("compareVersions, its sides swapped", () => {
  it.each(readFixturePairs())(
    "swaps tightened and loosened over the change %s",
    (_, before, after) => {
      expect(judgeAll(after, before, true)).toEqual(judgeAll(before, after, false));
    },
  );

  // The law knows no exception; the judgements do yet. The shares are what they reached when this was
  // written, rounded down: they may only rise.
  it("swaps tightened and loosened over nearly all random sentences", () => {
    const pairs = sample(tuple(sentence, sentence), { seed: 21, numRuns: 1_000 });
    expect(shareAlike(pairs)).toBeGreaterThan(randomShare);
  });

  const corpus = readCorpusPairs().filter((_, at) => at % 4 === 0);
  it.skipIf(corpus.length === 0)(
    "swaps tightened and loosened over nearly all real changes",
    { timeout: 120_000 },
    () => {
      const pairs = corpus.map(([, before, after]) => [before, after] as const);
      expect(shareAlike(pairs)).toBeGreaterThan(realShare);
    },
  );
});
