import type { ReviewKeys } from "../core/review/clause-key.ts";
import { reviewKeyOf } from "../core/review/clause-key.ts";
import type { Standing } from "../core/review/standing.ts";
import { countStates, readStanding } from "../core/review/standing.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { TermsId } from "../model/declaration.ts";
import type { ReviewCounts } from "../model/review.ts";
import type { ReviewStore } from "../ports/review-store.ts";
import type { LoadedComparison } from "./load-comparison.ts";

/** What people found of the clauses of one comparison. */
export interface Reviews {
  /** Undefined for a clause change of another comparison. */
  of(change: ClauseChange): Standing | undefined;
  /** Of the substantive clauses; those that read alike count once. */
  readonly counts: ReviewCounts;
}

/** Gives the reviews of all clauses of a comparison, whichever comparison they were made in. */
export async function loadReviews(
  store: Pick<ReviewStore, "listReviews">,
  { termsId, changes }: { readonly termsId: TermsId; readonly changes: readonly ClauseChange[] },
): Promise<Reviews> {
  const keys = new Map<ClauseChange, ReviewKeys>(
    changes.map((change) => [change, reviewKeyOf(termsId, change)]),
  );
  const named = [...keys.values()].flatMap(({ key, earlierKey }) =>
    earlierKey === null ? [key] : [key, earlierKey],
  );
  const reviews = await store.listReviews([...new Set(named)]);
  const standings = new Map([...keys].map(([change, of]) => [change, readStanding(of, reviews)]));
  const substantive = changes.filter(({ materiality }) => materiality === "substantive");
  const byKey = new Map(
    substantive.flatMap((change) => {
      const standing = standings.get(change);
      return standing === undefined ? [] : [[standing.key, standing.state] as const];
    }),
  );
  return { of: (change) => standings.get(change), counts: countStates(byKey.values()) };
}

/** Whether clauses of a comparison are reviewed: of one document, and the way that time went. */
export function isReviewable({
  terms,
  termsBefore,
  before,
  after,
}: Pick<LoadedComparison, "terms" | "termsBefore" | "before" | "after">): boolean {
  return terms.id === termsBefore.id && before.fetchedAt <= after.fetchedAt;
}
