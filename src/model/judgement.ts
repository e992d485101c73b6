import type { Comparison } from "./comparison.ts";
import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";

/** A judgement of a recorded change that a later one has taken the place of: the proof of what was said before. */
export interface SupersededJudgement {
  readonly changeId: Digest;
  /** The whole comparison, as it was recorded. */
  readonly comparison: Comparison;
  /** The rules and weights that made it; null where it is from before these had a name. */
  readonly judgedBy: string | null;
  readonly supersededAt: Instant;
  /** The rules and weights of the judgement that took its place. */
  readonly supersededBy: string;
}

/** `awaited`: an alert about the change waits in the outbox and names its clauses, so nothing was written. */
export type JudgementOutcome = "recorded" | "same" | "awaited";
