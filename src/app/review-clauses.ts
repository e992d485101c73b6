import type { ReviewForm } from "../core/review/form.ts";
import type { Standing } from "../core/review/standing.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { Review } from "../model/review.ts";
import { createReview } from "../model/review.ts";
import type { Clock } from "../ports/clock.ts";
import type { ReviewStore } from "../ports/review-store.ts";
import { loadReviews } from "./load-reviews.ts";

/** The comparison that a reviewer looks at. */
export interface ReviewedComparison {
  readonly termsId: TermsId;
  readonly beforeId: Digest;
  readonly afterId: Digest;
  /** What the audit log says it was done to. */
  readonly subject: string;
  readonly changes: readonly ClauseChange[];
}

/**
 * What came of a review. `done`: it is kept, for so many clauses, which may be none where all had been reviewed ·
 * `overtaken`: somebody wrote since the form was made, and nothing is kept · `no-such-clause`: it is none of these.
 */
export type Reviewing =
  | { readonly kind: "done"; readonly count: number }
  | { readonly kind: "overtaken"; readonly latest: readonly Review[] }
  | { readonly kind: "no-such-clause" };

/** Keeps what somebody found of a clause, or of all substantive ones that are new, with its entry in the audit log. */
export async function reviewClauses(
  { store, clock }: { readonly store: ReviewStore; readonly clock: Clock },
  comparison: ReviewedComparison,
  { reviewer, ...form }: ReviewForm & { readonly reviewer: string },
): Promise<Reviewing> {
  const { termsId, beforeId, afterId, subject, changes } = comparison;
  const reviewed = await loadReviews(store, comparison);
  const standings = new Map<Digest, Standing>();
  for (const change of changes) {
    const standing = reviewed.of(change);
    if (standing !== undefined && isMeant(form, change, standing))
      standings.set(standing.key, standing);
  }
  if (standings.size === 0)
    return form.clause === "all" ? { kind: "done", count: 0 } : { kind: "no-such-clause" };
  const at = clock.now();
  const reviews = [...standings.values()].map(({ key, reviews: [last] }) =>
    createReview({
      clauseKey: key,
      termsId,
      beforeId,
      afterId,
      state: form.state,
      note: form.note,
      reviewer,
      at,
      previousId: form.clause === "all" ? (last?.id ?? null) : form.seen,
    }),
  );
  const clauses = reviews.length === 1 ? "1 clause" : `${reviews.length} clauses`;
  const outcome = await store.recordReviews(reviews, {
    at,
    actor: reviewer,
    action: "reviewed",
    subject,
    detail: `${form.state}: ${clauses} of ${termsId}`,
  });
  return outcome.kind === "recorded" ? { kind: "done", count: reviews.length } : outcome;
}

function isMeant(
  { clause }: Pick<ReviewForm, "clause">,
  { materiality }: ClauseChange,
  { key, state }: Standing,
): boolean {
  return clause === "all" ? materiality === "substantive" && state === "new" : key === clause;
}
