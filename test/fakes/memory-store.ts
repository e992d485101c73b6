import { signChange } from "../../src/core/history/events.ts";
import { toChangeNotification } from "../../src/core/match.ts";
import { toSilence } from "../../src/model/change.ts";
import type { TermsChange } from "../../src/model/change.ts";
import type { CheckRecord } from "../../src/model/check-record.ts";
import { isVerified } from "../../src/model/check.ts";
import type { Check } from "../../src/model/check.ts";
import type { TermsId } from "../../src/model/declaration.ts";
import type { Digest } from "../../src/model/digest.ts";
import { StoreError } from "../../src/model/errors.ts";
import { isTermsIncident } from "../../src/model/incident.ts";
import type { Incident, TermsIncident } from "../../src/model/incident.ts";
import type { SupersededJudgement } from "../../src/model/judgement.ts";
import type { Instant } from "../../src/model/instant.ts";
import type { Message } from "../../src/model/message.ts";
import type { Notification } from "../../src/model/notification.ts";
import type { Snapshot } from "../../src/model/snapshot.ts";
import type { Channel, Subscription } from "../../src/model/subscription.ts";
import type { Suppression } from "../../src/model/suppression.ts";
import type { Terms } from "../../src/model/terms.ts";
import { isAtLeast } from "../../src/model/topic.ts";
import type { PendingWording, Variant } from "../../src/model/variant.ts";
import type { Version } from "../../src/model/version.ts";
import type { OutboxEntry } from "../../src/ports/outbox-store.ts";
import type { ChangeFilter, HeadFilter, Store } from "../../src/ports/store.ts";
import { createMemoryDeliveries } from "./memory-deliveries.ts";
import type { SelfServiceStore } from "../../src/ports/self-service-store.ts";
import type { ExplanationsState } from "./memory-explanations.ts";
import { createMemorySelfService } from "./memory-self-service.ts";
import type { OutboxRow } from "./memory-outbox.ts";
import { createMemoryOutbox, toNotification } from "./memory-outbox.ts";
import { createMemorySubscribers } from "./memory-subscribers.ts";
import { createMemorySubscriptions } from "./memory-subscriptions.ts";
import {
  createMemoryExplanations,
  noExplanations,
  queueExplanation,
} from "./memory-explanations.ts";

/** Maps keep the order of writing. */
interface State {
  explanations: ExplanationsState;
  readonly terms: Map<TermsId, Terms>;
  readonly snapshots: Map<Digest, Snapshot>;
  readonly versions: Map<Digest, Version>;
  readonly checks: Map<Digest, Check>;
  readonly changes: Map<Digest, TermsChange>;
  readonly judgements: Map<Digest, readonly SupersededJudgement[]>;
  readonly pending: Map<TermsId, PendingWording>;
  readonly variants: Map<TermsId, ReadonlyMap<Digest, Variant>>;
  readonly incidents: Map<Digest, Incident>;
  readonly subscriptions: Map<string, Subscription>;
  readonly outbox: Map<Digest, OutboxRow>;
  readonly sentMessages: Map<Digest, Message>;
  readonly suppressions: Map<string, Suppression>;
}

