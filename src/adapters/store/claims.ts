import type { Kysely, Selectable } from "kysely";
import { longestWaitMs } from "../../core/backoff.ts";
import type { Waiting } from "../../core/delivery/companions.ts";
import { chooseCompanions, longestHoldMs, toJoinedHold } from "../../core/delivery/companions.ts";
import type { Digest } from "../../model/digest.ts";
import { addMs } from "../../model/instant.ts";
import type { Instant } from "../../model/instant.ts";
import type { ClaimedNotification, HoldReason } from "../../model/notification.ts";
import { holdReasons, notificationSubjects } from "../../model/notification.ts";
import { rhythms } from "../../model/subscription.ts";
import type { Channel } from "../../model/subscription.ts";
import type { Store } from "../../ports/store.ts";
import { parseMember } from "./columns.ts";
import { toNotification } from "./notifications.ts";
import type { NotificationRow } from "./outbox-tables.ts";
import type { Tables } from "./tables.ts";

type ClaimOptions = Parameters<Store["claimNotifications"]>[0];
type Row = Selectable<NotificationRow>;

/** Beyond one digest's (`mostTogether`): what is passed over keeps what follows it waiting. */
const waitingLooked = 1000;

/** As many ids as fit into one statement of either database with room to spare. */
const idsAtOnce = 500;

export async function claimNotifications(
  db: Kysely<Tables>,
  options: ClaimOptions,
): Promise<readonly ClaimedNotification[]> {
  const { now, leaseMs, leaseToken } = options;
  return db.transaction().execute(async (transaction) => {
    const claimed = new Map<Digest, Row>();
    for (const head of await selectHeads(transaction, options)) {
      if (claimed.has(head.id)) continue;
      claimed.set(head.id, head);
      const waiting = (await selectWaiting(transaction, head)).filter(({ id }) => !claimed.has(id));
      const rows = new Map(waiting.map((row) => [row.id, row]));
      const companions = chooseCompanions(toWaiting(head), waiting.map(toWaiting), now);
      for (const companion of companions) {
        const row = rows.get(companion.id);
        if (row) claimed.set(row.id, { ...row, hold: toJoinedHold(toWaiting(head), companion) });
      }
    }
    const lease = { leaseToken, leasedUntil: addMs(now, leaseMs) };
    const byHold = Map.groupBy(claimed.values(), ({ hold }) => hold);
    for (const [hold, rows] of byHold) {
      await updateRows(transaction, rows, { ...lease, hold });
    }
    return [...claimed.values()].map((row) => ({
      ...toNotification(row),
      attempts: row.attempts,
      leaseToken,
      hold: toHold(row),
      progress: row.progress,
    }));
  });
}

export async function holdNotifications(
  db: Kysely<Tables>,
  claimed: readonly ClaimedNotification[],
  why: HoldReason,
  until: Instant,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const [leaseToken, group] of Map.groupBy(claimed, (one) => one.leaseToken)) {
      const held = { hold: why, nextAttemptAt: until, leaseToken: null, leasedUntil: null };
      await updateRows(transaction, group, held, leaseToken);
    }
  });
}

export async function releaseLeases(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable("notifications")
    .set({ leaseToken: null, leasedUntil: null })
    .where("leaseToken", "is not", null)
    .execute();
}

export async function listSendTimes(
  db: Kysely<Tables>,
  channel: Channel,
  target: string,
  since: Instant,
): Promise<readonly Instant[]> {
  const rows = await db
    .selectFrom("notifications")
    .innerJoin("deliveries", "deliveries.notificationId", "notifications.id")
    .select(["notifications.id", "deliveries.messageDigest", "deliveries.at"])
    .where("notifications.channel", "=", channel)
    .where("notifications.target", "=", target)
    .where("notifications.deliveredAt", ">=", since)
    .where("deliveries.outcome", "=", "delivered")
    .orderBy("deliveries.at")
    .execute();
  const messages = new Map<Digest, Instant>();
  for (const { id, messageDigest, at } of rows) {
    const message = messageDigest ?? id;
    if (!messages.has(message)) messages.set(message, at);
  }
  return [...messages.values()];
}

