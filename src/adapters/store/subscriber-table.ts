import type { Transaction } from "kysely";

export interface SubscriberTables {
  subscribers: SubscriberRow;
}

export interface SubscriberRow {
  channel: string;
  target: string;
  source: string;
  timeZone: string;
  /** `HH:MM`, both or neither. */
  quietFrom: string | null;
  quietTo: string | null;
  digestAt: string;
  digestDay: string;
  maxPerHour: number | null;
}

export async function createSubscriberTable(db: Transaction<SubscriberTables>): Promise<void> {
  await db.schema
    .createTable("subscribers")
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("target", "text", (column) => column.notNull())
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("time_zone", "text", (column) => column.notNull())
    .addColumn("quiet_from", "text")
    .addColumn("quiet_to", "text")
    .addColumn("digest_at", "text", (column) => column.notNull())
    .addColumn("digest_day", "text", (column) => column.notNull())
    .addColumn("max_per_hour", "integer")
    .addPrimaryKeyConstraint("subscribers_key", ["channel", "target", "source"])
    .execute();
}
