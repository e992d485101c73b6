import type { Kysely } from "kysely";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import { StoreError } from "../../model/errors.ts";
import type { Notification } from "../../model/notification.ts";
import { notificationStates, notificationSubjects } from "../../model/notification.ts";
import type { NotificationState } from "../../model/notification.ts";
import { channels, rhythms } from "../../model/subscription.ts";
import type { OutboxEntry } from "../../ports/outbox-store.ts";
import { numberList, parseJson, parseMember } from "./columns.ts";
import type { NotificationRow } from "./outbox-tables.ts";
import type { Tables } from "./tables.ts";

/** Within the transaction that writes their subjects. */
export async function addNotifications(
  db: Kysely<Tables>,
  notifications: readonly Notification[],
): Promise<void> {
  for (const notification of notifications) {
    await db
      .insertInto("notifications")
      .values({
        ...notification,
        termsId: await getTermsIdOf(db, notification),
        changeIndexes: JSON.stringify(notification.changeIndexes),
        state: "pending",
        attempts: 0,
        nextAttemptAt: notification.createdAt,
        hold: null,
        progress: null,
        leaseToken: null,
        leasedUntil: null,
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
  }
}

/** Newest first. */
export async function listOutbox(
  db: Kysely<Tables>,
  options: { readonly state?: NotificationState; readonly limit: number },
): Promise<readonly OutboxEntry[]> {
  const { state, limit } = options;
  const query = db.selectFrom("notifications").selectAll().orderBy("seq", "desc").limit(limit);
  const rows = await (state === undefined ? query : query.where("state", "=", state)).execute();
  if (rows.length === 0) return [];
  const deliveries = await db
    .selectFrom("deliveries")
    .innerJoin("notifications", "notifications.id", "deliveries.notificationId")
    .selectAll("deliveries")
    .where("notifications.seq", ">=", Math.min(...rows.map((row) => row.seq)))
    .orderBy("deliveries.attempt")
    .execute();
  const byNotification = Map.groupBy(deliveries, (delivery) => delivery.notificationId);
  return rows.map((row) => ({
    ...toNotification(row),
    state: parseMember(notificationStates, row.state, `notifications.state of ${row.id}`),
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt,
    deliveries: (byNotification.get(row.id) ?? []).map((delivery) => ({
      ...delivery,
      outcome: parseMember(
        ["delivered", "retried", "failed"],
        delivery.outcome,
        `deliveries.outcome of ${row.id}`,
      ),
    })),
  }));
}

export async function findThreadStart(
  db: Kysely<Tables>,
  termsId: TermsId,
  target: string,
): Promise<Digest | null> {
  // In order of writing, which is that of sending: one per target and terms is under way at a time.
  const row = await db
    .selectFrom("notifications")
    .select("id")
    .where("termsId", "=", termsId)
    .where("target", "=", target)
    .where("state", "=", "delivered")
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

export function toNotification(row: Omit<NotificationRow, "seq">): Notification {
  const where = (column: string): string => `notifications.${column} of ${row.id}`;
  return {
    id: row.id,
    subject: parseMember(notificationSubjects, row.subject, where("subject")),
    subjectId: row.subjectId,
    subscriptionId: row.subscriptionId,
    channel: parseMember(channels, row.channel, where("channel")),
    target: row.target,
    changeIndexes: parseJson(numberList, row.changeIndexes, where("change_indexes")),
    rhythm: parseMember(rhythms, row.rhythm, where("rhythm")),
    createdAt: row.createdAt,
  };
}

async function getTermsIdOf(
  db: Kysely<Tables>,
  notification: Notification,
): Promise<TermsId | null> {
  const { subject, subjectId } = notification;
  const row = await db
    .selectFrom(subject === "change" ? "changes" : "incidents")
    .select("termsId")
    .where("id", "=", subjectId)
    .executeTakeFirst();
  if (row === undefined) {
    throw new StoreError(
      "missing",
      `notification ${notification.id} is about ${subject} ${subjectId}, which is not recorded`,
    );
  }
  return row.termsId;
}
