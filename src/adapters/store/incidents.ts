import type { Kysely } from "kysely";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import { incidentKinds } from "../../model/incident.ts";
import type { Incident } from "../../model/incident.ts";
import type { Instant } from "../../model/instant.ts";
import type { Notification } from "../../model/notification.ts";
import { parseMember } from "./columns.ts";
import { addNotifications } from "./notifications.ts";
import type { IncidentRow, Tables } from "./tables.ts";

export async function openIncidents(
  db: Kysely<Tables>,
  incidents: readonly Incident[],
): Promise<void> {
  for (const incident of incidents) {
    await db
      .insertInto("incidents")
      .values(incident)
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
  }
}

/** The time at which one was first closed stands. */
export async function closeIncidents(
  db: Kysely<Tables>,
  ids: readonly Digest[],
  at: Instant,
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable("incidents")
    .set({ closedAt: at })
    .where("id", "in", ids)
    .where("closedAt", "is", null)
    .execute();
}

export async function recordIncidents(
  db: Kysely<Tables>,
  opened: readonly Incident[],
  closedIds: readonly Digest[],
  at: Instant,
  notifications: readonly Notification[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await openIncidents(transaction, opened);
    await closeIncidents(transaction, closedIds, at);
    await addNotifications(transaction, notifications);
  });
}

export async function listIncidents(
  db: Kysely<Tables>,
  options: { readonly open: boolean },
): Promise<readonly Incident[]> {
  const query = db.selectFrom("incidents").selectAll().orderBy("seq", "desc");
  const rows = await (options.open ? query.where("closedAt", "is", null) : query).execute();
  return rows.map(toIncident);
}

export async function listOpenIncidents(
  db: Kysely<Tables>,
  termsId: TermsId,
): Promise<readonly Incident[]> {
  const rows = await db
    .selectFrom("incidents")
    .selectAll()
    .where("termsId", "=", termsId)
    .where("closedAt", "is", null)
    .orderBy("seq", "desc")
    .execute();
  return rows.map(toIncident);
}

export async function findIncident(db: Kysely<Tables>, id: Digest): Promise<Incident | undefined> {
  const row = await db.selectFrom("incidents").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toIncident(row);
}

function toIncident(row: Omit<IncidentRow, "seq">): Incident {
  return {
    id: row.id,
    termsId: row.termsId,
    kind: parseMember(incidentKinds, row.kind, `incidents.kind of ${row.id}`),
    fault: row.fault,
    detail: row.detail,
    openedAt: row.openedAt,
    closedAt: row.closedAt,
  };
}
