import type { Kysely, Selectable } from "kysely";
import type { Digest } from "../../model/digest.ts";
import { notificationStates } from "../../model/notification.ts";
import type { Delivery } from "../../model/notification.ts";
import type { OutboxEntry, OutboxFilter } from "../../ports/outbox-store.ts";
import { parseMember } from "./columns.ts";
import { toNotification } from "./notifications.ts";
import type { DeliveryRow, NotificationRow } from "./outbox-tables.ts";
import type { Tables } from "./tables.ts";

/** As many ids as fit into one statement of either database with room to spare. */
const idsAtOnce = 500;

/** Newest first. */
export async function listOutbox(
  db: Kysely<Tables>,
  filter: OutboxFilter,
): Promise<readonly OutboxEntry[]> {
  const { since, outcome, before } = filter;
  let query = db
    .selectFrom("notifications")
    .selectAll()
    .orderBy("seq", "desc")
    .limit(filter.limit)
    .offset(filter.offset ?? 0);
  for (const column of ["state", "channel", "target", "subscriptionId", "termsId"] as const) {
    const wanted = filter[column];
    if (wanted !== undefined) query = query.where(column, "=", wanted);
  }
  if (before !== undefined) {
    query = query.where("seq", "<", (eb) =>
      eb.selectFrom("notifications as other").select("other.seq").where("other.id", "=", before),
    );
  }
  if (since !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb("createdAt", ">=", since),
        eb.exists(
          eb
            .selectFrom("deliveries")
            .select("attempt")
            .whereRef("deliveries.notificationId", "=", "notifications.id")
            .where("deliveries.at", ">=", since),
        ),
      ]),
    );
  }
  if (outcome !== undefined) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom("deliveries")
          .select("attempt")
          .whereRef("deliveries.notificationId", "=", "notifications.id")
          .whereRef("deliveries.attempt", "=", "notifications.attempts")
          .where("deliveries.outcome", "=", outcome),
      ),
    );
  }
  return withDeliveries(db, await query.execute());
}

export async function findNotification(
  db: Kysely<Tables>,
  idOrPrefix: string,
): Promise<OutboxEntry | undefined> {
  if (!/^[0-9a-f]{6,64}$/.test(idOrPrefix)) return undefined;
  const rows = await db
    .selectFrom("notifications")
    .selectAll()
    // A range, not `like`: it uses the index in both databases. "g" follows every digit of an id.
    .where("id", ">=", idOrPrefix as Digest)
    .where("id", "<", `${idOrPrefix}g` as Digest)
    .limit(2)
    .execute();
  return rows.length === 1 ? (await withDeliveries(db, rows))[0] : undefined;
}

async function withDeliveries(
  db: Kysely<Tables>,
  rows: readonly Selectable<NotificationRow>[],
): Promise<readonly OutboxEntry[]> {
  const deliveries: DeliveryRow[] = [];
  for (let at = 0; at < rows.length; at += idsAtOnce) {
    const ids = rows.slice(at, at + idsAtOnce).map(({ id }) => id);
    const some = db
      .selectFrom("deliveries")
      .selectAll()
      .where("notificationId", "in", ids)
      .orderBy("attempt");
    deliveries.push(...(await some.execute()));
  }
  const byNotification = Map.groupBy(deliveries, ({ notificationId }) => notificationId);
  return rows.map((row) => ({
    ...toNotification(row),
    state: parseMember(notificationStates, row.state, `notifications.state of ${row.id}`),
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt,
    deliveries: (byNotification.get(row.id) ?? []).map(toDelivery),
  }));
}

function toDelivery(row: DeliveryRow): Delivery {
  const outcomes = ["delivered", "retried", "failed"] as const;
  const where = `deliveries.outcome of ${row.notificationId}`;
  return { ...row, outcome: parseMember(outcomes, row.outcome, where) };
}
