import type { Digest } from "../../src/model/digest.ts";
import type { IncidentReport } from "../../src/model/incident-report.ts";
import type { Incident } from "../../src/model/incident.ts";
import { isTermsIncident } from "../../src/model/incident.ts";
import type { Instant } from "../../src/model/instant.ts";
import type { Message } from "../../src/model/message.ts";
import type { HoldReason, Notification } from "../../src/model/notification.ts";
import { describeSuppression } from "../../src/model/suppression.ts";
import type { Suppression } from "../../src/model/suppression.ts";
import type { DeliveryEffects, EndedAttempt, OutboxEntry } from "../../src/ports/outbox-store.ts";
import type { OutboxFilter, OutboxStore } from "../../src/ports/outbox-store.ts";

/** What attempts read and write of an outbox's row. */
interface AttemptedRow extends OutboxEntry {
  readonly termsId: string | null;
  readonly progress: string | null;
  readonly deliveredAt?: Instant | null;
  readonly lease: { readonly token: string; readonly until: Instant } | null;
  readonly hold: HoldReason | null;
}

/** The part of a state that attempts are about; maps keep the order of writing. */
export interface AttemptsState<Row extends AttemptedRow> {
  readonly outbox: Map<Digest, Row>;
  readonly incidents: Map<Digest, Incident>;
  readonly changes: ReadonlyMap<Digest, unknown>;
  readonly sentMessages: Map<Digest, Message>;
  readonly suppressions: Map<string, Suppression>;
}

interface Access<State> {
  readonly read: <T>(run: (current: State) => T) => Promise<T>;
  readonly write: <T>(run: (draft: State) => T) => Promise<T>;
  readonly tell: (draft: State, notifications: readonly Notification[]) => void;
  readonly toEntry: (row: AttemptedRow) => OutboxEntry;
}

type Part = Pick<
  OutboxStore,
  | "recordDelivery"
  | "recordDeliveries"
  | "keepProgress"
  | "listOutbox"
  | "findNotification"
  | "retryNotifications"
  | "findSentMessage"
  | "listChannelIncidents"
  | "putSuppression"
  | "removeSuppression"
  | "listSuppressions"
>;

