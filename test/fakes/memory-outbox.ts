import type { Waiting } from "../../src/core/delivery/companions.ts";
import {
  chooseCompanions,
  holdsUp,
  isDue,
  toJoinedHold,
} from "../../src/core/delivery/companions.ts";
import type { TermsId } from "../../src/model/declaration.ts";
import type { Digest } from "../../src/model/digest.ts";
import type { Instant } from "../../src/model/instant.ts";
import { addMs } from "../../src/model/instant.ts";
import type { HoldReason, Notification } from "../../src/model/notification.ts";
import type { OutboxEntry, OutboxStore } from "../../src/ports/outbox-store.ts";

/** A pending or settled notification with all that is known of it. */
export interface OutboxRow extends OutboxEntry {
  readonly termsId: TermsId | null;
  readonly hold: HoldReason | null;
  readonly progress: string | null;
  readonly lease: { readonly token: string; readonly until: Instant } | null;
}

interface OutboxState {
  readonly outbox: Map<Digest, OutboxRow>;
}

interface Access<State> {
  readonly read: <T>(run: (current: State) => T) => Promise<T>;
  readonly write: <T>(run: (draft: State) => T) => Promise<T>;
}

type Part = Pick<
  OutboxStore,
  "claimNotifications" | "holdNotifications" | "listSendTimes" | "releaseLeases" | "findThreadStart"
>;

/** Claims in plain code. */
export function createMemoryOutbox<State extends OutboxState>({
  read,
  write,
}: Access<State>): Part {
  return {
    claimNotifications: ({ now, limit, leaseMs, leaseToken, channel }) =>
      write((draft) => {
        const lease = { token: leaseToken, until: addMs(now, leaseMs) };
        const heads = headsOf(draft).filter(
          (row) =>
            (channel === undefined || row.channel === channel) &&
            (row.lease === null || row.lease.until <= now) &&
            isDue(toWaiting(row), now),
        );
        const claimed = new Map<Digest, OutboxRow>();
        for (const head of heads.slice(0, limit)) {
          if (claimed.has(head.id)) continue;
          claimed.set(head.id, head);
          const waiting = pendingOf(draft).filter(
            (row) =>
              row.channel === head.channel && row.target === head.target && !claimed.has(row.id),
          );
          const companions = chooseCompanions(toWaiting(head), waiting.map(toWaiting), now);
          for (const companion of companions) {
            const row = waiting.find(({ id }) => id === companion.id);
            const hold = toJoinedHold(toWaiting(head), companion);
            if (row) claimed.set(row.id, { ...row, hold });
          }
        }
        return [...claimed.values()].map((row) => {
          draft.outbox.set(row.id, { ...row, lease });
          const { attempts, hold, progress } = row;
          return { ...toNotification(row), attempts, leaseToken, hold, progress };
        });
      }),
    holdNotifications: (claimed, why, until) =>
      write((draft) => {
        for (const { id, leaseToken } of claimed) {
          const row = draft.outbox.get(id);
          if (row?.state !== "pending" || row.lease?.token !== leaseToken) continue;
          draft.outbox.set(id, { ...row, hold: why, nextAttemptAt: until, lease: null });
        }
      }),
    listSendTimes: (channel, target, since) =>
      read((now) => {
        const messages = new Map<Digest, Instant>();
        const deliveries = [...now.outbox.values()]
          .filter((row) => row.channel === channel && row.target === target)
          .flatMap((row) => row.deliveries)
          .filter(({ outcome, at }) => outcome === "delivered" && at >= since)
          .toSorted((one, other) => (one.at < other.at ? -1 : 1));
        for (const { notificationId, messageDigest, at } of deliveries) {
          const message = messageDigest ?? notificationId;
          if (!messages.has(message)) messages.set(message, at);
        }
        return [...messages.values()];
      }),
    releaseLeases: () =>
      write((draft) => {
        for (const row of draft.outbox.values()) draft.outbox.set(row.id, { ...row, lease: null });
      }),
    findThreadStart: (termsId, target) =>
      read(
        (now) =>
          [...now.outbox.values()].find(
            (row) => row.termsId === termsId && row.target === target && row.state === "delivered",
          )?.id ?? null,
      ),
  };
}

export function toNotification(row: Notification): Notification {
  const { id, subject, subjectId, subscriptionId, channel, target, changeIndexes } = row;
  const { rhythm, createdAt } = row;
  return {
    id,
    subject,
    subjectId,
    subscriptionId,
    channel,
    target,
    changeIndexes,
    rhythm,
    createdAt,
  };
}

function pendingOf(state: OutboxState): readonly OutboxRow[] {
  return [...state.outbox.values()].filter((row) => row.state === "pending");
}

/** Pending rows that no earlier one of the same target and terms keeps waiting. */
function headsOf(state: OutboxState): readonly OutboxRow[] {
  const queues = new Map<string, OutboxRow[]>();
  return pendingOf(state).filter((row) => {
    if (row.termsId === null) return true;
    const key = JSON.stringify([row.channel, row.target, row.termsId]);
    const earlier = queues.get(key) ?? [];
    queues.set(key, [...earlier, row]);
    return !earlier.some((one) => holdsUp(toWaiting(one), toWaiting(row)));
  });
}

function toWaiting(row: OutboxRow): Waiting {
  const { id, subject, subjectId, subscriptionId, rhythm, hold, attempts } = row;
  const { termsId, nextAttemptAt, lease } = row;
  return {
    id,
    subject,
    subjectId,
    subscriptionId,
    rhythm,
    hold,
    attempts,
    termsId,
    nextAttemptAt,
    leasedUntil: lease?.until ?? null,
  };
}
