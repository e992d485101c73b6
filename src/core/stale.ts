import type { Declaration } from "../model/declaration.ts";
import type { Incident } from "../model/incident.ts";
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
  readonly open: readonly Incident[];
  readonly operators: readonly Operator[];
  readonly staleAfterIntervals: number;
  readonly now: Instant;
}

/** Incidents to open for terms whose text nobody has seen for too long, with their notifications. */
export function planStale(inputs: StaleInputs): {
  readonly opened: readonly Incident[];
  readonly notifications: readonly Notification[];
} {
  const lastChecks = new Map(inputs.lastChecks.map((check) => [check.termsId, check]));
  const isReported = new Set(
    inputs.open.filter(({ kind }) => kind === "stale").map(({ termsId }) => termsId),
  );
  const opened = inputs.declarations.flatMap((declaration) => {
    const last = lastChecks.get(declaration.id);
    if (!last || isReported.has(declaration.id)) return [];
    // Never verified: it counts from its last check, which will be reported as failing or quarantined anyway.
    const since = last.lastVerifiedAt ?? last.startedAt;
    const limitMs = inputs.staleAfterIntervals * intervalMs(declaration, inputs.now);
    // After a pause of ours the first trouble is told as what it is; it goes stale when it lasts.
    const toldAt = inputs.open.find(({ termsId }) => termsId === declaration.id)?.openedAt ?? since;
    const patientSince = toldAt > since ? toldAt : since;
    if (toMs(inputs.now) - toMs(patientSince) <= limitMs) return [];
    const detail = `not verified since ${since}`;
    return [createIncident(declaration.id, "stale", "stale", { detail, at: inputs.now })];
  });
  return {
    opened,
    notifications: opened.flatMap((incident) =>
      notifyOperators(incident, inputs.operators, inputs.now),
    ),
  };
}