/** Attempts, what was sent, and targets that are not written to, in plain code. */
export function createMemoryDeliveries<Row extends AttemptedRow, State extends AttemptsState<Row>>(
  access: Access<State>,
): Part {
  const { read, write, toEntry } = access;

  function report(draft: State, reports: readonly IncidentReport[]): void {
    for (const { incident, notifications } of reports) {
      const known = draft.incidents.get(incident.id);
      const isNews =
        incident.closedAt === null
          ? !listOpen(draft).some(
              ({ kind, channel, target }) =>
                kind === incident.kind &&
                channel === incident.channel &&
                target === incident.target,
            )
          : known?.closedAt === null;
      if (!isNews) continue;
      draft.incidents.set(incident.id, incident);
      access.tell(draft, notifications);
    }
  }

  function end(draft: State, { claimed, delivery, nextAttemptAt }: EndedAttempt) {
    const row = draft.outbox.get(claimed.id);
    if (row?.state !== "pending" || row.lease?.token !== claimed.leaseToken) return false;
    const { outcome } = delivery;
    draft.outbox.set(row.id, {
      ...row,
      state: outcome === "retried" ? "pending" : outcome,
      attempts: row.attempts + 1,
      nextAttemptAt: nextAttemptAt ?? row.nextAttemptAt,
      deliveries: [...row.deliveries, delivery],
      ...(outcome === "delivered" && { progress: null, deliveredAt: delivery.at }),
      lease: null,
    });
    return true;
  }

  function suppress(draft: State, suppression: Suppression): void {
    draft.suppressions.set(keyOf(suppression), suppression);
    for (const row of draft.outbox.values()) {
      const isFor =
        row.channel === suppression.channel &&
        row.target === suppression.target &&
        (suppression.subscriptionId ?? row.subscriptionId) === row.subscriptionId;
      if (row.state !== "pending" || !isFor) continue;
      const delivery = {
        notificationId: row.id,
        attempt: row.attempts + 1,
        at: suppression.at,
        outcome: "failed" as const,
        response: describeSuppression(suppression),
        messageDigest: null,
      };
      draft.outbox.set(row.id, {
        ...row,
        state: "failed",
        attempts: row.attempts + 1,
        deliveries: [...row.deliveries, delivery],
        lease: null,
      });
    }
  }

  const recordDeliveries = (ended: readonly EndedAttempt[], effects: DeliveryEffects = {}) =>
    write((draft) => {
      for (const { delivery, nextAttemptAt } of ended) {
        if ((delivery.outcome === "retried") === (nextAttemptAt !== null)) continue;
        throw new TypeError("only a retried delivery has a next attempt: this is a bug");
      }
      if (ended.filter((each) => end(draft, each)).length === 0) return;
      const { message, suppression, reports = [] } = effects;
      const digest = ended[0]?.delivery.messageDigest ?? null;
      if (message !== undefined && digest !== null) draft.sentMessages.set(digest, message);
      if (suppression !== undefined) suppress(draft, suppression);
      report(draft, reports);
    });

  return {
    recordDeliveries,
    recordDelivery: (claimed, delivery, nextAttemptAt, effects) =>
      recordDeliveries([{ claimed, delivery, nextAttemptAt }], effects),
    keepProgress: (claimed, progress) =>
      write((draft) => {
        for (const { id, leaseToken } of claimed) {
          const row = draft.outbox.get(id);
          if (row?.state !== "pending" || row.lease?.token !== leaseToken) continue;
          draft.outbox.set(id, { ...row, progress });
        }
      }),
    listOutbox: (filter) =>
      read((now) =>
        listBefore([...now.outbox.values()], filter.before)
          .filter((row) => isWanted(row, filter))
          .toReversed()
          .slice(filter.offset ?? 0, (filter.offset ?? 0) + filter.limit)
          .map(toEntry),
      ),
    findNotification: (idOrPrefix) =>
      read((now) => {
        if (!/^[0-9a-f]{6,64}$/.test(idOrPrefix)) return undefined;
        const found = [...now.outbox.values()].filter(({ id }) => id.startsWith(idOrPrefix));
        return found.length === 1 && found[0] ? toEntry(found[0]) : undefined;
      }),
    retryNotifications: (ids, now) =>
      write((draft) => {
        const retried = [...draft.outbox.values()].filter(
          ({ id, state, attempts, hold, lease, subjectId }) =>
            ids.includes(id) &&
            (state === "failed" ||
              (state === "pending" && attempts > 0 && hold === null && lease === null)) &&
            (draft.changes.has(subjectId) || draft.incidents.has(subjectId)),
        );
        for (const row of retried) {
          draft.outbox.set(row.id, { ...row, state: "pending", nextAttemptAt: now });
        }
        return retried.length;
      }),
    findSentMessage: (digest) => read((now) => now.sentMessages.get(digest)),
    listChannelIncidents: ({ channel, target }) =>
      read((now) =>
        listOpen(now)
          .filter((incident) => incident.channel === channel)
          .filter((incident) => target === undefined || ["", target].includes(incident.target))
          .toReversed(),
      ),
    putSuppression: (suppression) => write((draft) => suppress(draft, suppression)),
    removeSuppression: (suppressed, reports = []) =>
      write((draft) => {
        if (!draft.suppressions.delete(keyOf(suppressed))) return false;
        report(draft, reports);
        return true;
      }),
    listSuppressions: ({ channel, target } = {}) =>
      read((now) =>
        [...now.suppressions]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([, suppression]) => suppression)
          .filter((one) => channel === undefined || one.channel === channel)
          .filter((one) => target === undefined || one.target === target),
      ),
  };
}

function listOpen({ incidents }: Pick<AttemptsState<AttemptedRow>, "incidents">) {
  return [...incidents.values()]
    .filter((incident) => !isTermsIncident(incident))
    .filter(({ closedAt }) => closedAt === null);
}

function listBefore(
  rows: readonly AttemptedRow[],
  before: OutboxFilter["before"],
): readonly AttemptedRow[] {
  if (before === undefined) return rows;
  const at = rows.findIndex(({ id }) => id === before);
  return rows.slice(0, Math.max(0, at));
}

function isWanted(row: AttemptedRow, filter: OutboxFilter): boolean {
  const { since, outcome } = filter;
  const members = ["state", "channel", "target", "subscriptionId", "termsId"] as const;
  return (
    members.every((name) => filter[name] === undefined || row[name] === filter[name]) &&
    (since === undefined ||
      row.createdAt >= since ||
      row.deliveries.some(({ at }) => at >= since)) &&
    (outcome === undefined || row.deliveries.at(-1)?.outcome === outcome)
  );
}

function keyOf({
  channel,
  target,
  subscriptionId,
}: Pick<Suppression, "channel" | "target" | "subscriptionId">): string {
  return [channel, target, subscriptionId ?? ""].join("\n");
}
