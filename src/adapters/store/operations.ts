import type { Kysely, Selectable } from "kysely";
import { sql } from "kysely";
import { checkOutcomes } from "../../model/check.ts";
import type { Check } from "../../model/check.ts";
import type { Instant } from "../../model/instant.ts";
import { channels } from "../../model/subscription.ts";
import type {
  CheckFilter,
  DayOfChecks,
  OperationsStore,
  Stretch,
} from "../../ports/operations-store.ts";
import { parseMember } from "./columns.ts";
import type { CheckRow, Tables } from "./tables.ts";

/** As many ids as fit into one statement of either database with room to spare. */
const idsAtOnce = 500;

export function createOperationsStore(db: Kysely<Tables>): OperationsStore {
  return {
    async findCheck(id) {
      const rows = await db.selectFrom("checks").selectAll().where("id", "=", id).execute();
      return (await withSnapshots(db, rows))[0];
    },
    listChecksOf: (filter, stretch) => listChecksOf(db, filter, stretch),
    countChecks: (since) => countChecks(db, since),
    listHeldChecks: () => listHeldChecks(db),
    countUndelivered: () => countUndelivered(db),
  };
}

async function listChecksOf(
  db: Kysely<Tables>,
  { termsId, outcomes, before }: CheckFilter,
  { limit, offset }: Stretch,
): Promise<readonly Check[]> {
  let query = db
    .selectFrom("checks")
    .selectAll()
    .orderBy("seq", "desc")
    .limit(limit)
    .offset(offset);
  if (termsId !== undefined) query = query.where("termsId", "=", termsId);
  if (outcomes !== undefined) query = query.where("outcome", "in", outcomes);
  if (before !== undefined) {
    query = query.where("seq", "<", (eb) =>
      eb.selectFrom("checks as other").select("other.seq").where("other.id", "=", before),
    );
  }
  return withSnapshots(db, await query.execute());
}

async function countChecks(db: Kysely<Tables>, since: Instant): Promise<readonly DayOfChecks[]> {
  const day = sql<string>`substr(finished_at, 1, 10)`;
  const rows = await db
    .selectFrom("checks")
    .select((eb) => [day.as("day"), "outcome", eb.fn.countAll<number | string>().as("count")])
    .where("finishedAt", ">=", since)
    .groupBy([day, "outcome"])
    .orderBy("day", "desc")
    .execute();
  return rows.map((row) => ({
    day: row.day,
    outcome: parseMember(checkOutcomes, row.outcome, `checks.outcome on ${row.day}`),
    count: Number(row.count),
  }));
}

async function listHeldChecks(db: Kysely<Tables>): Promise<readonly Check[]> {
  const rows = await db
    .selectFrom("terms")
    .innerJoin("checks", (join) =>
      join.on("checks.seq", "=", (eb) =>
        eb
          .selectFrom("checks as last")
          .select((max) => max.fn.max("last.seq").as("seq"))
          .whereRef("last.termsId", "=", "terms.id"),
      ),
    )
    .selectAll("checks")
    .where("checks.outcome", "=", "quarantined")
    .orderBy("checks.seq", "desc")
    .execute();
  return withSnapshots(db, rows);
}

async function countUndelivered(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom("notifications")
    .select((eb) => ["state", "channel", eb.fn.countAll<number | string>().as("count")])
    .where("state", "in", ["pending", "failed"])
    .groupBy(["state", "channel"])
    .orderBy("state")
    .orderBy("channel")
    .execute();
  return rows.map((row) => ({
    state: parseMember(["pending", "failed"] as const, row.state, "notifications.state"),
    channel: parseMember(channels, row.channel, "notifications.channel"),
    count: Number(row.count),
  }));
}

async function withSnapshots(
  db: Kysely<Tables>,
  rows: readonly Selectable<CheckRow>[],
): Promise<readonly Check[]> {
  const snapshots: { readonly checkId: string; readonly snapshotId: Check["id"] }[] = [];
  for (let at = 0; at < rows.length; at += idsAtOnce) {
    const ids = rows.slice(at, at + idsAtOnce).map(({ id }) => id);
    const some = db
      .selectFrom("checkSnapshots")
      .select(["checkId", "snapshotId"])
      .where("checkId", "in", ids)
      .orderBy("position");
    snapshots.push(...(await some.execute()));
  }
  const byCheck = Map.groupBy(snapshots, ({ checkId }) => checkId);
  return rows.map(({ seq: _seq, outcome, ...row }) => ({
    ...row,
    outcome: parseMember(checkOutcomes, outcome, `checks.outcome of ${row.id}`),
    snapshotIds: (byCheck.get(row.id) ?? []).map(({ snapshotId }) => snapshotId),
  }));
}
