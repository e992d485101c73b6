import type { Kysely } from "kysely";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import { StoreError } from "../../model/errors.ts";
import type { Notification } from "../../model/notification.ts";
import { notificationSubjects } from "../../model/notification.ts";
import { channels, rhythms } from "../../model/subscription.ts";
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
        deliveredAt: null,
        hold: null,
        progress: null,
        leaseToken: null,
        leasedUntil: null,
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
  }
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
