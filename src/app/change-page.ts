import type { LeadInOf } from "../core/clauses/lead-ins.ts";
import { createLeadIns } from "../core/clauses/lead-ins.ts";
import { rankClauseChanges } from "../core/rank.ts";
import type { TermsChange } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import { createNotification } from "../model/notification.ts";
import type { Version } from "../model/version.ts";
import type { Store } from "../ports/store.ts";
import type { Alert } from "../render/alert.ts";
import type { AlertSettings } from "./load-alert.ts";
import { createAlertLoader } from "./load-alert.ts";

/** A version as a page names it: what it is, not what it says. */
export type PageVersion = Pick<Version, "id" | "digest" | "fetchedAt" | "origin">;

/** All that the page of a recorded change is made of. */
export interface ChangePage {
  /** For a reader who asked for everything: what is substantive is chosen, else whatever there is. */
  readonly alert: Alert;
  readonly before: PageVersion;
  readonly after: PageVersion;
  readonly leadInOf: LeadInOf;
}

export type ChangePageSettings = Pick<AlertSettings, "permalinkOf" | "isExplaining">;

/**
 * Gives what the page of a change is made of; undefined where the change or one of its texts is not in the store.
 * Reads both texts.
 */
export async function loadChangePage(
  store: Store,
  changeId: Digest,
  settings: ChangePageSettings,
): Promise<ChangePage | undefined> {
  const change = await store.findChange(changeId);
  const before = change && (await store.findVersion(change.beforeId));
  const after = change && (await store.findVersion(change.afterId));
  if (change === undefined || before === undefined || after === undefined) return undefined;
  const read: Store = {
    ...store,
    findChange: async () => change,
    findVersion: async (id) => (id === before.id ? before : store.findVersion(id)),
  };
  const alert = await createAlertLoader(read, settings)(toNotification(change));
  if (alert?.kind !== "change") return undefined;
  const leadInOf = createLeadIns({ before: before.text, after: after.text });
  return { alert, before: withoutText(before), after: withoutText(after), leadInOf };
}

/** Nobody is notified: it only says which clauses the headline speaks of. */
function toNotification({ id, detectedAt, comparison: { changes } }: TermsChange) {
  const ranked = rankClauseChanges(changes);
  const substantive = ranked.filter((index) => changes[index]?.materiality === "substantive");
  return createNotification({
    subject: "change",
    subjectId: id,
    // No subscription has a slash in its id.
    subscriptionId: "page/",
    channel: "console",
    target: "",
    changeIndexes: substantive.length > 0 ? substantive : ranked,
    createdAt: detectedAt,
  });
}

function withoutText({ id, digest, fetchedAt, origin }: Version): PageVersion {
  return { id, digest, fetchedAt, origin };
}
