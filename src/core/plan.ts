import type { TermsChange } from "../model/change.ts";
import { createTermsChange } from "../model/change.ts";
import type { CheckRecord } from "../model/check-record.ts";
import type { CheckOutcome } from "../model/check.ts";
import type { Declaration } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import { digestOf, digestOfFields } from "../model/digest.ts";
import { assertNever } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import type { TermsState } from "../model/terms-state.ts";
import type { PendingWording, Variant } from "../model/variant.ts";
import type { Version } from "../model/version.ts";
import { createVersion } from "../model/version.ts";
import { compareVersions } from "./compare.ts";
import { extractorVersion } from "./extract/extract.ts";
import { fingerprintOf } from "./extract/fingerprint.ts";
import { planIncidents } from "./incidents.ts";
import type { Operator } from "./match.ts";
import { notifyOperators } from "./match.ts";
import type { OwnTopics } from "./topics/own-topics.ts";
import type { WordingRules } from "./wording.ts";
import { judgeWording, sight } from "./wording.ts";

/** What the fetches of one check came to. */
export type Observation =
  | { readonly kind: "text"; readonly text: string }
  /** Every source is what it was at the last check: by the server's word (304), or byte for byte. */
  | { readonly kind: "same"; readonly isNotModified: boolean }
  | { readonly kind: "held"; readonly fault: string; readonly detail: string }
  | { readonly kind: "failed"; readonly fault: string; readonly detail: string };

/** The latest version's snapshots read by today's rules; `lost` when those can no longer read them. */
export type Reread =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "lost"; readonly detail: string };

export interface CheckInputs {
  readonly declaration: Declaration;
  readonly state: TermsState;
  readonly observation: Observation;
  /** In the order of the sources; those of a failed check too. */
  readonly snapshotIds: readonly Digest[];
  /** Null where the rules are those that the latest version was read by. */
  readonly reread: Reread | null;
  readonly operators: readonly Operator[];
  readonly rules: WordingRules;
  /** Topics that a team added. @default none */
  readonly ownTopics?: OwnTopics;
  /** An operator takes this answer for the terms: no confirmation is waited for. */
  readonly isAccepted: boolean;
  readonly startedAt: Instant;
}

/** What came of the words, before it is put into a record. */
interface Outcome {
  readonly outcome: CheckOutcome;
  readonly fault?: string;
  readonly detail?: string;
  readonly versions?: readonly Version[];
  readonly change?: TermsChange;
  readonly pending?: PendingWording | null;
  readonly variant?: Variant;
}

/**
 * Everything that one check leaves behind, decided from what was seen and what was known; of notifications those to
 * operators. Readers are found when the change is known.
 */
export function planCheck(inputs: CheckInputs, now: Instant): CheckRecord {
  const { declaration, state } = inputs;
  const result = decide(inputs, now);
  const outcome = result.outcome;
  const fault = result.fault ?? null;
  const detail = result.detail ?? null;
  const incidents = planIncidents({
    termsId: declaration.id,
    outcome,
    fault,
    detail,
    open: state.openIncidents,
    failuresInRow: state.failuresInRow,
    at: now,
  });
  const change = result.change ?? null;
  return {
    check: {
      id: digestOfFields(declaration.id, inputs.startedAt, outcome),
      termsId: declaration.id,
      startedAt: inputs.startedAt,
      finishedAt: now,
      outcome,
      fault,
      detail,
      snapshotIds: inputs.snapshotIds,
      versionId: result.versions?.at(-1)?.id ?? state.latest?.id ?? null,
    },
    versions: result.versions ?? [],
    change,
    matched: [],
    // What began as one trouble recovers as one, also where it went stale meanwhile.
    notifications: [...incidents.opened, ...incidents.closed.slice(0, 1)].flatMap((incident) =>
      notifyOperators(incident, inputs.operators, now),
    ),
    pending: result.pending ?? null,
    variant: result.variant ?? null,
    openedIncidents: incidents.opened,
    closedIncidentIds: incidents.closed.map(({ id }) => id),
  };
}

function decide(inputs: CheckInputs, now: Instant): Outcome {
  const { observation, state } = inputs;
  switch (observation.kind) {
    case "text":
      return decideText(inputs, observation.text, now);
    case "same":
      return decideSame(inputs, observation.isNotModified, now);
    case "held":
    case "failed":
      // What was pending stays so: an outage between two sights of the same words proves nothing.
      return {
        outcome: observation.kind === "held" ? "quarantined" : "failed",
        fault: observation.fault,
        detail: observation.detail,
        pending: state.pending,
      };
    default:
      return assertNever(observation);
  }
}

