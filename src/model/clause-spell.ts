import type { TermsId } from "./declaration.ts";
import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";
import type { Topic } from "./topic.ts";

/**
 * What a clause does to the customer in a topic, the hardest first: it burdens them outright (denies or demands it of
 * them, or frees the provider to do it), burdens them within limits (exceptions, consent, a way out), serves them
 * (allows it to them, or binds the provider), or speaks of it and does none of these.
 */
export const stances = ["strict", "qualified", "lenient", "mentions"] as const;
export type Stance = (typeof stances)[number];

/** One wording of a clause from when it came until it left or was reworded: what searches and matrices are made of. */
export interface ClauseSpell {
  readonly termsId: TermsId;
  /** The same through all of its wordings, as its life has it. */
  readonly clauseId: Digest;
  /** As it stood in the first of its versions, Markdown included; `start` and `end` are UTF-16 offsets there. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What a reader sees of it, without number and markup. */
  readonly wording: string;
  readonly number: string | null;
  /** Headings above it, outermost first. */
  readonly path: readonly string[];
  /** The sentence that a list item completes; null where there is none. */
  readonly leadIn: string | null;
  /** The version that it came with, and when. */
  readonly versionId: Digest;
  readonly from: Instant;
  /** The first version without it, and when; null while it stands. */
  readonly untilId: Digest | null;
  readonly until: Instant | null;
  /** Most important first; empty for a heading. */
  readonly topics: readonly Topic[];
  /** One for each of `topics`, in their order. */
  readonly stances: readonly Stance[];
}

/** Spells of one terms that came at once and are about the same, in the same stances. */
export interface SpellCount extends Pick<ClauseSpell, "termsId" | "from" | "topics" | "stances"> {
  readonly count: number;
}
