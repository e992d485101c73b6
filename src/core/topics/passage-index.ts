import type { Passage } from "./passage.ts";
import { meaningShare, termShare } from "./passage.ts";

/** Passages that others are held against all at once. */
export interface PassageIndex {
  /** Gives how alike each is to a passage, as `toLikeness` does, in their order. */
  readonly listLikeness: (passage: Passage) => Float64Array;
}

interface Posting {
  readonly at: number[];
  readonly values: number[];
}

// Building the index costs as much as asking so often without one.
const fewestToIndex = 3;

/**
 * Gives an index of passages; asking it costs what the terms in common cost, and a short sum for each passage. It is
 * built when it is asked often enough to be worth it, and says the same before.
 */
export function createPassageIndex(passages: readonly Passage[]): PassageIndex {
  let asked = 0;
  let sumTerms: SumTerms = (terms, likeness) => sumEach(passages, terms, likeness);
  return {
    listLikeness: ({ terms, meaning }) => {
      if (asked++ === fewestToIndex) sumTerms = createPostings(passages);
      const likeness = new Float64Array(passages.length);
      sumTerms(terms, likeness);
      for (const [at, other] of passages.entries())
        likeness[at] = (likeness[at] ?? 0) + meaningShare * sumMeaning(other.meaning, meaning);
      return likeness;
    },
  };
}

/** Adds to each passage's likeness what it has in terms; both ways in the order of the terms, to the same bit. */
type SumTerms = (terms: Passage["terms"], likeness: Float64Array) => void;

function sumEach(
  passages: readonly Passage[],
  terms: Passage["terms"],
  likeness: Float64Array,
): void {
  for (const [at, other] of passages.entries()) {
    let sum = 0;
    for (const [term, value] of terms) {
      const found = other.terms.get(term);
      if (found !== undefined) sum += termShare * value * found;
    }
    likeness[at] = sum;
  }
}

function createPostings(passages: readonly Passage[]): SumTerms {
  const postings = new Map<string, Posting>();
  for (const [at, { terms }] of passages.entries())
    for (const [term, value] of terms) {
      const posting = postings.get(term);
      if (posting === undefined) postings.set(term, { at: [at], values: [value] });
      else {
        posting.at.push(at);
        posting.values.push(value);
      }
    }
  return (terms, likeness) => {
    for (const [term, value] of terms) {
      const posting = postings.get(term);
      if (posting === undefined) continue;
      for (let place = 0; place < posting.at.length; place++) {
        const at = posting.at[place] ?? 0;
        likeness[at] = (likeness[at] ?? 0) + termShare * value * (posting.values[place] ?? 0);
      }
    }
  };
}

function sumMeaning(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < one.length; place++) sum += (one[place] ?? 0) * (other[place] ?? 0);
  return sum;
}