/** The store's contract in plain code; a write works on a copy that replaces the state when it went through. */
export function createMemoryStore(): Store {
  let state = emptyState();

  async function write<T>(run: (draft: State) => T): Promise<T> {
    const draft = copyState(state);
    const result = run(draft);
    state = draft;
    return result;
  }
  async function read<T>(run: (current: State) => T): Promise<T> {
    return structuredClone(run(state));
  }

  const subscriptions = createMemorySubscriptions<State>({ read, write });
  const tellReaders = (
    draft: State,
    { check, change, matched }: CheckRecord & { readonly change: TermsChange },
  ): void => {
    const wanted = new Map(matched.map(({ filterId, changeIndexes }) => [filterId, changeIndexes]));
    const recipients = subscriptions.recipientsOf(draft, [...wanted.keys()]);
    addNotifications(
      draft,
      recipients.map((one) =>
        toChangeNotification(change, one, wanted.get(one.filterId) ?? [], check.finishedAt),
      ),
    );
  };
  const store: Omit<Store, keyof SelfServiceStore> = {
    ...createMemoryExplanations({
      read,
      write,
      raise(draft: State, notifications) {
        addNotifications(draft, notifications);
        for (const { id, changeIndexes } of notifications) {
          const row = draft.outbox.get(id);
          if (row?.state === "pending") draft.outbox.set(id, { ...row, changeIndexes });
        }
      },
    }),
    ...createMemorySubscribers(),
    putTerms: (terms) =>
      write((draft) => terms.forEach((one) => draft.terms.set(one.id, structuredClone(one)))),
    listTermsStatus: () =>
      read((now) =>
        [...now.terms.values()]
          .toSorted((a, b) => (a.id < b.id ? -1 : 1))
          .map((terms) => ({
            ...terms,
            versionCount: versionsOf(now, terms.id).length,
            lastCheckedAt: checksOf(now, terms.id)[0]?.finishedAt ?? null,
            lastVerifiedAt: lastVerified(now, terms.id)?.finishedAt ?? null,
            lastChangedAt: latestOf(now, terms.id)?.fetchedAt ?? null,
            openIncidents: openOf(now, terms.id)
              .toReversed()
              .map((incident) => incident.fault),
          })),
      ),
    listTermsLike: (termsId) =>
      read((now) =>
        [...now.terms.values()]
          .filter(({ termsType }) => termsType === now.terms.get(termsId)?.termsType)
          .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      ),
    putSnapshot: (snapshot) =>
      write((draft) => {
        need(draft.terms, snapshot.termsId);
        if (draft.snapshots.has(snapshot.id)) return;
        const { id, termsId, digest, byteLength, requestedUrl, finalUrl, redirects } = snapshot;
        const { status, headers, via, remoteAddress, robots, requestedAt, fetchedAt } = snapshot;
        const kept = { id, termsId, digest, byteLength, requestedUrl, finalUrl, redirects };
        const rest = { status, headers, via, remoteAddress, robots, requestedAt, fetchedAt };
        draft.snapshots.set(id, structuredClone({ ...kept, ...rest }));
      }),
    findSnapshot: (id) => read((now) => now.snapshots.get(id)),
    getTermsState: (termsId) =>
      read((now) => {
        const checks = checksOf(now, termsId);
        const answered = checks.filter(
          (check) => isVerified(check.outcome) && check.snapshotIds.length > 0,
        );
        const latest = latestOf(now, termsId);
        const firstVerified = checks.findIndex((check) => isVerified(check.outcome));
        return {
          latest,
          lastSnapshots: (answered[0]?.snapshotIds ?? []).map((id) => need(now.snapshots, id)),
          latestSnapshots: (latest?.snapshotIds ?? []).map((id) => need(now.snapshots, id)),
          lastFullFetchAt:
            answered.find((check) => check.outcome !== "not-modified")?.finishedAt ?? null,
          lastVerifiedAt: lastVerified(now, termsId)?.finishedAt ?? null,
          pending: now.pending.get(termsId) ?? null,
          variants: [...(now.variants.get(termsId)?.values() ?? [])].toSorted((a, b) =>
            a.lastSeenAt > b.lastSeenAt ? -1 : 1,
          ),
          openIncidents: openOf(now, termsId),
          failuresInRow: firstVerified === -1 ? checks.length : firstVerified,
        };
      }),
    listLastChecks: () =>
      read((now) =>
        [...now.terms.keys()].flatMap((termsId) => {
          const last = checksOf(now, termsId)[0];
          if (last === undefined) return [];
          const lastVerifiedAt = lastVerified(now, termsId)?.finishedAt ?? null;
          const pending = now.pending.get(termsId) ?? null;
          return [{ termsId, startedAt: last.startedAt, lastVerifiedAt, pending }];
        }),
      ),
    recordCheck: (record) =>
      write((draft) => {
        const { check } = structuredClone(record);
        addVersions(draft, record.versions);
        if (draft.checks.has(check.id)) return;
        need(draft.terms, check.termsId);
        check.snapshotIds.forEach((id) => need(draft.snapshots, id));
        if (check.versionId !== null) need(draft.versions, check.versionId);
        draft.checks.set(check.id, check);
        if (record.change !== null) {
          addChange(draft, record.change);
          queueExplanation(draft, record.change.id, check.finishedAt);
        }
        addIncidents(draft, record.openedIncidents, record.closedIncidentIds, check.finishedAt);
        if (record.change !== null) tellReaders(draft, { ...record, change: record.change });
        addNotifications(draft, record.notifications);
        draft.pending.delete(check.termsId);
        if (record.pending !== null) draft.pending.set(check.termsId, record.pending);
        if (record.variant === null) return;
        const { fingerprint } = record.variant;
        const others = draft.variants.get(check.termsId) ?? new Map<Digest, Variant>();
        draft.variants.set(check.termsId, new Map(others).set(fingerprint, record.variant));
      }),
    listChecks: (termsId, limit) => read((now) => checksOf(now, termsId).slice(0, limit)),
    importHistory: (terms, versions, changes) =>
      write((draft) => {
        if (!draft.terms.has(terms.id)) draft.terms.set(terms.id, terms);
        const added = addVersions(draft, versions);
        changes.forEach((change) => addChange(draft, change));
        return added;
      }),
    findVersion: (id) => read((now) => now.versions.get(id)),
    findVersionAt: (termsId, at) =>
      read((now) => versionsOf(now, termsId).find((version) => version.fetchedAt <= at)),
    listVersions: (termsId) =>
      read((now) => versionsOf(now, termsId).map((version) => ({ ...version, text: "" }))),
    findChange: (idOrPrefix) =>
      read((now) => {
        if (!/^[0-9a-f]{6,64}$/.test(idOrPrefix)) return undefined;
        const found = [...now.changes.values()].filter(({ id }) => id.startsWith(idOrPrefix));
        return found.length === 1 ? found[0] : undefined;
      }),
    listChanges: (filter) => read((now) => filterChanges(now, filter)),
    listChangeHeads: (filter) =>
      read((now) =>
        [...now.changes.values()]
          .filter((change) => isWithin(now, filter, change))
          .map((change) => {
            const { id, termsId, beforeId, afterId, detectedAt, reversalOf, comparison } = change;
            const judgedBy = comparison.judgedBy ?? null;
            return { id, termsId, beforeId, afterId, detectedAt, reversalOf, judgedBy };
          }),
      ),
    listSignedChanges: (signs) =>
      read((now) =>
        [...now.changes.values()].flatMap(({ id, termsId, detectedAt, comparison }) => {
          const sign = signChange(comparison.changes);
          if (sign === null || !signs.includes(sign.digest)) return [];
          const { serviceId } = need(now.terms, termsId);
          return [{ id, termsId, serviceId, detectedAt, sign }];
        }),
      ),
    recordJudgement: (changeId, comparison, at) =>
      write((draft) => {
        const change = need(draft.changes, changeId);
        const old = change.comparison;
        if (JSON.stringify(old) === JSON.stringify(comparison)) return "same";
        const isAwaited = [...draft.outbox.values()].some(
          (row) => row.subjectId === changeId && row.state === "pending",
        );
        if (isAwaited) return "awaited";
        const superseded: SupersededJudgement = {
          changeId,
          comparison: old,
          judgedBy: old.judgedBy ?? null,
          supersededAt: at,
          supersededBy: comparison.judgedBy,
        };
        draft.judgements.set(changeId, [...(draft.judgements.get(changeId) ?? []), superseded]);
        draft.changes.set(changeId, { ...change, comparison: structuredClone(comparison) });
        return "recorded";
      }),
    listSupersededJudgements: (changeId) => read((now) => now.judgements.get(changeId) ?? []),
    listIncidents: ({ open }) =>
      read((now) =>
        [...now.incidents.values()]
          .filter((incident) => !open || incident.closedAt === null)
          .toReversed(),
      ),
    findIncident: (id) => read((now) => now.incidents.get(id)),
    recordIncidents: (opened, closedIds, at, notifications) =>
      write((draft) => {
        addIncidents(draft, opened, closedIds, at);
        addNotifications(draft, notifications);
      }),
    ...subscriptions.store,
    ...createMemoryOutbox<State>({ read, write }),
    ...createMemoryDeliveries<OutboxRow, State>({ read, write, tell: addNotifications, toEntry }),
    async [Symbol.asyncDispose]() {},
  };
  return {
    ...store,
    ...createMemorySelfService(store, {
      forgetOutbox: (channel, target) => write((draft) => forgetOutbox(draft, channel, target)),
    }),
  };
}

