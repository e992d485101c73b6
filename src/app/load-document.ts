import type { TermsId } from "../model/declaration.ts";
import type { TermsIncident } from "../model/incident.ts";
import { isTermsIncident } from "../model/incident.ts";
import type { TermsStatus } from "../model/terms.ts";
import type { Version } from "../model/version.ts";
import type { Store } from "../ports/store.ts";
import type { PlacedOutline } from "../render/change-outline.ts";
import type { OutlinedHistory } from "./change-outlines.ts";

/** All that is known of a document but what its texts say. */
export interface DocumentRecord {
  readonly terms: TermsStatus;
  /** Newest first, without their text. */
  readonly versions: readonly Version[];
  /** Newest first. */
  readonly changes: readonly PlacedOutline[];
  /** Open ones, newest first. */
  readonly incidents: readonly TermsIncident[];
}

/** Gives what is known of a document; undefined where there is none of that id. Reads no text. */
export async function loadDocument(
  store: Store,
  { terms, changes }: OutlinedHistory,
  termsId: TermsId,
): Promise<DocumentRecord | undefined> {
  const own = terms.get(termsId);
  if (own === undefined) return undefined;
  return {
    terms: own,
    versions: await store.listVersions(termsId),
    changes: changes.filter(({ change }) => change.termsId === termsId),
    incidents: (await listOpenIncidents(store)).filter((one) => one.termsId === termsId),
  };
}

/** Gives what is wrong with documents now, newest first. */
export async function listOpenIncidents(store: Store): Promise<readonly TermsIncident[]> {
  return (await store.listIncidents({ open: true })).filter(isTermsIncident);
}
