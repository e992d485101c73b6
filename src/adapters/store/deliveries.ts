import type { ExpressionBuilder, Kysely } from "kysely";
import type { AuditEntry } from "../../model/audit.ts";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import type { ClaimedNotification } from "../../model/notification.ts";
import type { DeliveryEffects, EndedAttempt } from "../../ports/outbox-store.ts";
import { addAudit } from "./audit.ts";
import { recordReports } from "./incidents.ts";
import { addSentMessage } from "./sent-messages.ts";
import { putSuppression } from "./suppressions.ts";
import type { Tables } from "./tables.ts";

/** As many ids as fit into one statement of either database with room to spare. */
const idsAtOnce = 500;

export async function recordDeliveries(
  db: Kysely<Tables>,
  ended: readonly EndedAttempt[],
  effects: DeliveryEffects = {},
): Promise<void> {
  for (const { delivery, nextAttemptAt } of ended) {
    if ((delivery.outcome === "retried") === (nextAttemptAt !== null)) continue;
    throw new TypeError(
      `a delivery ${delivery.outcome} with next attempt ${nextAttemptAt}: this is a bug`,
    );
  }
  await db.transaction().execute(async (transaction) => {
    let isAnyHeld = false;
    for (const each of ended) isAnyHeld = (await endClaim(transaction, each)) || isAnyHeld;
    if (!isAnyHeld) return;
    const { message, suppression, reports = [] } = effects;
    const digest = ended[0]?.delivery.messageDigest ?? null;
    if (message !== undefined && digest !== null) {
      await addSentMessage(transaction, digest, message);
    }
    if (suppression !== undefined) {
      await putSuppression(transaction, suppression);
    }
    await recordReports(transaction, reports);
  });
}

/** False where the lease is lost. */
async function endClaim(
  db: Kysely<Tables>,
  { claimed, delivery, nextAttemptAt }: EndedAttempt,
): Promise<boolean> {
  const { outcome } = delivery;
  // An expired lease that nobody took over still counts: the message did go out.
  const held = await db
    .updateTable("notifications")
    .set((eb) => ({
      state: outcome === "retried" ? "pending" : outcome,
      attempts: eb("attempts", "+", 1),
      ...(nextAttemptAt === null ? {} : { nextAttemptAt }),
      ...(outcome === "delivered" ? { progress: null, deliveredAt: delivery.at } : {}),
      leaseToken: null,
      leasedUntil: null,
    }))
    .where("id", "=", claimed.id)
    .where("state", "=", "pending")
    .where("leaseToken", "=", claimed.leaseToken)
    .returning("id")
    .executeTakeFirst();
  if (held === undefined) return false;
  await db
    .insertInto("deliveries")
    .values({ ...delivery, notificationId: claimed.id })
    .execute();
  return true;
}

export async function keepProgress(
  db: Kysely<Tables>,
  claimed: readonly ClaimedNotification[],
  progress: string,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const { id, leaseToken } of claimed) {
      await transaction
        .updateTable("notifications")
        .set({ progress })
        .where("id", "=", id)
        .where("state", "=", "pending")
        .where("leaseToken", "=", leaseToken)
        .execute();
    }
  });
}

export async function retryNotifications(
  db: Kysely<Tables>,
  {
    ids,
    now,
    audit,
  }: {
    readonly ids: readonly Digest[];
    readonly now: Instant;
    readonly audit: AuditEntry | undefined;
  },
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    let count = 0;
    for (let at = 0; at < ids.length; at += idsAtOnce) {
      const retried = await transaction
        .updateTable("notifications")
        .set({ state: "pending", nextAttemptAt: now })
        .where((eb) => eb.or([eb("state", "=", "failed"), waitsForAnotherTry(eb)]))
        .where("id", "in", ids.slice(at, at + idsAtOnce))
        .where((eb) =>
          eb.or([
            eb.exists(
              eb
                .selectFrom("changes")
                .select("changes.id")
                .whereRef("changes.id", "=", "notifications.subjectId"),
            ),
            eb.exists(
              eb
                .selectFrom("incidents")
                .select("incidents.id")
                .whereRef("incidents.id", "=", "notifications.subjectId"),
            ),
          ]),
        )
        .returning("id")
        .execute();
      count += retried.length;
    }
    if (audit !== undefined) await addAudit(transaction, audit);
    return count;
  });
}

/** An attempt has failed for now, and nobody is at it. */
function waitsForAnotherTry(eb: ExpressionBuilder<Tables, "notifications">) {
  return eb.and([
    eb("state", "=", "pending"),
    eb("attempts", ">", 0),
    eb("hold", "is", null),
    eb("leaseToken", "is", null),
  ]);
}
