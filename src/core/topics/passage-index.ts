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

/** Gives an index of passages; asking it costs what the terms in common cost, and a short sum for each passage. */
export function createPassageIndex(passages: readonly Passage[]): PassageIndex {
  const dimensions = passages[0]?.meaning.length ?? 0;
  const meanings = new Float64Array(passages.length * dimensions);
  const postings = new Map<string, Posting>();
  for (const [at, { terms, meaning }] of passages.entries()) {
    meanings.set(meaning, at * dimensions);
    for (const [term, value] of terms) {
      const posting = postings.get(term);
      if (posting === undefined) postings.set(term, { at: [at], values: [value] });
      else {
        posting.at.push(at);
        posting.values.push(value);
      }
    }
  }
  return {
    listLikeness: ({ terms, meaning }) => {
      const likeness = new Float64Array(passages.length);
      for (const [term, value] of terms) {
        const posting = postings.get(term);
        if (posting === undefined) continue;
        for (let place = 0; place < posting.at.length; place++) {
          const at = posting.at[place] ?? 0;
          likeness[at] = (likeness[at] ?? 0) + termShare * value * (posting.values[place] ?? 0);
        }
      }
      for (let at = 0; at < passages.length; at++) {
        let sum = 0;
        const from = at * dimensions;
        for (let place = 0; place < dimensions; place++)
          sum += (meanings[from + place] ?? 0) * (meaning[place] ?? 0);
        likeness[at] = (likeness[at] ?? 0) + meaningShare * sum;
      }
      return likeness;
    },
  };
}
