import type { Kysely } from "kysely";
import type { AuditEntry } from "../../model/audit.ts";
import type { Digest } from "../../model/digest.ts";
import type { Review } from "../../model/review.ts";
import { reviewStates } from "../../model/review.ts";
import type { ReviewOutcome, ReviewStore } from "../../ports/review-store.ts";
import { addAudit } from "./audit.ts";
import { parseMember } from "./columns.ts";
import type { ReviewRow } from "./review-tables.ts";
import { listReviewedChanges } from "./reviewed-changes.ts";
import type { Tables } from "./tables.ts";

/** As many ids as fit into one statement of either database with room to spare. */
const keysAtOnce = 500;

export function createReviewStore(db: Kysely<Tables>): ReviewStore {
  return {
    listReviews: (keys) => listReviews(db, keys),
    recordReviews: (reviews, audit) => recordReviews(db, reviews, audit),
    listReviewedChanges: (filter) => listReviewedChanges(db, filter),
    async listReviewers() {
      const rows = await db
        .selectFrom("reviews")
        .select("reviewer")
        .distinct()
        .orderBy("reviewer")
        .execute();
      return rows.map(({ reviewer }) => reviewer);
    },
  };
}

async function listReviews(
  db: Kysely<Tables>,
  keys: readonly Digest[],
): Promise<ReadonlyMap<Digest, readonly Review[]>> {
  const found: Review[] = [];
  for (let at = 0; at < keys.length; at += keysAtOnce) {
    const rows = await db
      .selectFrom("reviews")
      .selectAll()
      .where("clauseKey", "in", keys.slice(at, at + keysAtOnce))
      .orderBy("seq", "desc")
      .execute();
    found.push(...rows.map(toReview));
  }
  return Map.groupBy(found, ({ clauseKey }) => clauseKey);
}

async function recordReviews(
  db: Kysely<Tables>,
  reviews: readonly Review[],
  audit: AuditEntry,
): Promise<ReviewOutcome> {
  return db.transaction().execute(async (transaction) => {
    const standing = await listReviews(
      transaction,
      reviews.map(({ clauseKey }) => clauseKey),
    );
    const lastOf = ({ clauseKey }: Review): Review | undefined => standing.get(clauseKey)?.[0];
    const fresh = reviews.filter((review) => lastOf(review)?.id !== review.id);
    if (fresh.length === 0) return { kind: "recorded" };
    const overtaken = fresh.filter((review) => (lastOf(review)?.id ?? null) !== review.previousId);
    if (overtaken.length > 0) {
      return { kind: "overtaken", latest: overtaken.flatMap((review) => lastOf(review) ?? []) };
    }
    for (const review of fresh) await transaction.insertInto("reviews").values(review).execute();
    await addAudit(transaction, audit);
    return { kind: "recorded" };
  });
}

function toReview({ seq: _seq, ...row }: Omit<ReviewRow, "seq"> & { seq: number }): Review {
  return { ...row, state: parseMember(reviewStates, row.state, `reviews.state of ${row.id}`) };
}