function forgetOutbox(draft: State, channel: Channel, target: string): void {
  for (const row of draft.outbox.values()) {
    if (row.channel !== channel || row.target !== target) continue;
    for (const { messageDigest } of row.deliveries) {
      if (messageDigest !== null) draft.sentMessages.delete(messageDigest);
    }
    const deliveries = row.deliveries.map((delivery) => ({
      ...delivery,
      response: "(forgotten)",
      messageDigest: null,
    }));
    const state = row.state === "pending" ? "failed" : row.state;
    draft.outbox.set(row.id, { ...row, state, deliveries, target: "(forgotten)", lease: null });
  }
}

function emptyState(): State {
  return {
    explanations: noExplanations,
    terms: new Map(),
    snapshots: new Map(),
    versions: new Map(),
    checks: new Map(),
    changes: new Map(),
    judgements: new Map(),
    pending: new Map(),
    variants: new Map(),
    incidents: new Map(),
    subscriptions: new Map(),
    outbox: new Map(),
    sentMessages: new Map(),
    suppressions: new Map(),
  };
}

function copyState(state: State): State {
  return {
    explanations: state.explanations,
    terms: new Map(state.terms),
    snapshots: new Map(state.snapshots),
    versions: new Map(state.versions),
    checks: new Map(state.checks),
    changes: new Map(state.changes),
    judgements: new Map(state.judgements),
    pending: new Map(state.pending),
    variants: new Map(state.variants),
    incidents: new Map(state.incidents),
    subscriptions: new Map(state.subscriptions),
    outbox: new Map(state.outbox),
    sentMessages: new Map(state.sentMessages),
    suppressions: new Map(state.suppressions),
  };
}

