import type { Span } from "./comparison.ts";
import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";

/** Where a clause stands in a version, and what it reads there. */
export interface ClausePlace {
  readonly number: string | null;
  readonly path: readonly string[];
  /** As the version has it, Markdown included; `start` and `end` are UTF-16 offsets into that version's text. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What a reader sees of it, without number and markup. */
  readonly wording: string;
}

/** One of a clause's wordings, and when it stood. */
export interface ClauseWording {
  /** What a reader sees, without number and markup. */
  readonly text: string;
  /** Oldest first; `until` is null for one that stands. */
  readonly spells: readonly WordingSpell[];
}

export interface WordingSpell {
  /** The version that it came with. */
  readonly versionId: Digest;
  readonly from: Instant;
  readonly until: Instant | null;
}

export const lifeEventKinds = [
  "first-seen",
  "reworded",
  "renumbered",
  "moved",
  "retitled",
  "split",
  "merged",
  "left",
  "returned",
] as const;
/** `retitled`: other headings stand above it; `split`: off another, or others off it; `merged`: into another, or others into it. */
export type LifeEventKind = (typeof lifeEventKinds)[number];

/** What happened to a clause in one version. */
export interface LifeEvent {
  /** At least one, in the order of `lifeEventKinds`. */
  readonly kinds: readonly LifeEventKind[];
  readonly versionId: Digest;
  readonly seenAt: Instant;
  /** The recorded change that it is a part of; null for none. */
  readonly changeId: Digest | null;
  /** The text was read by other rules than before: it may be our doing, not the provider's. */
  readonly isReread: boolean;
  /** Most of the text came or went with it. */
  readonly isWholeText: boolean;
  readonly before: ClausePlace | null;
  readonly after: ClausePlace | null;
  /** The redline of what a reader sees; empty where the wording is the same. */
  readonly spans: readonly Span[];
  /** Where an earlier wording has returned: the version that it came with when it stood last. */
  readonly returnsTo: { readonly versionId: Digest; readonly seenAt: Instant } | null;
  /** Clauses that it was split off from, split into, or merged with, by id. */
  readonly others: readonly Digest[];
}

/** A clause's life through all versions. */
export interface ClauseLife {
  readonly id: Digest;
  readonly firstSeenAt: Instant;
  /** When it left; null while it stands. */
  readonly leftAt: Instant | null;
  /** As it stands, or stood last. */
  readonly last: ClausePlace;
  /** In the order of their first sight. */
  readonly wordings: readonly ClauseWording[];
  /** Oldest first. */
  readonly events: readonly LifeEvent[];
}

/** A clause's life in a line: where it stands, or stood last, and how long. */
export interface ClauseOutline extends Pick<ClauseLife, "id" | "firstSeenAt" | "leftAt"> {
  readonly number: string | null;
  readonly path: readonly string[];
  /** Among the clauses of the text that it stands in, from 0 on; of one that has left, where it began in its last text. */
  readonly place: number;
  /** The beginning of what a reader sees of it. */
  readonly opening: string;
  readonly isHeading: boolean;
  /** How many wordings it has had. */
  readonly wordings: number;
}
