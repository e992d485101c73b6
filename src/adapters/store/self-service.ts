import type { Kysely, Transaction } from "kysely";
import type { Channel } from "../../model/subscription.ts";
import type { SelfServiceStore } from "../../ports/self-service-store.ts";
import {
  findAccessToken,
  pruneAccessTokens,
  putAccessTokens,
  reserveMail,
  toHalves,
} from "./access-tokens.ts";
import { putSubscriber } from "./subscribers.ts";
import { listSubscriptionsOf, putSubscription, removeSubscription } from "./subscriptions.ts";
import { putSuppression } from "./suppressions.ts";
import type { Tables } from "./tables.ts";

export function createSelfServiceStore(db: Kysely<Tables>): SelfServiceStore {
  return {
    reserveMail: (...parameters) => reserveMail(db, ...parameters),
    putAccessTokens: (tokens) => putAccessTokens(db, tokens),
    findAccessToken: (digest) => findAccessToken(db, digest),
    pruneAccessTokens: (at) => pruneAccessTokens(db, at),
    listSubscriptionsOf: (channel, target) => listSubscriptionsOf(db, channel, target),
    confirmSubscription: (confirmation) =>
      db.transaction().execute((transaction) => confirm(transaction, confirmation)),
    endSubscription: (ending) =>
      db.transaction().execute((transaction) => end(transaction, ending)),
    forgetTarget: (channel, target, at) =>
      db.transaction().execute((transaction) => forget(transaction, channel, target, at)),
  };
}

async function confirm(
  db: Transaction<Tables>,
  { token, subscription, subscriber, at }: Parameters<SelfServiceStore["confirmSubscription"]>[0],
): Promise<boolean> {
  const { selector, verifier } = toHalves(token);
  const used = await db
    .updateTable("accessTokens")
    .set({ usedAt: at })
    .where("selector", "=", selector)
    .where("verifier", "=", verifier)
    .where("purpose", "=", "confirm")
    .where("usedAt", "is", null)
    .where("expiresAt", ">", at)
    .executeTakeFirst();
  if (used.numUpdatedRows === 0n) return false;
  await putSubscription(db, subscription);
  if (subscriber !== null) await putSubscriber(db, subscriber);
  await db
    .deleteFrom("suppressions")
    .where("channel", "=", subscription.channel)
    .where("target", "=", subscription.target)
    .where("subscriptionId", "=", "")
    .where("reason", "=", "unsubscribed")
    .execute();
  return true;
}

async function end(
  db: Transaction<Tables>,
  { channel, target, subscriptionId, at }: Parameters<SelfServiceStore["endSubscription"]>[0],
): Promise<void> {
  const own = await listSubscriptionsOf(db, channel, target);
  const isOfDatabase = own.some(({ id, source }) => id === subscriptionId && source === "database");
  if (isOfDatabase) await removeSubscription(db, subscriptionId);
  const suppressed = { channel, target, subscriptionId } as const;
  await putSuppression(db, { ...suppressed, reason: "unsubscribed", detail: "", at });
}

/** What stands for the name of a target that is forgotten. */
const forgotten = "(forgotten)";

async function forget(
  db: Transaction<Tables>,
  ...[channel, target, at]: Parameters<SelfServiceStore["forgetTarget"]>
): Promise<void> {
  const subscriptions = await listSubscriptionsOf(db, channel, target);
  for (const { id, source } of subscriptions) {
    if (source === "database") await removeSubscription(db, id);
  }
  await db
    .deleteFrom("subscribers")
    .where("channel", "=", channel)
    .where("target", "=", target)
    .where("source", "=", "database")
    .execute();
  if (channel === "email")
    await db.deleteFrom("accessTokens").where("address", "=", target).execute();
  await forgetOutbox(db, channel, target);
  await db
    .deleteFrom("suppressions")
    .where("channel", "=", channel)
    .where("target", "=", target)
    .execute();
  for (const { id, source } of subscriptions) {
    if (source === "database") continue;
    const suppressed = { channel, target, subscriptionId: id };
    await putSuppression(db, { ...suppressed, reason: "unsubscribed", detail: "", at });
  }
}

/** Attempts stay, for the operator's figures; to whom and what was said goes. */
async function forgetOutbox(
  db: Transaction<Tables>,
  channel: Channel,
  target: string,
): Promise<void> {
  const theirs = db
    .selectFrom("notifications")
    .select("id")
    .where("channel", "=", channel)
    .where("target", "=", target);
  await db
    .deleteFrom("sentMessages")
    .where("digest", "in", (eb) =>
      eb
        .selectFrom("deliveries")
        .select("messageDigest")
        .where("notificationId", "in", theirs)
        .where("messageDigest", "is not", null),
    )
    .execute();
  await db
    .updateTable("deliveries")
    .set({ messageDigest: null, response: forgotten })
    .where("notificationId", "in", theirs)
    .execute();
  await db
    .updateTable("notifications")
    .set({ state: "failed", leaseToken: null, leasedUntil: null })
    .where("channel", "=", channel)
    .where("target", "=", target)
    .where("state", "=", "pending")
    .execute();
  await db
    .updateTable("incidents")
    .set({ target: forgotten, detail: "" })
    .where("channel", "=", channel)
    .where("target", "=", target)
    .execute();
  await db
    .updateTable("notifications")
    .set({ target: forgotten })
    .where("channel", "=", channel)
    .where("target", "=", target)
    .execute();
}
