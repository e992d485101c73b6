import type { Kysely } from "kysely";
import type { Subscriber } from "../../model/subscriber.ts";
import { toDefaultSubscriber, weekdays } from "../../model/subscriber.ts";
import type { Channel } from "../../model/subscription.ts";
import type { SubscriberStore } from "../../ports/subscriber-store.ts";
import { parseMember } from "./columns.ts";
import type { SubscriberRow } from "./subscriber-table.ts";
import type { Tables } from "./tables.ts";

export function createSubscriberStore(db: Kysely<Tables>): SubscriberStore {
  return {
    putFileSubscribers: (subscribers) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("subscribers").where("source", "=", "file").execute();
        for (const subscriber of subscribers) await put(transaction, subscriber, "file");
      }),
    putSubscriber: (subscriber) => put(db, subscriber, "database"),
    findSubscriber: (channel, target) => findSubscriber(db, channel, target),
  };
}

/** Within a larger intention too, so it takes a transaction as well. */
export function putSubscriber(db: Kysely<Tables>, subscriber: Subscriber): Promise<void> {
  return put(db, subscriber, "database");
}

async function put(
  db: Kysely<Tables>,
  subscriber: Subscriber,
  source: "file" | "database",
): Promise<void> {
  const { channel, target, quietHours, ...settings } = subscriber;
  const fields = {
    timeZone: settings.timeZone,
    quietFrom: quietHours?.from ?? null,
    quietTo: quietHours?.to ?? null,
    digestAt: settings.digestAt,
    digestDay: settings.digestDay,
    maxPerHour: settings.maxPerHour,
  };
  await db
    .insertInto("subscribers")
    .values({ channel, target, source, ...fields })
    .onConflict((conflict) => conflict.columns(["channel", "target", "source"]).doUpdateSet(fields))
    .execute();
}

async function findSubscriber(
  db: Kysely<Tables>,
  channel: Channel,
  target: string,
): Promise<Subscriber> {
  const rows = await db
    .selectFrom("subscribers")
    .selectAll()
    .where("channel", "=", channel)
    .where("target", "=", target)
    .execute();
  const row = rows.find(({ source }) => source === "file") ?? rows[0];
  return row === undefined
    ? toDefaultSubscriber(channel, target)
    : { channel, target, ...toSettings(row) };
}

function toSettings(row: SubscriberRow): Omit<Subscriber, "channel" | "target"> {
  const { quietFrom: from, quietTo: to } = row;
  return {
    timeZone: row.timeZone,
    quietHours: from === null || to === null ? null : { from, to },
    digestAt: row.digestAt,
    digestDay: parseMember(weekdays, row.digestDay, `subscribers.digest_day of ${row.channel}`),
    maxPerHour: row.maxPerHour,
  };
}
