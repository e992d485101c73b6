import type { Kysely } from "kysely";
import type { IncidentReport } from "../../model/incident-report.ts";
import { channels } from "../../model/subscription.ts";
import { describeSuppression, suppressionReasons } from "../../model/suppression.ts";
import type { Suppression } from "../../model/suppression.ts";
import type { OutboxStore } from "../../ports/outbox-store.ts";
import { parseMember } from "./columns.ts";
import { recordReports } from "./incidents.ts";
import type { SuppressionRow } from "./outbox-tables.ts";
import type { Tables } from "./tables.ts";

/** Within a transaction. */
export async function putSuppression(db: Kysely<Tables>, suppression: Suppression): Promise<void> {
  const { channel, target, reason, detail, at } = suppression;
  const key = { channel, target, subscriptionId: suppression.subscriptionId ?? "" };
  await db
    .insertInto("suppressions")
    .values({ ...key, reason, detail, at })
    .onConflict((conflict) =>
      conflict.columns(["channel", "target", "subscriptionId"]).doUpdateSet({ reason, detail, at }),
    )
    .execute();
  await failPending(db, suppression);
}

/** All that waits for it, in the hands of a process or not. */
async function failPending(db: Kysely<Tables>, suppression: Suppression): Promise<void> {
  const { channel, target, subscriptionId, at } = suppression;
  let waiting = db
    .updateTable("notifications")
    .set((eb) => ({
      state: "failed",
      attempts: eb("attempts", "+", 1),
      leaseToken: null,
      leasedUntil: null,
    }))
    .where("state", "=", "pending")
    .where("channel", "=", channel)
    .where("target", "=", target);
  if (subscriptionId !== null) waiting = waiting.where("subscriptionId", "=", subscriptionId);
  const failed = await waiting.returning(["id", "attempts"]).execute();
  const response = describeSuppression(suppression);
  for (const { id, attempts } of failed) {
    const row = { notificationId: id, attempt: attempts, at, outcome: "failed", response };
    await db
      .insertInto("deliveries")
      .values({ ...row, messageDigest: null })
      .execute();
  }
}

export async function removeSuppression(
  db: Kysely<Tables>,
  { channel, target, subscriptionId }: Parameters<OutboxStore["removeSuppression"]>[0],
  reports: readonly IncidentReport[] = [],
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const removed = await transaction
      .deleteFrom("suppressions")
      .where("channel", "=", channel)
      .where("target", "=", target)
      .where("subscriptionId", "=", subscriptionId ?? "")
      .returning("channel")
      .execute();
    if (removed.length === 0) return false;
    await recordReports(transaction, reports);
    return true;
  });
}

export async function listSuppressions(
  db: Kysely<Tables>,
  { channel, target }: NonNullable<Parameters<OutboxStore["listSuppressions"]>[0]> = {},
): Promise<readonly Suppression[]> {
  let query = db.selectFrom("suppressions").selectAll();
  if (channel !== undefined) query = query.where("channel", "=", channel);
  if (target !== undefined) query = query.where("target", "=", target);
  const rows = await query.orderBy("channel").orderBy("target").orderBy("subscriptionId").execute();
  return rows.map(toSuppression);
}

function toSuppression(row: SuppressionRow): Suppression {
  const where = (column: string): string => `suppressions.${column} of ${row.target}`;
  return {
    channel: parseMember(channels, row.channel, where("channel")),
    target: row.target,
    subscriptionId: row.subscriptionId === "" ? null : row.subscriptionId,
    reason: parseMember(suppressionReasons, row.reason, where("reason")),
    detail: row.detail,
    at: row.at,
  };
}
