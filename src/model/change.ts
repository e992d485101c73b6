import type { Comparison, Silence } from "./comparison.ts";
import type { TermsId } from "./declaration.ts";
import type { Digest } from "./digest.ts";
import { digestOfFields } from "./digest.ts";
import type { Instant } from "./instant.ts";

/** A comparison of two neighbouring versions, recorded because the text of a terms changed. */
export interface TermsChange {
  readonly id: Digest;
  readonly termsId: TermsId;
  readonly beforeId: Digest;
  readonly afterId: Digest;
  /** When the new text was first seen. */
  readonly detectedAt: Instant;
  /** The earlier version whose wording has lastingly returned; null where the text is new. */
  readonly reversalOf: Digest | null;
  readonly comparison: Comparison;
  /** Clauses whose earlier wording has returned; absent where none has, and where the whole text returned. */
  readonly returns?: readonly ClauseReturn[];
}

/** A clause whose wording is again that of an earlier version. */
export interface ClauseReturn {
  /** Where the clause starts in the text after: its change has the same `after.start`. */
  readonly start: number;
  /** The version that this wording came with when it stood last. */
  readonly versionId: Digest;
  /** When that version was first seen. */
  readonly seenAt: Instant;
}

/** What a recorded change is, without what it says. */
export interface ChangeHead extends Omit<TermsChange, "comparison" | "returns"> {
  /** Of its comparison; null where that is from before the rules had a name. */
  readonly judgedBy: string | null;
}

/**
 * Gives how a change keeps still; null where it does not. Wording that returns stood there under its date
 * before, so that its return is a reversal and no silent edit.
 */
export function toSilence({
  comparison,
  reversalOf,
}: Pick<TermsChange, "comparison" | "reversalOf">): Silence | null {
  if (reversalOf !== null) return null;
  if (comparison.silent) return "silent";
  return comparison.undated ? "undated" : null;
}

export function createTermsChange(fields: Omit<TermsChange, "id">): TermsChange {
  return { id: toChangeId(fields), ...fields };
}

/** Gives the id that a change from the one version to the other has, whether it is recorded or not. */
export function toChangeId({
  termsId,
  beforeId,
  afterId,
}: Pick<TermsChange, "termsId" | "beforeId" | "afterId">): Digest {
  return digestOfFields(termsId, beforeId, afterId);
}
