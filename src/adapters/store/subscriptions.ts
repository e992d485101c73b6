import type { Kysely } from "kysely";
import { z } from "zod";
import { channels, wholeFilter } from "../../model/subscription.ts";
import type { Channel, Subscription } from "../../model/subscription.ts";
import { termsTypes } from "../../model/terms-type.ts";
import { topicSchema } from "../../core/topic-schema.ts";
import { directions, materialities } from "../../model/topic.ts";
import { parseJson, parseMember, stringList } from "./columns.ts";
import type { SubscriptionRow, Tables } from "./tables.ts";

const termsTypeList = z.array(z.enum(termsTypes));
const topicList = z.array(topicSchema);
const directionList = z.array(z.enum(directions));

export async function putFileSubscriptions(
  db: Kysely<Tables>,
  subscriptions: readonly Subscription[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom("subscriptions").where("source", "=", "file").execute();
    for (const subscription of subscriptions) {
      await putSubscription(transaction, { ...subscription, source: "file" });
    }
  });
}

export async function putSubscription(
  db: Kysely<Tables>,
  subscription: Subscription,
): Promise<void> {
  const { id, source, ...fields } = toRow(subscription);
  await db
    .insertInto("subscriptions")
    .values({ id, source, ...fields })
    .onConflict((conflict) => conflict.columns(["id", "source"]).doUpdateSet(fields))
    .execute();
}

export async function removeSubscription(db: Kysely<Tables>, id: string): Promise<boolean> {
  const removed = await db
    .deleteFrom("subscriptions")
    .where("id", "=", id)
    .where("source", "=", "database")
    .returning("id")
    .execute();
  return removed.length > 0;
}

/** Those of one target, one of the file before one of the database with its id. */
export async function listSubscriptionsOf(
  db: Kysely<Tables>,
  channel: Channel,
  target: string,
): Promise<readonly Subscription[]> {
  const rows = await db
    .selectFrom("subscriptions")
    .selectAll()
    .where("channel", "=", channel)
    .where("target", "=", target)
    .where((eb) =>
      eb.or([
        eb("source", "=", "file"),
        eb(
          "id",
          "not in",
          eb
            .selectFrom("subscriptions as declared")
            .select("declared.id")
            .where("declared.source", "=", "file"),
        ),
      ]),
    )
    .orderBy("id")
    .execute();
  return rows.map(toSubscription);
}

export async function listSubscriptions(db: Kysely<Tables>): Promise<readonly Subscription[]> {
  const rows = await db
    .selectFrom("subscriptions")
    .selectAll()
    .orderBy("id")
    .orderBy("source")
    .execute();
  // Of two with one id the operator's file holds; the other comes back when the file drops its own.
  const inFile = new Set(rows.filter((row) => row.source === "file").map((row) => row.id));
  return rows.filter((row) => row.source === "file" || !inFile.has(row.id)).map(toSubscription);
}

function toRow(subscription: Subscription): SubscriptionRow {
  return {
    id: subscription.id,
    source: subscription.source,
    channel: subscription.channel,
    target: subscription.target,
    services: JSON.stringify(subscription.services),
    termsTypes: JSON.stringify(subscription.termsTypes),
    tags: JSON.stringify(subscription.tags),
    topics: JSON.stringify(subscription.topics),
    directions: JSON.stringify(subscription.directions),
    minMateriality: subscription.minMateriality,
  };
}

function toSubscription(row: SubscriptionRow): Subscription {
  const where = (column: string): string => `subscriptions.${column} of ${row.id}`;
  return {
    ...wholeFilter,
    id: row.id,
    channel: parseMember(channels, row.channel, where("channel")),
    target: row.target,
    services: parseJson(stringList, row.services, where("services")),
    termsTypes: parseJson(termsTypeList, row.termsTypes, where("terms_types")),
    tags: parseJson(stringList, row.tags, where("tags")),
    topics: parseJson(topicList, row.topics, where("topics")),
    directions: parseJson(directionList, row.directions, where("directions")),
    minMateriality: parseMember(materialities, row.minMateriality, where("min_materiality")),
    rhythm: "instant",
    source: parseMember(["file", "database"], row.source, where("source")),
  };
}
