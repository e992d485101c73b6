import type { CreateTableBuilder, Generated, Transaction } from "kysely";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import type { ColumnTypes } from "./column-types.ts";

/** What is owed to readers and operators, what became of it, and what is wrong with telling them. */
export interface OutboxTables {
  incidents: IncidentRow;
  notifications: NotificationRow;
  deliveries: DeliveryRow;
  sentMessages: SentMessageRow;
  suppressions: SuppressionRow;
}

export interface IncidentRow {
  seq: Generated<number>;
  id: Digest;
  kind: string;
  /** Null where it is about a channel. */
  termsId: TermsId | null;
  /** Null where it is about terms. */
  channel: string | null;
  target: string | null;
  fault: string;
  detail: string;
  openedAt: Instant;
  closedAt: Instant | null;
}

export interface NotificationRow {
  seq: Generated<number>;
  id: Digest;
  subject: string;
  subjectId: Digest;
  /** Of the subject: what is kept in order per target. Null where it is about a channel. */
  termsId: TermsId | null;
  subscriptionId: string;
  channel: string;
  target: string;
  /** JSON text. */
  changeIndexes: string;
  rhythm: string;
  createdAt: Instant;
  state: string;
  attempts: number;
  nextAttemptAt: Instant;
  /** Null while it is not. */
  deliveredAt: Instant | null;
  /** Why it waits for `nextAttemptAt` although nothing failed; null otherwise. */
  hold: string | null;
  /** As the notifier words it. */
  progress: string | null;
  leaseToken: string | null;
  leasedUntil: Instant | null;
}

export interface DeliveryRow {
  notificationId: Digest;
  attempt: number;
  at: Instant;
  outcome: string;
  response: string;
  messageDigest: Digest | null;
}

/** Messages apart from deliveries: many attempts, and all notifications of a digest, share one. */
export interface SentMessageRow {
  digest: Digest;
  /** A `Message` as JSON as a zstd frame. */
  body: Uint8Array;
}

export interface SuppressionRow {
  channel: string;
  target: string;
  /** Empty: of all subscriptions. */
  subscriptionId: string;
  reason: string;
  detail: string;
  at: Instant;
}

/**
 * Incidents of channels, alerts that are kept back, and what was sent. SQLite cannot drop a column's `not null`: the
 * tables are written anew, the referring one first to go.
 */
export async function createOutboxTables(
  db: Transaction<OutboxTables>,
  types: ColumnTypes,
): Promise<void> {
  const counted = (name: string): CreateTableBuilder<string> =>
    db.schema
      .createTable(name)
      .addColumn("seq", "integer", (column) => types.counting(column).primaryKey())
      .addColumn("id", "text", (column) => column.notNull().unique());

  await counted("new_incidents")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("terms_id", "text", (column) => column.references("terms.id"))
    .addColumn("channel", "text")
    .addColumn("target", "text")
    .addColumn("fault", "text", (column) => column.notNull())
    .addColumn("detail", "text", (column) => column.notNull())
    .addColumn("opened_at", "text", (column) => column.notNull())
    .addColumn("closed_at", "text")
    .execute();
  const incidentColumns = [
    "seq",
    "id",
    "kind",
    "termsId",
    "fault",
    "detail",
    "openedAt",
    "closedAt",
  ] as const;
  const raw = db.withTables<NewTables>();
  await raw
    .insertInto("newIncidents")
    .columns(incidentColumns)
    .expression(raw.selectFrom("incidents").select(incidentColumns))
    .execute();
  await db.schema.dropTable("incidents").execute();
  await db.schema.alterTable("new_incidents").renameTo("incidents").execute();
  await db.schema
    .createIndex("incidents_by_terms")
    .on("incidents")
    .columns(["terms_id", "closed_at"])
    .execute();

  await counted("new_notifications")
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("subject_id", "text", (column) => column.notNull())
    .addColumn("terms_id", "text", (column) => column.references("terms.id"))
    .addColumn("subscription_id", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("target", "text", (column) => column.notNull())
    .addColumn("change_indexes", "text", (column) => column.notNull())
    .addColumn("rhythm", "text", (column) => column.notNull().defaultTo("instant"))
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("next_attempt_at", "text", (column) => column.notNull())
    .addColumn("delivered_at", "text")
    .addColumn("hold", "text")
    .addColumn("progress", "text")
    .addColumn("lease_token", "text")
    .addColumn("leased_until", "text")
    .execute();
  const notificationColumns = [
    "seq",
    "id",
    "subject",
    "subjectId",
    "termsId",
    "subscriptionId",
    "channel",
    "target",
    "changeIndexes",
    "createdAt",
    "state",
    "attempts",
    "nextAttemptAt",
    "leaseToken",
    "leasedUntil",
  ] as const;
  await raw
    .insertInto("newNotifications")
    .columns(notificationColumns)
    .expression(raw.selectFrom("notifications").select(notificationColumns))
    .execute();
  await db.schema
    .createTable("new_deliveries")
    .addColumn("notification_id", "text", (column) =>
      column.notNull().references("new_notifications.id"),
    )
    .addColumn("attempt", "integer", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("response", "text", (column) => column.notNull())
    .addColumn("message_digest", "text")
    .addPrimaryKeyConstraint("new_deliveries_key", ["notification_id", "attempt"])
    .execute();
  const deliveryColumns = ["notificationId", "attempt", "at", "outcome", "response"] as const;
  await raw
    .insertInto("newDeliveries")
    .columns(deliveryColumns)
    .expression(raw.selectFrom("deliveries").select(deliveryColumns))
    .execute();
  await raw
    .updateTable("newNotifications")
    .set((eb) => ({
      deliveredAt: eb
        .selectFrom("deliveries")
        .select("at")
        .whereRef("deliveries.notificationId", "=", "newNotifications.id")
        .where("outcome", "=", "delivered")
        .orderBy("attempt", "desc")
        .limit(1),
    }))
    .execute();
  await db.schema.dropTable("deliveries").execute();
  await db.schema.dropTable("notifications").execute();
  await db.schema.alterTable("new_notifications").renameTo("notifications").execute();
  await db.schema.alterTable("new_deliveries").renameTo("deliveries").execute();
  await db.schema
    .createIndex("notifications_by_state")
    .on("notifications")
    .columns(["state", "seq"])
    .execute();
  await db.schema
    .createIndex("notifications_by_queue")
    .on("notifications")
    .columns(["terms_id", "target", "state", "seq"])
    .execute();
  await db.schema
    .createIndex("notifications_by_channel")
    .on("notifications")
    .columns(["channel", "state", "seq"])
    .execute();
  await db.schema
    .createIndex("notifications_by_target")
    .on("notifications")
    .columns(["channel", "target", "state", "subject_id"])
    .execute();
  await db.schema
    .createIndex("notifications_by_delivery")
    .on("notifications")
    .columns(["channel", "target", "delivered_at"])
    .execute();

  await db.schema
    .createTable("sent_messages")
    .addColumn("digest", "text", (column) => column.notNull().primaryKey())
    .addColumn("body", types.bytes, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("suppressions")
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("target", "text", (column) => column.notNull())
    .addColumn("subscription_id", "text", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("detail", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("suppressions_key", ["channel", "target", "subscription_id"])
    .execute();
}

type NewTables = {
  newIncidents: IncidentRow;
  newNotifications: NotificationRow;
  newDeliveries: DeliveryRow;
};
