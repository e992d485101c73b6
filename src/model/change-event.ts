import type { TermsId } from "./declaration.ts";
import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";

/** What one change has in common with its like in other documents. */
export interface ChangeSign {
  readonly digest: Digest;
  /** How many words it rests on. */
  readonly words: number;
}

/** A recorded change as events are made of it. */
export interface SignedChange {
  readonly id: Digest;
  readonly termsId: TermsId;
  readonly serviceId: string;
  readonly detectedAt: Instant;
  readonly sign: ChangeSign;
}

/** One act of a provider's: the same words taken out of, and put into, one or several of its documents. */
export interface ChangeEvent {
  /** Of its first change, so that documents which follow do not rename it. */
  readonly id: Digest;
  /** At least one, the first seen first; of one terms only one. */
  readonly changes: readonly SignedChange[];
}
