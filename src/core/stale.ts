import type { Declaration } from "../model/declaration.ts";
import type { TermsIncident } from "../model/incident.ts";
import type { Instant } from "../model/instant.ts";
import { toMs } from "../model/instant.ts";
import type { Notification } from "../model/notification.ts";
import type { LastCheck } from "../model/terms-state.ts";
import { createIncident } from "./incidents.ts";
import type { Operator } from "./match.ts";
import { notifyOperators } from "./match.ts";
import { intervalMs } from "./schedule.ts";

export interface StaleInputs {
  readonly declarations: readonly Declaration[];
  readonly lastChecks: readonly LastCheck[];
  readonly open: readonly TermsIncident[];
  readonly operators: readonly Operator[];
  readonly staleAfterIntervals: number;
  readonly now: Instant;
}

/** Incidents to open for terms whose text nobody has seen for too long, with their notifications. */
export function planStale(inputs: StaleInputs): {
  readonly opened: readonly TermsIncident[];
  readonly notifications: readonly Notification[];
} {
  const lastChecks = new Map(inputs.lastChecks.map((check) => [check.termsId, check]));
  const isReported = new Set(
    inputs.open.filter(({ kind }) => kind === "stale").map(({ termsId }) => termsId),
  );
  const opened = inputs.declarations.flatMap((declaration) => {
    const last = lastChecks.get(declaration.id);
    if (!last || isReported.has(declaration.id)) return [];
    const limitMs = inputs.staleAfterIntervals * intervalMs(declaration, inputs.now);
    const since = patientSince(last, inputs.open, inputs.now);
    if (toMs(inputs.now) - toMs(since) <= limitMs) return [];
    const detail = describeWait(last, since, inputs.now);
    return [createIncident(declaration.id, "stale", "stale", { detail, at: inputs.now })];
  });
  return {
    opened,
    notifications: opened.flatMap((incident) =>
      notifyOperators(incident, inputs.operators, inputs.now),
    ),
  };
}

/**
 * Since when nobody has seen the text although we looked. After a pause of ours the first trouble is told as what it
 * is, and goes stale when it lasts: it counts from when it was told, or, while that is still to come, from now on.
 * A time that is yet to come, from before the clock was set back, says nothing.
 */
function patientSince(last: LastCheck, open: readonly TermsIncident[], now: Instant): Instant {
  const toldAt = open.find(({ termsId }) => termsId === last.termsId)?.openedAt ?? last.startedAt;
  const times = [last.lastVerifiedAt ?? toldAt, toldAt].filter((at) => at <= now);
  return times.toSorted().at(-1) ?? now;
}

/** `not verified for 72 hours, since 2026-03-07 00:00 UTC`. */
function describeWait({ lastVerifiedAt }: LastCheck, since: Instant, now: Instant): string {
  const isKnown = lastVerifiedAt !== null && lastVerifiedAt <= now;
  const from = isKnown ? lastVerifiedAt : since;
  const hours = Math.floor((toMs(now) - toMs(from)) / 3_600_000);
  const words = lastVerifiedAt === null ? "never verified, tried" : "not verified";
  return `${words} for ${hours} hours, since ${from.slice(0, 16).replace("T", " ")} UTC`;
}
