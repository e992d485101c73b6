import type { CompiledQuery, Kysely } from "kysely";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import { StoreError } from "../../model/errors.ts";
import type { Notification } from "../../model/notification.ts";
import { notificationSubjects } from "../../model/notification.ts";
import { channels, rhythms } from "../../model/subscription.ts";
import { numberList, parseJson, parseMember } from "./columns.ts";
import type { NotificationRow } from "./outbox-tables.ts";
import type { Tables } from "./tables.ts";

// Times the columns of a row this stays below what either database takes of parameters in one statement.
const rowsAtOnce = 100;

/** Within the transaction that writes their subjects. Many are written with few statements, worded once. */
export async function addNotifications(
  db: Kysely<Tables>,
  notifications: readonly Notification[],
): Promise<void> {
  const termsIds = new Map<string, TermsId | null>();
  for (const notification of notifications) {
    const key = toSubjectKey(notification);
    if (!termsIds.has(key)) termsIds.set(key, await getTermsIdOf(db, notification));
  }
  let worded: CompiledQuery | undefined;
  for (let at = 0; at < notifications.length; at += rowsAtOnce) {
    const rows = notifications
      .slice(at, at + rowsAtOnce)
      .map((one) => toNewRow(one, termsIds.get(toSubjectKey(one)) ?? null));
    // To word a statement takes ten times as long as to run it.
    if (worded === undefined || rows.length < rowsAtOnce) worded = wordInsert(db, rows);
    await db.executeQuery({ ...worded, parameters: rows.flatMap((row) => Object.values(row)) });
  }
}

function wordInsert(db: Kysely<Tables>, rows: readonly NewRow[]): CompiledQuery {
  return db
    .insertInto("notifications")
    .values(rows)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .compile();
}

type NewRow = Omit<NotificationRow, "seq">;

/** Always with the same columns in the same order. */
function toNewRow(notification: Notification, termsId: TermsId | null): NewRow {
  return {
    id: notification.id,
    subject: notification.subject,
    subjectId: notification.subjectId,
    termsId,
    subscriptionId: notification.subscriptionId,
    channel: notification.channel,
    target: notification.target,
    changeIndexes: JSON.stringify(notification.changeIndexes),
    rhythm: notification.rhythm,
    createdAt: notification.createdAt,
    state: "pending",
    attempts: 0,
    nextAttemptAt: notification.createdAt,
    deliveredAt: null,
    hold: null,
    progress: null,
    leaseToken: null,
    leasedUntil: null,
  };
}

function toSubjectKey({ subject, subjectId }: Notification): string {
  return `${subject} ${subjectId}`;
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