function need<K extends string, V>(map: ReadonlyMap<K, V>, id: K): V {
  const found = map.get(id);
  if (found === undefined) throw new StoreError("missing", `${id} is not recorded`);
  return found;
}

function checksOf(state: State, termsId: TermsId): Check[] {
  return [...state.checks.values()].filter((check) => check.termsId === termsId).toReversed();
}

function lastVerified(state: State, termsId: TermsId): Check | undefined {
  return checksOf(state, termsId).find((check) => isVerified(check.outcome));
}

/** Newest first; of one time, the one written last. */
function versionsOf(state: State, termsId: TermsId): Version[] {
  return [...state.versions.values()]
    .filter((version) => version.termsId === termsId)
    .toReversed()
    .toSorted((a, b) => (a.fetchedAt > b.fetchedAt ? -1 : +(a.fetchedAt < b.fetchedAt)));
}

function latestOf(state: State, termsId: TermsId): Version | null {
  const own = [...state.versions.values()].findLast(
    (version) => version.termsId === termsId && version.origin !== "import",
  );
  return own ?? versionsOf(state, termsId)[0] ?? null;
}

function openOf(state: State, termsId: TermsId): TermsIncident[] {
  return [...state.incidents.values()]
    .filter(isTermsIncident)
    .filter((incident) => incident.termsId === termsId && incident.closedAt === null)
    .toReversed();
}

function addVersions(draft: State, versions: readonly Version[]): number {
  const fresh = versions.filter((version) => !draft.versions.has(version.id));
  for (const version of fresh) {
    need(draft.terms, version.termsId);
    if (version.previousId !== null) need(draft.versions, version.previousId);
    version.snapshotIds.forEach((id) => need(draft.snapshots, id));
    draft.versions.set(version.id, structuredClone(version));
  }
  return fresh.length;
}

function addChange(draft: State, change: TermsChange): void {
  need(draft.versions, change.beforeId);
  need(draft.versions, change.afterId);
  if (!draft.changes.has(change.id)) draft.changes.set(change.id, structuredClone(change));
}

function addIncidents(
  draft: State,
  opened: readonly Incident[],
  closedIds: readonly Digest[],
  at: Instant,
): void {
  for (const incident of opened) {
    if (isTermsIncident(incident)) need(draft.terms, incident.termsId);
    if (!draft.incidents.has(incident.id)) draft.incidents.set(incident.id, incident);
  }
  for (const id of closedIds) {
    const incident = draft.incidents.get(id);
    if (incident?.closedAt === null) draft.incidents.set(id, { ...incident, closedAt: at });
  }
}

function addNotifications(draft: State, notifications: readonly Notification[]): void {
  for (const one of notifications) {
    const termsId =
      one.subject === "change"
        ? need(draft.changes, one.subjectId).termsId
        : termsIdOf(need(draft.incidents, one.subjectId));
    if (draft.outbox.has(one.id)) continue;
    draft.outbox.set(one.id, {
      ...structuredClone(one),
      termsId,
      state: "pending",
      attempts: 0,
      nextAttemptAt: one.createdAt,
      deliveries: [],
      hold: null,
      progress: null,
      lease: null,
    });
  }
}

function termsIdOf(incident: Incident): TermsId | null {
  return isTermsIncident(incident) ? incident.termsId : null;
}

function toEntry(row: OutboxEntry): OutboxEntry {
  const { state, attempts, nextAttemptAt, deliveries } = row;
  return { ...toNotification(row), state, attempts, nextAttemptAt, deliveries };
}

function isWithin(state: State, filter: HeadFilter, { termsId, detectedAt }: TermsChange): boolean {
  const { serviceId, since, until } = filter;
  return (
    (filter.termsId === undefined || termsId === filter.termsId) &&
    (serviceId === undefined || need(state.terms, termsId).serviceId === serviceId) &&
    (since === undefined || detectedAt >= since) &&
    (until === undefined || detectedAt < until)
  );
}

function filterChanges(state: State, filter: ChangeFilter): TermsChange[] {
  const { topic, minMateriality = "editorial" } = filter;
  return [...state.changes.values()]
    .toReversed()
    .filter(
      (change) =>
        isAtLeast(change.comparison.materiality, minMateriality) &&
        isWithin(state, filter, change) &&
        (filter.silences?.some((silence) => silence === toSilence(change)) ?? true) &&
        (topic === undefined ||
          change.comparison.changes.some(
            (one) => one.topics.includes(topic) && isAtLeast(one.materiality, minMateriality),
          )),
    )
    .toSorted((a, b) => (a.detectedAt > b.detectedAt ? -1 : +(a.detectedAt < b.detectedAt)))
    .slice(0, filter.limit ?? 100);
}
