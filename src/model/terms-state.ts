import type { TermsId } from "./declaration.ts";
import type { TermsIncident } from "./incident.ts";
import type { Instant } from "./instant.ts";
import type { Snapshot } from "./snapshot.ts";
import type { PendingWording, Variant } from "./variant.ts";
import type { Version } from "./version.ts";

/** All that deciding on one check needs to know of the past. */
export interface TermsState {
  readonly latest: Version | null;
  /** Snapshots of the last check that took an answer for the terms, in the order of the sources. */
  readonly lastSnapshots: readonly Snapshot[];
  /** Snapshots that `latest` was read from; empty when imported. */
  readonly latestSnapshots: readonly Snapshot[];
  /** Last check with a full answer (not 304) that was taken for the terms. */
  readonly lastFullFetchAt: Instant | null;
  readonly lastVerifiedAt: Instant | null;
  readonly pending: PendingWording | null;
  readonly variants: readonly Variant[];
  readonly openIncidents: readonly TermsIncident[];
  /** Checks since the last verified one. */
  readonly failuresInRow: number;
}

/** What is due is decided from this. */
export interface LastCheck {
  readonly termsId: TermsId;
  readonly startedAt: Instant;
  readonly lastVerifiedAt: Instant | null;
  readonly pending: PendingWording | null;
}