function decideSame(inputs: CheckInputs, isNotModified: boolean, now: Instant): Outcome {
  const { latest, variants } = inputs.state;
  if (!latest) throw new TypeError("an answer cannot be the same as none: this is a bug");
  const seen = { fingerprint: latest.fingerprint, snapshotIds: inputs.snapshotIds, at: now };
  return {
    outcome: isNotModified ? "not-modified" : "unchanged",
    variant: sight(seen, variants, latest.id),
  };
}

function decideText(inputs: CheckInputs, text: string, now: Instant): Outcome {
  const { state, declaration, reread } = inputs;
  const seen = { fingerprint: fingerprintOf(text), snapshotIds: inputs.snapshotIds, at: now };
  const pending = state.pending?.fingerprint === seen.fingerprint ? state.pending : null;
  const record = (previousId: Digest | null, origin: Version["origin"]) =>
    createVersion({
      termsId: declaration.id,
      previousId,
      text,
      digest: digestOf(text),
      fingerprint: seen.fingerprint,
      extractorVersion,
      declarationDigest: declaration.digest,
      snapshotIds: inputs.snapshotIds,
      // New words count from when they were first seen, not from when they were confirmed.
      fetchedAt: pending && pending.firstSeenAt < now ? pending.firstSeenAt : now,
      origin,
    });

  const { latest } = state;
  // Another archive reads pages by other rules: what differs from its text may be theirs or ours, so nobody is told.
  if (!latest || latest.origin === "import") {
    const version = record(latest?.id ?? null, "crawl");
    return { outcome: "first", versions: [version], variant: sight(seen, [], version.id) };
  }
  if (reread?.kind === "lost") {
    const version = record(latest.id, "upgrade");
    const variant = sight(seen, state.variants, version.id);
    return { outcome: "upgraded", detail: reread.detail, versions: [version], variant };
  }
  const upgrade = reread ? upgradeVersion(latest, reread.text, declaration, now) : null;
  const base = upgrade ?? latest;
  const upgrades = upgrade ? [upgrade] : [];

  const verdict = inputs.isAccepted
    ? ({ kind: seen.fingerprint === base.fingerprint ? "same" : "confirmed" } as const)
    : judgeWording(
        seen,
        { standing: base.fingerprint, pending: state.pending, variants: state.variants },
        inputs.rules,
      );
  switch (verdict.kind) {
    case "same":
      return {
        outcome: upgrade ? "upgraded" : "unchanged",
        versions: upgrades,
        variant: sight(seen, state.variants, base.id),
      };
    case "unconfirmed":
    case "variant":
      return {
        outcome: verdict.kind,
        versions: upgrades,
        pending: verdict.pending,
        variant: sight(seen, state.variants, null),
      };
    case "confirmed":
    case "lasting": {
      const version = record(base.id, "crawl");
      const sighted = sight(seen, state.variants, version.id);
      const isReturn = verdict.kind === "lasting";
      return {
        outcome: isReturn ? "reversed" : "changed",
        versions: [...upgrades, version],
        change: createTermsChange({
          termsId: declaration.id,
          beforeId: base.id,
          afterId: version.id,
          detectedAt: version.fetchedAt,
          reversalOf: isReturn ? verdict.returnsTo : null,
          comparison: compareVersions(base.text, text, {
            isList: declaration.isList,
            at: version.fetchedAt,
            ...(inputs.ownTopics && { ownTopics: inputs.ownTopics }),
          }),
        }),
        variant: isReturn ? { ...sighted, reversals: sighted.reversals + 1 } : sighted,
      };
    }
    default:
      return assertNever(verdict);
  }
}

/** The latest version as today's rules read it: the base of the next comparison, and no change of the provider's. */
function upgradeVersion(
  latest: Version,
  text: string,
  declaration: Declaration,
  now: Instant,
): Version {
  return createVersion({
    termsId: latest.termsId,
    previousId: latest.id,
    text,
    digest: digestOf(text),
    fingerprint: fingerprintOf(text),
    extractorVersion,
    declarationDigest: declaration.digest,
    snapshotIds: latest.snapshotIds,
    fetchedAt: now,
    origin: "upgrade",
  });
}
