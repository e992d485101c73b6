import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import { toMs } from "../model/instant.ts";
import type { PendingWording, Variant } from "../model/variant.ts";

/** When a wording is believed. All times in milliseconds. */
export interface WordingRules {
  /** Between the first sight of new words and the fetch that confirms them. */
  readonly confirmDelayMs: number;
  /** How long an earlier wording must stand before its return is a reversal, where the two have alternated. */
  readonly variantHoldMs: number;
  /** Checks in a row that must see it meanwhile. */
  readonly variantSightings: number;
  /** An earlier wording not seen for this long had really gone: its return needs no more than a confirmation. */
  readonly settledMs: number;
}

/** A page that shows other words at each fetch is taken as it is at the third: it will not get steadier. */
const unsteadySightings = 3;

/** Each reversal already reported makes the next one ten times harder to believe: 3 days, a month, most of a year. */
const holdGrowth = 10;

export type WordingVerdict =
  | { readonly kind: "same" }
  | { readonly kind: "confirmed" }
  | { readonly kind: "unconfirmed"; readonly pending: PendingWording }
  | { readonly kind: "variant"; readonly pending: PendingWording }
  | { readonly kind: "lasting"; readonly returnsTo: Digest };

export interface SeenWording {
  readonly fingerprint: Digest;
  readonly snapshotIds: readonly Digest[];
  readonly at: Instant;
}

export interface KnownWordings {
  /** Fingerprint of the wording that stands. */
  readonly standing: Digest;
  readonly pending: PendingWording | null;
  readonly variants: readonly Variant[];
}

/**
 * What becomes of the words that a check saw: nothing new, new and to be confirmed, new and confirmed,
 * an earlier wording that may be one of several the page alternates between, or one that has lastingly returned.
 */
export function judgeWording(
  seen: SeenWording,
  known: KnownWordings,
  rules: WordingRules,
): WordingVerdict {
  if (seen.fingerprint === known.standing) return { kind: "same" };
  const variant = known.variants.find(({ fingerprint }) => fingerprint === seen.fingerprint);
  return variant && variant.versionId !== null
    ? judgeReturn(seen, known, { ...variant, versionId: variant.versionId }, rules)
    : judgeNew(seen, known, variant, rules);
}

/** The wording's record after one more sighting. */
export function sight(
  seen: SeenWording,
  variants: readonly Variant[],
  versionId: Digest | null,
): Variant {
  const before = variants.find(({ fingerprint }) => fingerprint === seen.fingerprint);
  return {
    fingerprint: seen.fingerprint,
    firstSeenAt: before?.firstSeenAt ?? seen.at,
    lastSeenAt: seen.at,
    sightings: (before?.sightings ?? 0) + 1,
    versionId: versionId ?? before?.versionId ?? null,
    reversals: before?.reversals ?? 0,
  };
}

function judgeNew(
  seen: SeenWording,
  known: KnownWordings,
  variant: Variant | undefined,
  rules: WordingRules,
): WordingVerdict {
  const { pending } = known;
  const isRepeated = pending?.kind === "new" && pending.fingerprint === seen.fingerprint;
  if (isRepeated && elapsed(pending.firstSeenAt, seen.at) >= rules.confirmDelayMs) {
    return { kind: "confirmed" };
  }
  // Never twice in a row, but again and again: an A/B test, or other words at each fetch.
  const sightingsInRow = pending?.kind === "new" ? pending.sightings + 1 : 1;
  const isUnsteady = !isRepeated && sightingsInRow >= unsteadySightings;
  const isFrequent = (variant?.sightings ?? 0) + 1 >= unsteadySightings && !isRepeated;
  if (isUnsteady || isFrequent) return { kind: "confirmed" };
  return {
    kind: "unconfirmed",
    pending: isRepeated
      ? { ...pending, firstSeenAt: earlier(pending, seen), sightings: sightingsInRow }
      : {
          fingerprint: seen.fingerprint,
          kind: "new",
          firstSeenAt: seen.at,
          sightings: sightingsInRow,
          snapshotIds: seen.snapshotIds,
        },
  };
}

function judgeReturn(
  seen: SeenWording,
  known: KnownWordings,
  variant: Variant & { readonly versionId: Digest },
  rules: WordingRules,
): WordingVerdict {
  const pending = continueReturn(seen, known.pending, variant, rules);
  const isComeback = pending.kind === "comeback";
  const holdMs = isComeback
    ? rules.confirmDelayMs
    : rules.variantHoldMs * holdGrowth ** variant.reversals;
  const sightings = isComeback ? 2 : Math.max(2, rules.variantSightings);
  const isLasting =
    pending.sightings >= sightings && elapsed(pending.firstSeenAt, seen.at) >= holdMs;
  return isLasting
    ? { kind: "lasting", returnsTo: variant.versionId }
    : { kind: "variant", pending };
}

function continueReturn(
  seen: SeenWording,
  pending: PendingWording | null,
  variant: Variant,
  rules: WordingRules,
): PendingWording {
  if (pending && pending.kind !== "new" && pending.fingerprint === seen.fingerprint) {
    const firstSeenAt = earlier(pending, seen);
    return { ...pending, firstSeenAt, sightings: pending.sightings + 1 };
  }
  const hadGone =
    variant.reversals === 0 && elapsed(variant.lastSeenAt, seen.at) >= rules.settledMs;
  return {
    fingerprint: seen.fingerprint,
    kind: hadGone ? "comeback" : "return",
    firstSeenAt: seen.at,
    sightings: 1,
    snapshotIds: seen.snapshotIds,
  };
}

/** Where the clock was set back since, the wait begins anew: the time from before may be years ahead. */
function earlier({ firstSeenAt }: PendingWording, { at }: SeenWording): Instant {
  return firstSeenAt < at ? firstSeenAt : at;
}

function elapsed(from: Instant, to: Instant): number {
  return toMs(to) - toMs(from);
}
