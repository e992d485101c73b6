import type { Transaction } from "kysely";
import type { SubscriptionFilter } from "../../model/subscription.ts";
import type { ColumnTypes } from "./column-types.ts";
import type { FilterTables, SubscriptionRow } from "./filter-tables.ts";
import { parseFilter, putFilter } from "./filters.ts";

/** Subscriptions that are there already move to the filters that they share. */
export async function createFilterTables(
  db: Transaction<FilterTables>,
  types: ColumnTypes,
): Promise<void> {
  await db.schema
    .createTable("filters")
    .addColumn("seq", "integer", (column) => types.counting(column).primaryKey())
    .addColumn("digest", "text", (column) => column.notNull().unique())
    .addColumn("body", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("filter_keys")
    .addColumn("scope", "integer", (column) => column.notNull())
    .addColumn("aspect", "integer", (column) => column.notNull())
    .addColumn("filter_id", "integer", (column) => column.notNull().references("filters.seq"))
    .addPrimaryKeyConstraint("filter_keys_key", ["scope", "aspect", "filter_id"])
    .execute();
  await db.schema
    .createIndex("filter_keys_by_filter")
    .on("filter_keys")
    .column("filter_id")
    .execute();
  await db.schema
    .createTable("new_subscriptions")
    .addColumn("source", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("target", "text", (column) => column.notNull())
    .addColumn("rhythm", "text", (column) => column.notNull())
    .addColumn("filter_id", "integer", (column) => column.notNull().references("filters.seq"))
    .addPrimaryKeyConstraint("new_subscriptions_key", ["source", "id"])
    .execute();
  const moving = db.withTables<{
    subscriptions: OldFilterRow;
    newSubscriptions: SubscriptionRow;
  }>();
  for (const row of await moving.selectFrom("subscriptions").selectAll().execute()) {
    const { source, id, channel, target } = row;
    const filterId = await putFilter(db, readOldFilter(row));
    await moving
      .insertInto("newSubscriptions")
      .values({ source, id, channel, target, rhythm: "instant", filterId })
      .execute();
  }
  await db.schema.dropTable("subscriptions").execute();
  await db.schema.alterTable("new_subscriptions").renameTo("subscriptions").execute();
  // Holds all that telling somebody needs: the rows themselves are not looked at.
  await db.schema
    .createIndex("subscriptions_by_filter")
    .on("subscriptions")
    .columns(["filter_id", "id", "source", "channel", "target", "rhythm"])
    .execute();
  await db.schema
    .createIndex("subscriptions_by_target")
    .on("subscriptions")
    .columns(["channel", "target"])
    .execute();
}

/** A subscription as it was kept before filters were. */
interface OldFilterRow {
  id: string;
  source: string;
  channel: string;
  target: string;
  services: string;
  termsTypes: string;
  tags: string;
  topics: string;
  directions: string;
  minMateriality: string;
}

function readOldFilter(row: OldFilterRow): SubscriptionFilter {
  const lists = (["services", "termsTypes", "tags", "topics", "directions"] as const).map(
    (name) => `"${name}":${row[name]}`,
  );
  const body = `{${lists.join(",")},"minMateriality":${JSON.stringify(row.minMateriality)}}`;
  return parseFilter(body, `subscriptions of ${row.id}`);
}
