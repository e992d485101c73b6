import type { Kysely } from "kysely";
import { longestWaitMs } from "../../core/backoff.ts";
import { addMs } from "../../model/instant.ts";
import type { ClaimedNotification } from "../../model/notification.ts";
import { holdReasons } from "../../model/notification.ts";
import type { Store } from "../../ports/store.ts";
import { parseMember } from "./columns.ts";
import { toNotification } from "./notifications.ts";
import type { Tables } from "./tables.ts";

type ClaimOptions = Parameters<Store["claimNotifications"]>[0];

export async function claimNotifications(
  db: Kysely<Tables>,
  options: ClaimOptions,
): Promise<readonly ClaimedNotification[]> {
  const { now, limit, leaseMs, leaseToken } = options;
  return db.transaction().execute(async (transaction) => {
    const rows = await selectHeads(transaction)
      .selectAll("head")
      .where((eb) =>
        eb.or([
          eb("head.nextAttemptAt", "<=", now),
          // Where the clock was set back, times from before lie ahead, by years perhaps. Nothing but a failed
          // attempt makes an alert wait, and never for so long.
          eb("head.attempts", "=", 0),
          eb("head.nextAttemptAt", ">", addMs(now, longestWaitMs)),
        ]),
      )
      .where((eb) => eb.or([eb("head.leasedUntil", "is", null), eb("head.leasedUntil", "<=", now)]))
      .orderBy("head.seq")
      .limit(limit)
      .execute();
    if (rows.length === 0) return [];
    await transaction
      .updateTable("notifications")
      .set({ leaseToken, leasedUntil: addMs(now, leaseMs) })
      .where(
        "seq",
        "in",
        rows.map((row) => row.seq),
      )
      .execute();
    return rows.map((row) => ({
      ...toNotification(row),
      attempts: row.attempts,
      leaseToken,
      hold:
        row.hold === null
          ? null
          : parseMember(holdReasons, row.hold, `notifications.hold of ${row.id}`),
      progress: row.progress,
    }));
  });
}

export async function releaseLeases(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable("notifications")
    .set({ leaseToken: null, leasedUntil: null })
    .where("leaseToken", "is not", null)
    .execute();
}

/** The oldest pending notification of each target and terms: the later ones wait for it, so that they arrive in order. */
function selectHeads(db: Kysely<Tables>) {
  return db
    .selectFrom("notifications as head")
    .where("head.state", "=", "pending")
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
            .whereRef("earlier.seq", "<", "head.seq"),
        ),
      ),
    );
}
