import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";

/** A wording that has been seen at a terms, whether or not it stands now. */
export interface Variant {
  readonly fingerprint: Digest;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  /** Checks that saw it. */
  readonly sightings: number;
  /** The version that it was recorded as, latest first seen; null while it has never been one. */
  readonly versionId: Digest | null;
  /** How often its return has been reported as a reversal. */
  readonly reversals: number;
}

export const pendingKinds = ["new", "return", "comeback"] as const;
/**
 * `new`: never recorded, waits for its confirmation; `return`: stood before, and may be alternating, waits to prove
 * lasting; `comeback`: stood before and had been gone for long, waits for its confirmation.
 */
export type PendingKind = (typeof pendingKinds)[number];

/** A wording other than the latest version's that has been seen, and awaits what becomes of it. */
export interface PendingWording {
  readonly fingerprint: Digest;
  readonly kind: PendingKind;
  readonly firstSeenAt: Instant;
  /** Checks in a row that saw it. */
  readonly sightings: number;
  /** The first snapshots that showed it, in the order of the sources. */
  readonly snapshotIds: readonly Digest[];
}
