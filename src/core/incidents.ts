import type { CheckOutcome } from "../model/check.ts";
import { isVerified } from "../model/check.ts";
import type { TermsId } from "../model/declaration.ts";
import { digestOfFields } from "../model/digest.ts";
import type { TermsIncident, TermsIncidentKind } from "../model/incident.ts";
import type { Instant } from "../model/instant.ts";

/** A passing fault of the network is an incident from the second check in a row that meets it. */
const failuresToReport = 2;

/** These will not pass by themselves: they are incidents at once. */
const lastingFaults: ReadonlySet<string> = new Set([
  "browser-missing",
  "egress-refused",
  "selector-invalid",
  "selector-missed",
]);

export interface CheckFacts {
  readonly termsId: TermsId;
  readonly outcome: CheckOutcome;
  readonly fault: string | null;
  readonly detail: string | null;
  readonly open: readonly TermsIncident[];
  /** Before this check. */
  readonly failuresInRow: number;
  readonly at: Instant;
}

/** What this check opens and closes: one incident of a kind at a time, all closed by a check that saw the text. */
export function planIncidents(check: CheckFacts): {
  readonly opened: readonly TermsIncident[];
  /** With the time they closed at, the first opened first. */
  readonly closed: readonly TermsIncident[];
} {
  if (isVerified(check.outcome)) {
    const closed = check.open.map((incident) => ({ ...incident, closedAt: check.at }));
    return { opened: [], closed: closed.toSorted((a, b) => (a.openedAt < b.openedAt ? -1 : 1)) };
  }
  const kind: TermsIncidentKind = check.outcome === "quarantined" ? "quarantined" : "failing";
  const fault = check.fault ?? "unknown";
  const isDue =
    kind === "quarantined" ||
    lastingFaults.has(fault) ||
    check.failuresInRow + 1 >= failuresToReport;
  if (!isDue || check.open.some((incident) => incident.kind === kind)) {
    return { opened: [], closed: [] };
  }
  return { opened: [createIncident(check.termsId, kind, fault, check)], closed: [] };
}

/** Gives an incident its id, which covers when it opened: the same trouble a month later is another incident. */
export function createIncident(
  termsId: TermsId,
  kind: TermsIncidentKind,
  fault: string,
  { detail, at }: { readonly detail: string | null; readonly at: Instant },
): TermsIncident {
  return {
    id: digestOfFields(termsId, kind, at),
    termsId,
    kind,
    fault,
    detail: detail ?? "",
    openedAt: at,
    closedAt: null,
  };
}
