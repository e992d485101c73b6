import type { Clause } from "../../model/clause.ts";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";

/** A version as a clause's life speaks of it. */
export interface LifeVersion {
  readonly id: Digest;
  readonly seenAt: Instant;
  /** The recorded change that brought it; null for none. */
  readonly changeId: Digest | null;
  /** The text was read by other rules than the version before: what differs may be our doing. */
  readonly isReread: boolean;
}

/** One clause under one name through all versions; who else it is tied to is named by place in the list of threads. */
export interface ClauseThread {
  /** Digest of the terms, the version that it was first seen in and where it began there: later versions do not touch it. */
  readonly id: Digest;
  /** Whatever was different from the version before; the first one is its first sight. */
  readonly steps: readonly ClauseStep[];
}

/** What became of a clause in one version. */
export interface ClauseStep {
  readonly kind: "first" | "kept" | "left" | "returned";
  /** Place in the list of versions. */
  readonly version: number;
  /** As it stood last; null for the first. */
  readonly before: Clause | null;
  /** As it stands in this version; null where it left. */
  readonly after: Clause | null;
  readonly isReworded: boolean;
  readonly isMoved: boolean;
  /** Most of the text left or came with it: another page stood there, or stands there now. */
  readonly isWholeText: boolean;
  /** For the first: the clause that it was a part of. */
  readonly splitFrom: number | null;
  /** For one that left: the clause that holds its words now. */
  readonly mergedInto: number | null;
  /** Clauses that became a part of this one. */
  readonly tookIn: readonly number[];
  /** Clauses of their own that were a part of this one. */
  readonly splitOff: readonly number[];
}

/** All that is known of the clauses of one terms. */
export interface Lineage {
  /** Oldest first. */
  readonly versions: readonly LifeVersion[];
  /** In the order of their first sight. */
  readonly threads: readonly ClauseThread[];
  /** Those of the last version's clauses, by place in `threads`, in the order of its text. */
  readonly standing: readonly number[];
}
