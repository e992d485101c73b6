import type { Kysely } from "kysely";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import { channelIncidentKinds, isTermsIncident, termsIncidentKinds } from "../../model/incident.ts";
import type { IncidentReport } from "../../model/incident-report.ts";
import type { ChannelIncident, Incident, TermsIncident } from "../../model/incident.ts";
import type { Instant } from "../../model/instant.ts";
import type { Notification } from "../../model/notification.ts";
import { channels } from "../../model/subscription.ts";
import type { OutboxStore } from "../../ports/outbox-store.ts";
import { parseMember } from "./columns.ts";
import { addNotifications } from "./notifications.ts";
import type { IncidentRow } from "./outbox-tables.ts";
import type { Tables } from "./tables.ts";

export async function openIncidents(
  db: Kysely<Tables>,
  incidents: readonly Incident[],
): Promise<void> {
  for (const incident of incidents) {
    await db
      .insertInto("incidents")
      .values(
        isTermsIncident(incident)
          ? { ...incident, channel: null, target: null }
          : { ...incident, termsId: null },
      )
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

/** Within a transaction. Two who find the same trouble open one incident, and tell of it once; so of its end. */
export async function recordReports(
  db: Kysely<Tables>,
  reports: readonly IncidentReport[],
): Promise<void> {
  for (const { incident, notifications } of reports) {
    const { closedAt } = incident;
    const isNews =
      closedAt === null ? await openOnce(db, incident) : await closeOnce(db, incident.id, closedAt);
    if (isNews) await addNotifications(db, notifications);
  }
}

async function openOnce(db: Kysely<Tables>, incident: ChannelIncident): Promise<boolean> {
  const open = await openOfChannels(db)
    .where("kind", "=", incident.kind)
    .where("channel", "=", incident.channel)
    .where("target", "=", incident.target)
    .executeTakeFirst();
  if (open !== undefined) return false;
  await openIncidents(db, [incident]);
  return true;
}

async function closeOnce(db: Kysely<Tables>, id: Digest, closedAt: Instant): Promise<boolean> {
  const closed = await db
    .updateTable("incidents")
    .set({ closedAt })
    .where("id", "=", id)
    .where("closedAt", "is", null)
    .returning("id")
    .executeTakeFirst();
  return closed !== undefined;
}

export async function listChannelIncidents(
  db: Kysely<Tables>,
  { channel, target }: Parameters<OutboxStore["listChannelIncidents"]>[0],
): Promise<readonly ChannelIncident[]> {
  const ofChannel = openOfChannels(db).where("channel", "=", channel).orderBy("seq", "desc");
  const rows = await (
    target === undefined ? ofChannel : ofChannel.where("target", "in", ["", target])
  ).execute();
  return rows.map(toIncident).filter((incident) => !isTermsIncident(incident));
}

/** The index on terms finds them: those of channels have none. */
function openOfChannels(db: Kysely<Tables>) {
  return db
    .selectFrom("incidents")
    .selectAll()
    .where("termsId", "is", null)
    .where("closedAt", "is", null);
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
): Promise<readonly TermsIncident[]> {
  const rows = await db
    .selectFrom("incidents")
    .selectAll()
    .where("termsId", "=", termsId)
    .where("closedAt", "is", null)
    .orderBy("seq", "desc")
    .execute();
  return rows.map(toIncident).filter(isTermsIncident);
}

export async function findIncident(db: Kysely<Tables>, id: Digest): Promise<Incident | undefined> {
  const row = await db.selectFrom("incidents").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toIncident(row);
}

function toIncident(row: Omit<IncidentRow, "seq">): Incident {
  const where = (column: string): string => `incidents.${column} of ${row.id}`;
  const { id, fault, detail, openedAt, closedAt } = row;
  const fields = { id, fault, detail, openedAt, closedAt };
  if (row.termsId !== null) {
    const kind = parseMember(termsIncidentKinds, row.kind, where("kind"));
    return { ...fields, kind, termsId: row.termsId };
  }
  return {
    ...fields,
    kind: parseMember(channelIncidentKinds, row.kind, where("kind")),
    channel: parseMember(channels, row.channel ?? "", where("channel")),
    target: row.target ?? "",
  };
}
