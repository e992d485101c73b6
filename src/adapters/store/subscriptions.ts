import type { Kysely, SelectQueryBuilder } from "kysely";
import type { Channel, Subscription } from "../../model/subscription.ts";
import { parseMember } from "./columns.ts";
import type { SubscriptionStore } from "../../ports/subscription-store.ts";
import type { FilterTables, SubscriptionRow } from "./filter-tables.ts";
import {
  createFilterReader,
  dropUnusedFilters,
  parseFilter,
  putFilter,
  toFilterBody,
} from "./filters.ts";
import type { FilterRecipient } from "./recipients.ts";
import { readRecipients, toRecipient } from "./recipients.ts";
import type { Tables } from "./tables.ts";

export function createSubscriptionStore(db: Kysely<Tables>): SubscriptionStore {
  const listFilters = createFilterReader(db);
  return {
    putFileSubscriptions: (subscriptions) =>
      db.transaction().execute((transaction) => putFileSubscriptions(transaction, subscriptions)),
    putSubscription: (subscription) =>
      db.transaction().execute((transaction) => putSubscription(transaction, subscription)),
    removeSubscription: (id) =>
      db.transaction().execute((transaction) => removeSubscription(transaction, id)),
    listSubscriptions: () => listSubscriptions(db),
    listFilters: (keys) => listFilters(keys),
    listRecipients: (filterIds) => listRecipients(db, filterIds),
  };
}

/** Within a transaction. Those that are there as they are wanted are left alone: that is nearly all of them. */
async function putFileSubscriptions(
  db: Kysely<Tables>,
  subscriptions: readonly Subscription[],
): Promise<void> {
  const known = await selectWhole(db).where("subscriptions.source", "=", "file").execute();
  const standing = new Map(known.map((row) => [row.id, row]));
  const wanted = new Set(subscriptions.map(({ id }) => id));
  const gone = known.filter(({ id }) => !wanted.has(id));
  for (const { id } of gone) {
    await db
      .deleteFrom("subscriptions")
      .where("source", "=", "file")
      .where("id", "=", id)
      .execute();
  }
  await dropUnusedFilters(
    db,
    gone.map(({ filterId }) => filterId),
  );
  for (const subscription of subscriptions) {
    const row = standing.get(subscription.id);
    if (row === undefined || !isSame(row, subscription))
      await putSubscription(db, { ...subscription, source: "file" });
  }
}

/** Within a transaction. */
export async function putSubscription(
  db: Kysely<Tables>,
  subscription: Subscription,
): Promise<void> {
  const { source, id, channel, target, rhythm } = subscription;
  const filterId = await putFilter(db, subscription);
  const before = await db
    .selectFrom("subscriptions")
    .select("filterId")
    .where("source", "=", source)
    .where("id", "=", id)
    .executeTakeFirst();
  const fields = { channel, target, rhythm, filterId };
  await db
    .insertInto("subscriptions")
    .values({ source, id, ...fields })
    .onConflict((conflict) => conflict.columns(["source", "id"]).doUpdateSet(fields))
    .execute();
  if (before !== undefined && before.filterId !== filterId)
    await dropUnusedFilters(db, [before.filterId]);
}

/** Within a transaction. */
export async function removeSubscription(db: Kysely<Tables>, id: string): Promise<boolean> {
  const removed = await db
    .deleteFrom("subscriptions")
    .where("source", "=", "database")
    .where("id", "=", id)
    .returning("filterId")
    .execute();
  await dropUnusedFilters(
    db,
    removed.map(({ filterId }) => filterId),
  );
  return removed.length > 0;
}

/** Those of one target, one of the file before one of the database with its id. */
export async function listSubscriptionsOf(
  db: Kysely<Tables>,
  channel: Channel,
  target: string,
): Promise<readonly Subscription[]> {
  const rows = await selectStanding(db)
    .where("subscriptions.channel", "=", channel)
    .where("subscriptions.target", "=", target)
    .orderBy("subscriptions.id")
    .execute();
  return rows.map(toSubscription);
}

async function listSubscriptions(db: Kysely<Tables>): Promise<readonly Subscription[]> {
  const rows = await selectStanding(db).orderBy("subscriptions.id").execute();
  return rows.map(toSubscription);
}

async function listRecipients(
  db: Kysely<Tables>,
  filterIds: readonly number[],
): Promise<readonly FilterRecipient[]> {
  const found: FilterRecipient[] = [];
  for await (const page of readRecipients(db, filterIds)) for (const one of page) found.push(one);
  return found;
}

/** Of two with one id the operator's file holds; the other comes back when the file drops its own. */
function selectStanding(db: Kysely<FilterTables>): ReturnType<typeof selectWhole> {
  return selectWhole(db).where((eb) =>
    eb.or([
      eb("subscriptions.source", "=", "file"),
      eb("subscriptions.id", "not in", selectDeclared(db)),
    ]),
  );
}

function selectDeclared(
  db: Kysely<FilterTables>,
): SelectQueryBuilder<FilterTables, "subscriptions", { id: string }> {
  return db.selectFrom("subscriptions").select("id").where("source", "=", "file");
}

type WholeRow = SubscriptionRow & { readonly body: string };

function selectWhole(
  db: Kysely<FilterTables>,
): SelectQueryBuilder<FilterTables, "subscriptions" | "filters", WholeRow> {
  return db
    .selectFrom("subscriptions")
    .innerJoin("filters", "filters.seq", "subscriptions.filterId")
    .selectAll("subscriptions")
    .select("filters.body");
}

function isSame(row: WholeRow, subscription: Subscription): boolean {
  return (
    row.channel === subscription.channel &&
    row.target === subscription.target &&
    row.rhythm === subscription.rhythm &&
    row.body === toFilterBody(subscription)
  );
}

function toSubscription(row: WholeRow): Subscription {
  return {
    ...toRecipient(row),
    ...parseFilter(row.body, `filters.body of ${row.filterId}`),
    source: parseMember(["file", "database"], row.source, `subscriptions.source of ${row.id}`),
  };
}
