import type { TermsId } from "./declaration.ts";
import type { Digest } from "./digest.ts";
import { digestOfFields } from "./digest.ts";
import type { Instant } from "./instant.ts";

/** `new`: nobody has looked, or somebody wants it looked at again. */
export const reviewStates = ["new", "reviewed", "escalated", "dismissed"] as const;
export type ReviewState = (typeof reviewStates)[number];

/** What a person found of a clause as it came to stand, or of its going. Reviews are only ever added; the last one counts. */
export interface Review {
  /** Digest of all the rest. */
  readonly id: Digest;
  /** Of the clause's state: see `reviewKeyOf`. */
  readonly clauseKey: Digest;
  readonly termsId: TermsId;
  /** The two versions that were compared where it was made. */
  readonly beforeId: Digest;
  readonly afterId: Digest;
  readonly state: ReviewState;
  /** At most `maxReviewNote` characters; empty for none. */
  readonly note: string;
  /** Name of the account. */
  readonly reviewer: string;
  readonly at: Instant;
  /** The review of the same state that it follows; null for the first. */
  readonly previousId: Digest | null;
}

/** A page or so; what needs more is a document of its own. */
export const maxReviewNote = 2000;

export function createReview(fields: Omit<Review, "id">): Review {
  const { clauseKey, termsId, beforeId, afterId, state, note, reviewer, at, previousId } = fields;
  const made = [beforeId, afterId, state, note, reviewer, at];
  const id = digestOfFields("review", termsId, clauseKey, previousId ?? "", ...made);
  return { id, ...fields };
}

/** How many clauses of a change are in each state. */
export type ReviewCounts = Readonly<Record<ReviewState, number>>;
