import type { Digest } from "../../model/digest.ts";
import type { Review, ReviewCounts, ReviewState } from "../../model/review.ts";
import type { ReviewKeys } from "./clause-key.ts";

/** Where the review of a clause change stands. */
export interface Standing {
  readonly key: Digest;
  readonly state: ReviewState;
  /** Of this state of the clause, newest first; the first one counts. */
  readonly reviews: readonly Review[];
  /** The last one of the wording before, where this wording has none of its own; null for none. */
  readonly earlier: Review | null;
}

/** Gives where a clause change stands. @param reviews of each clause state, newest first */
export function readStanding(
  { key, earlierKey }: ReviewKeys,
  reviews: ReadonlyMap<Digest, readonly Review[]>,
): Standing {
  const own = reviews.get(key) ?? [];
  const before = earlierKey === null ? [] : (reviews.get(earlierKey) ?? []);
  return {
    key,
    state: own[0]?.state ?? "new",
    reviews: own,
    earlier: own.length === 0 ? (before[0] ?? null) : null,
  };
}

export const noReviews: ReviewCounts = { new: 0, reviewed: 0, escalated: 0, dismissed: 0 };

export function countStates(states: Iterable<ReviewState>): ReviewCounts {
  const counts = { ...noReviews };
  for (const state of states) counts[state] += 1;
  return counts;
}

/**
 * Gives the state of a change from those of its substantive clauses: escalated if one is, else new while one is,
 * dismissed if all are, reviewed otherwise. Null where there is no such clause: there is nothing to review.
 */
export function deriveState(counts: ReviewCounts): ReviewState | null {
  if (counts.escalated > 0) return "escalated";
  if (counts.new > 0) return "new";
  if (counts.reviewed > 0) return "reviewed";
  return counts.dismissed > 0 ? "dismissed" : null;
}

/** Gives what a form that was made from these reviews says it has seen; an empty text for none. */
export function toSeen(reviews: readonly Pick<Review, "id">[]): string {
  return reviews[0]?.id ?? "";
}
