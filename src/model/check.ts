import type { TermsId } from "./declaration.ts";
import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";

export const pageFaults = [
  "error-status",
  "empty",
  "login-wall",
  "bot-wall",
  "soft-404",
  "unavailable-region",
  "wrong-language",
  "script-shell",
  "truncated",
  "too-short",
  "collapsed",
  "unreadable",
] as const;
/** Why an answer is not taken for the terms. */
export type PageFault = (typeof pageFaults)[number];

/** For sentences: `login-wall` → `login wall`. */
export function nameOfFault(fault: PageFault): string {
  return fault.replaceAll("-", " ");
}

/** Whether an answer is the page that was asked for; `detail` says on what evidence, without page text. */
export type Assessment =
  | { readonly kind: "ok" }
  | { readonly kind: "held"; readonly fault: PageFault; readonly detail: string };

export const checkOutcomes = [
  "first", // the first version of this terms
  "unchanged", // the same words as the latest version
  "not-modified", // the server said so (304)
  "changed", // a new version and a change were recorded
  "unconfirmed", // new words, to be seen a second time before anyone is told
  "variant", // a wording seen before, not yet lasting
  "reversed", // an earlier wording has lastingly returned
  "upgraded", // our rules changed: the base was read again
  "quarantined", // an answer that is not the page
  "failed", // no answer that could be kept
] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/** One look at a terms, whatever came of it. */
export interface Check {
  readonly id: Digest;
  readonly termsId: TermsId;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly outcome: CheckOutcome;
  /** A `PageFault`, a `FetchErrorKind` or an `ExtractErrorKind`; null where all went well. */
  readonly fault: string | null;
  /** One sentence for the operator; null where there is nothing to say. */
  readonly detail: string | null;
  readonly snapshotIds: readonly Digest[];
  /** The version that stands after this check; null before the first. */
  readonly versionId: Digest | null;
}

/** Outcomes that show the text as it stands now, so that the terms counts as verified. */
export function isVerified(outcome: CheckOutcome): boolean {
  return outcome !== "quarantined" && outcome !== "failed";
}
