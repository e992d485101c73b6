import type { Kysely } from "kysely";
import type { TermsChange } from "../../model/change.ts";
import type { Terms } from "../../model/terms.ts";
import type { Version } from "../../model/version.ts";
import type { Store } from "../../ports/store.ts";
import { addChange, findChange, listChangeHeads, listChanges } from "./changes.ts";
import { getTermsState, listChecks, recordCheck } from "./checks.ts";
import { claimNotifications, holdNotifications, listSendTimes, releaseLeases } from "./claims.ts";
import { keepProgress, recordDeliveries, retryNotifications } from "./deliveries.ts";
import { createExplanationStore } from "./explanations.ts";
import { findIncident, listChannelIncidents, listIncidents, recordIncidents } from "./incidents.ts";
import { listSupersededJudgements, recordJudgement } from "./judgements.ts";
import { migrate } from "./migrate.ts";
import type { ColumnTypes } from "./column-types.ts";
import { findThreadStart } from "./notifications.ts";
import { findNotification, listOutbox } from "./outbox-list.ts";
import { findSentMessage } from "./sent-messages.ts";
import { createSelfServiceStore } from "./self-service.ts";
import { findSnapshot, putSnapshot } from "./snapshots.ts";
import { createSubscriptionStore } from "./subscriptions.ts";
import { listSignedChanges } from "./sign-table.ts";
import { listSuppressions, putSuppression, removeSuppression } from "./suppressions.ts";
import { createSubscriberStore } from "./subscribers.ts";
import type { Tables } from "./tables.ts";
import { addTerms, listLastChecks, listTermsLike, listTermsStatus, putTerms } from "./terms.ts";
import { addVersions, findVersion, findVersionAt, listVersions } from "./versions.ts";

/** The store over a database of either kind, brought to the newest schema; disposing it closes the database. */
export async function openStore(db: Kysely<Tables>, types: ColumnTypes): Promise<Store> {
  await migrate(db, types);
  return {
    putTerms: (terms) => db.transaction().execute((transaction) => putTerms(transaction, terms)),
    listTermsStatus: () => listTermsStatus(db),
    listTermsLike: (termsId) => listTermsLike(db, termsId),
    putSnapshot: (snapshot) => putSnapshot(db, snapshot),
    findSnapshot: (id) => findSnapshot(db, id),
    getTermsState: (termsId) => getTermsState(db, termsId),
    listLastChecks: () => listLastChecks(db),
    recordCheck: (record) => recordCheck(db, record),
    listChecks: (termsId, limit) => listChecks(db, termsId, limit),
    importHistory: (terms, versions, changes) => importHistory(db, terms, versions, changes),
    findVersion: (id) => findVersion(db, id),
    findVersionAt: (termsId, at) => findVersionAt(db, termsId, at),
    listVersions: (termsId) => listVersions(db, termsId),
    findChange: (idOrPrefix) => findChange(db, idOrPrefix),
    listChanges: (filter) => listChanges(db, filter),
    listChangeHeads: (filter) => listChangeHeads(db, filter),
    listSignedChanges: (signs) => listSignedChanges(db, signs),
    recordJudgement: (changeId, comparison, at) => recordJudgement(db, changeId, comparison, at),
    listSupersededJudgements: (changeId) => listSupersededJudgements(db, changeId),
    listIncidents: (options) => listIncidents(db, options),
    findIncident: (id) => findIncident(db, id),
    recordIncidents: (opened, closedIds, at, notifications) =>
      recordIncidents(db, opened, closedIds, at, notifications),
    ...createSubscriptionStore(db),
    claimNotifications: (options) => claimNotifications(db, options),
    holdNotifications: (claimed, why, until) => holdNotifications(db, claimed, why, until),
    listSendTimes: (channel, target, since) => listSendTimes(db, channel, target, since),
    releaseLeases: () => releaseLeases(db),
    recordDelivery: (claimed, delivery, nextAttemptAt, effects) =>
      recordDeliveries(db, [{ claimed, delivery, nextAttemptAt }], effects),
    recordDeliveries: (ended, effects) => recordDeliveries(db, ended, effects),
    keepProgress: (claimed, progress) => keepProgress(db, claimed, progress),
    listOutbox: (filter) => listOutbox(db, filter),
    findNotification: (idOrPrefix) => findNotification(db, idOrPrefix),
    retryNotifications: (ids, now, audit) => retryNotifications(db, { ids, now, audit }),
    findSentMessage: (digest) => findSentMessage(db, digest),
    listChannelIncidents: (filter) => listChannelIncidents(db, filter),
    putSuppression: (suppression) =>
      db.transaction().execute((transaction) => putSuppression(transaction, suppression)),
    removeSuppression: (suppressed, reports) => removeSuppression(db, suppressed, reports),
    listSuppressions: (filter) => listSuppressions(db, filter),
    findThreadStart: (termsId, target) => findThreadStart(db, termsId, target),
    ...createExplanationStore(db),
    ...createSelfServiceStore(db),
    ...createSubscriberStore(db),
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

async function importHistory(
  db: Kysely<Tables>,
  terms: Terms,
  versions: readonly Version[],
  changes: readonly TermsChange[],
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    await addTerms(transaction, terms);
    const added = await addVersions(transaction, versions);
    for (const change of changes) await addChange(transaction, change);
    return added;
  });
}
