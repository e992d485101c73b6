import type { Unit } from "./unit.ts";

// Evidence beside the words, added to their similarity of 0 to 1. Structure raised the recovery of
// heavily reworded clauses from 66 to 98 % in local edits, at the same rate of wrong links; the
// weights are those of that study where it has them, the others were tried on `npm run bench -- align`.
const sameGap = 0.15;
const similarSection = 0.15;
const sameTitle = 0.35;
const sameNumber = 0.05;
const sameHeadingNumber = 0.3;
const sameSkeleton = 0.4;
// A line that became a heading, or was one, is no longer than this.
const mostTitleWords = 12;

/** Whether two clauses can be one at all: a table row stays a row, a heading becomes a line not much longer. */
export function canPair(one: Unit, other: Unit): boolean {
  if ((one.clause.kind === "row") !== (other.clause.kind === "row")) return false;
  if ((one.clause.kind === "heading") === (other.clause.kind === "heading")) return true;
  const [least = 0, most = 0] = [one.words.length, other.words.length].toSorted((x, y) => x - y);
  return most <= mostTitleWords && least * 2 >= most;
}

/** What the place and the name of two clauses add to the likeness of their words. */
export type PlaceWeigher = (one: Unit, other: Unit, isSameGap: boolean) => number;

/** Creates a weigher of places that compares each two headings once. */
export function createPlaceWeigher(): PlaceWeigher {
  const known = new Map<string, Map<string, number>>();
  const likenessOf = (one: string, other: string): number => {
    let row = known.get(one);
    if (row === undefined) known.set(one, (row = new Map()));
    let likeness = row.get(other);
    if (likeness === undefined) row.set(other, (likeness = toLikeness(one, other)));
    return likeness;
  };
  return (one, other, isSameGap) => {
    let score = isSameGap ? sameGap : 0;
    if (one.section !== "" && other.section !== "")
      score += similarSection * likenessOf(one.section, other.section);
    if (one.title !== "" && one.title === other.title) score += sameTitle;
    if (one.skeleton !== "" && one.skeleton === other.skeleton) score += sameSkeleton;
    const { number } = one.clause;
    if (number !== undefined && number === other.clause.number) {
      const areHeadings = one.clause.kind === "heading" && other.clause.kind === "heading";
      score += areHeadings && isSameGap ? sameHeadingNumber : sameNumber;
    }
    return score;
  };
}

/** Share of the words that two headings have in common, 0–1; their numbers do not count. */
function toLikeness(one: string, other: string): number {
  if (one === other) return 1;
  const left = new Set(one.match(/\p{L}+/gu));
  const right = new Set(other.match(/\p{L}+/gu));
  if (left.size === 0 || right.size === 0) return 0;
  let common = 0;
  for (const word of left) if (right.has(word)) common += 1;
  return (2 * common) / (left.size + right.size);
}
