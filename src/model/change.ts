import type { Comparison } from "./comparison.ts";
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
}

export function createTermsChange(fields: Omit<TermsChange, "id">): TermsChange {
  return { id: digestOfFields(fields.termsId, fields.beforeId, fields.afterId), ...fields };
}
