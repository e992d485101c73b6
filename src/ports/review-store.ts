import type { AuditEntry } from "../model/audit.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { Review, ReviewCounts } from "../model/review.ts";
import type { Topic } from "../model/topic.ts";

/** All that are given must hold. */
export interface ReviewedChangeFilter {
  readonly serviceId?: string;
  readonly termsId?: TermsId;
  /** At least one substantive clause change on this topic. */
  readonly topic?: Topic;
  /** One of its clauses was reviewed last by them. */
  readonly reviewer?: string;
  /** Detected then or later. */
  readonly since?: Instant;
  /** Detected earlier. */
  readonly until?: Instant;
}

/** A recorded change with something to review, and how far that has come. */
export interface ReviewedChange {
  readonly changeId: Digest;
  readonly termsId: TermsId;
  readonly detectedAt: Instant;
  /** Of its substantive clauses, by the last review of each. */
  readonly counts: ReviewCounts;
  /** The last review of any of them; null for none. */
  readonly last: { readonly at: Instant; readonly reviewer: string } | null;
}

/** `overtaken`: somebody else wrote since; nothing is written, and `latest` is what stands instead. */
export type ReviewOutcome =
  | { readonly kind: "recorded" }
  | { readonly kind: "overtaken"; readonly latest: readonly Review[] };

/** The part of a store that knows what people found of clauses. */
export interface ReviewStore {
  /** Of these clause states, each one's newest first; a state without any is absent. */
  listReviews(clauseKeys: readonly Digest[]): Promise<ReadonlyMap<Digest, readonly Review[]>>;
  /**
   * Adds reviews and what the audit log says of them, in one transaction: only while each review's `previousId` is the
   * last one of its clause state. Repeatable.
   */
  recordReviews(reviews: readonly Review[], audit: AuditEntry): Promise<ReviewOutcome>;
  /** Every change that has substantive clauses, latest first. */
  listReviewedChanges(filter: ReviewedChangeFilter): Promise<readonly ReviewedChange[]>;
  /** Names of all who have reviewed anything, sorted. */
  listReviewers(): Promise<readonly string[]>;
}
