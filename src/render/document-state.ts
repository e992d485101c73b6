import { assertNever } from "../model/errors.ts";
import type { TermsIncident } from "../model/incident.ts";
import type { TermsStatus } from "../model/terms.ts";
import { toDay, toMinute } from "./labels.ts";
import { toVisibleLine } from "./visible.ts";

/** Where a document stands today, in sentences. */
export interface DocumentState {
  /** `Verified 20 Nov 2026, 04:00 UTC; last changed 8 Oct 2025.` */
  readonly line: string;
  /** What keeps it from being known as it stands; a sentence each, empty where nothing does. */
  readonly troubles: readonly string[];
}

/** Whether it is one that another archive held and nobody looks at here. */
export function isArchived({ lastCheckedAt, urls }: TermsStatus): boolean {
  return lastCheckedAt === null && urls.length === 0;
}

export function toDocumentState(
  terms: TermsStatus,
  incidents: readonly TermsIncident[],
): DocumentState {
  const { lastVerifiedAt, lastCheckedAt, lastChangedAt, versionCount } = terms;
  const verb = versionCount === 1 ? "first seen" : "last changed";
  const changed = lastChangedAt === null ? "no text yet" : `${verb} ${toDay(lastChangedAt)}`;
  return { line: `${toSeen()}; ${changed}.`, troubles: incidents.map(toTrouble) };

  function toSeen(): string {
    if (isArchived(terms)) return "From an archive, not watched here";
    if (lastVerifiedAt !== null) return `Verified ${toMinute(lastVerifiedAt)}`;
    return lastCheckedAt === null ? "Not looked at yet" : "Never verified";
  }
}

function toTrouble({ kind, fault, openedAt }: TermsIncident): string {
  const since = toDay(openedAt);
  const named = toVisibleLine(fault.replaceAll("-", " "), 60);
  switch (kind) {
    case "quarantined":
      return `In quarantine since ${since}, because the page was not the document (${named}). What it says now is not known.`;
    case "failing":
      return `Cannot be read since ${since} (${named}). What it says now is not known.`;
    case "stale":
      return `Not verified for too long; noticed ${since}. It may have changed meanwhile.`;
    default:
      return assertNever(kind);
  }
}