async function updateRows(
  db: Kysely<Tables>,
  rows: readonly { readonly id: Digest }[],
  fields: Partial<Pick<Row, "hold" | "nextAttemptAt" | "leaseToken" | "leasedUntil">>,
  heldBy?: string,
): Promise<void> {
  for (let at = 0; at < rows.length; at += idsAtOnce) {
    const ids = rows.slice(at, at + idsAtOnce).map(({ id }) => id);
    const query = db
      .updateTable("notifications")
      .set(fields)
      .where("id", "in", ids)
      .where("state", "=", "pending");
    await (heldBy === undefined ? query : query.where("leaseToken", "=", heldBy)).execute();
  }
}

/**
 * The oldest pending notification of each target and terms, where it is due: the later ones wait for it, so that they
 * arrive in order. `holdsUp` says which do not.
 */
async function selectHeads(
  db: Kysely<Tables>,
  { now, limit, channel }: ClaimOptions,
): Promise<readonly Row[]> {
  const query = db
    .selectFrom("notifications as head")
    .selectAll("head")
    .where("head.state", "=", "pending")
    .where((eb) =>
      eb.or([
        eb("head.nextAttemptAt", "<=", now),
        // Where the clock was set back, times from before lie ahead, by years perhaps. Nothing but a hold or a failed
        // attempt makes an alert wait, and never for so long (`isDue`).
        eb("head.nextAttemptAt", ">", addMs(now, longestWaitMs)),
        eb.and([
          eb("head.attempts", "=", 0),
          eb.or([
            eb("head.hold", "is", null),
            eb("head.nextAttemptAt", ">", addMs(now, longestHoldMs)),
          ]),
        ]),
      ]),
    )
    .where((eb) => eb.or([eb("head.leasedUntil", "is", null), eb("head.leasedUntil", "<=", now)]))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("notifications as earlier")
            .select("earlier.seq")
            .whereRef("earlier.termsId", "=", "head.termsId")
            .whereRef("earlier.target", "=", "head.target")
            .whereRef("earlier.channel", "=", "head.channel")
            .where("earlier.state", "=", "pending")
            .whereRef("earlier.seq", "<", "head.seq")
            .where((inner) =>
              inner.or([
                inner("earlier.subject", "=", inner.ref("head.subject")),
                inner.and([
                  inner("earlier.subject", "!=", "change"),
                  inner("head.subject", "!=", "change"),
                ]),
              ]),
            )
            .where((inner) =>
              inner.or([
                inner("earlier.rhythm", "=", "instant"),
                inner("earlier.subscriptionId", "=", inner.ref("head.subscriptionId")),
              ]),
            ),
        ),
      ),
    )
    .orderBy("head.seq")
    .limit(limit);
  return (channel === undefined ? query : query.where("head.channel", "=", channel)).execute();
}

/** What may go out with one: for a digest all that waits for the target, else what the same change owes it. */
async function selectWaiting(db: Kysely<Tables>, head: Row): Promise<readonly Row[]> {
  const isDigest = head.hold === "digest" || head.hold === "cap";
  if (!isDigest && head.subject !== "change") return [];
  const query = db
    .selectFrom("notifications")
    .selectAll()
    .where("channel", "=", head.channel)
    .where("target", "=", head.target)
    .where("state", "=", "pending")
    .orderBy("seq")
    .limit(waitingLooked);
  return (isDigest ? query : query.where("subjectId", "=", head.subjectId)).execute();
}

function toWaiting(row: Row): Waiting {
  const where = (column: string): string => `notifications.${column} of ${row.id}`;
  return {
    id: row.id,
    subject: parseMember(notificationSubjects, row.subject, where("subject")),
    subjectId: row.subjectId,
    subscriptionId: row.subscriptionId,
    rhythm: parseMember(rhythms, row.rhythm, where("rhythm")),
    hold: toHold(row),
    attempts: row.attempts,
    termsId: row.termsId,
    nextAttemptAt: row.nextAttemptAt,
    leasedUntil: row.leasedUntil,
  };
}

function toHold({ id, hold }: Row): HoldReason | null {
  return hold === null ? null : parseMember(holdReasons, hold, `notifications.hold of ${id}`);
}
