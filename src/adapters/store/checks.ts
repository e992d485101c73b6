import type { Kysely } from "kysely";
import { checkOutcomes } from "../../model/check.ts";
import type { Check } from "../../model/check.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { CheckRecord } from "../../model/check-record.ts";
import type { TermsState } from "../../model/terms-state.ts";
import { addAudit } from "./audit.ts";
import { addChange } from "./changes.ts";
import { parseMember } from "./columns.ts";
import { queueExplanation } from "./explanations.ts";
import { closeIncidents, listOpenIncidents, openIncidents } from "./incidents.ts";
import { addNotifications } from "./notifications.ts";
import { tellReaders } from "./tell-readers.ts";
import { findPending, listVariants, putPending, putVariant } from "./pending.ts";
import { listSnapshotsOfCheck, listSnapshotsOfVersion } from "./snapshots.ts";
import type { Tables } from "./tables.ts";
import { verifiedOutcomes } from "./terms.ts";
import { addVersions, findLatestVersion } from "./versions.ts";

export async function recordCheck(db: Kysely<Tables>, record: CheckRecord): Promise<void> {
  const { check } = record;
  await db.transaction().execute(async (transaction) => {
    await addVersions(transaction, record.versions);
    // Once its check is there, all of a record is: a repetition must not set back what came later.
    if (!(await addCheck(transaction, check))) return;
    if (record.change !== null) {
      await addChange(transaction, record.change);
      await queueExplanation(transaction, record.change.id, check.finishedAt);
    }
    await openIncidents(transaction, record.openedIncidents);
    await closeIncidents(transaction, record.closedIncidentIds, check.finishedAt);
    if (record.change !== null)
      await tellReaders(transaction, { ...record, change: record.change }, check.finishedAt);
    await addNotifications(transaction, record.notifications);
    await putPending(transaction, check.termsId, record.pending);
    if (record.variant !== null) await putVariant(transaction, check.termsId, record.variant);
    if (record.audit !== undefined) await addAudit(transaction, record.audit);
  });
}

async function addCheck(db: Kysely<Tables>, check: Check): Promise<boolean> {
  const { snapshotIds, ...fields } = check;
  const inserted = await db
    .insertInto("checks")
    .values(fields)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("seq")
    .executeTakeFirst();
  if (inserted === undefined) return false;
  for (const [position, snapshotId] of snapshotIds.entries()) {
    await db
      .insertInto("checkSnapshots")
      .values({ checkId: check.id, position, snapshotId })
      .execute();
  }
  return true;
}

export async function getTermsState(db: Kysely<Tables>, termsId: TermsId): Promise<TermsState> {
  // One transaction, so that the parts belong together while another process records a check.
  return db.transaction().execute(async (transaction) => {
    const latest = await findLatestVersion(transaction, termsId);
    const ofTerms = transaction
      .selectFrom("checks")
      .select(["seq", "id", "finishedAt"])
      .where("termsId", "=", termsId)
      .orderBy("seq", "desc")
      .limit(1);
    const verified = ofTerms.where("outcome", "in", verifiedOutcomes);
    const answered = verified.where((eb) =>
      eb.exists(
        eb
          .selectFrom("checkSnapshots")
          .select("checkSnapshots.position")
          .whereRef("checkSnapshots.checkId", "=", "checks.id"),
      ),
    );
    const lastVerified = await verified.executeTakeFirst();
    const lastAnswered = await answered.executeTakeFirst();
    const lastFull = await answered.where("outcome", "<>", "not-modified").executeTakeFirst();
    const failures = await transaction
      .selectFrom("checks")
      .select((eb) => eb.fn.countAll<number | string>().as("count"))
      .where("termsId", "=", termsId)
      .where("seq", ">", lastVerified?.seq ?? 0)
      .executeTakeFirstOrThrow();
    return {
      latest,
      lastSnapshots:
        lastAnswered === undefined ? [] : await listSnapshotsOfCheck(transaction, lastAnswered.id),
      latestSnapshots: latest === null ? [] : await listSnapshotsOfVersion(transaction, latest.id),
      lastFullFetchAt: lastFull?.finishedAt ?? null,
      lastVerifiedAt: lastVerified?.finishedAt ?? null,
      pending: await findPending(transaction, termsId),
      variants: await listVariants(transaction, termsId),
      openIncidents: await listOpenIncidents(transaction, termsId),
      failuresInRow: Number(failures.count),
    };
  });
}

export async function listChecks(
  db: Kysely<Tables>,
  termsId: TermsId,
  limit: number,
): Promise<readonly Check[]> {
  const rows = await db
    .selectFrom("checks")
    .selectAll()
    .where("termsId", "=", termsId)
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const snapshots = await db
    .selectFrom("checkSnapshots")
    .innerJoin("checks", "checks.id", "checkSnapshots.checkId")
    .select(["checkSnapshots.checkId", "checkSnapshots.snapshotId"])
    .where("checks.termsId", "=", termsId)
    .where("checks.seq", ">=", Math.min(...rows.map((row) => row.seq)))
    .orderBy("checkSnapshots.position")
    .execute();
  const byCheck = Map.groupBy(snapshots, (row) => row.checkId);
  return rows.map((row) => ({
    id: row.id,
    termsId: row.termsId,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    outcome: parseMember(checkOutcomes, row.outcome, `checks.outcome of ${row.id}`),
    fault: row.fault,
    detail: row.detail,
    snapshotIds: (byCheck.get(row.id) ?? []).map(({ snapshotId }) => snapshotId),
    versionId: row.versionId,
  }));
}
