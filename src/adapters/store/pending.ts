import type { Kysely } from "kysely";
import type { TermsId } from "../../model/declaration.ts";
import type { PendingWording, Variant } from "../../model/variant.ts";
import { pendingKinds } from "../../model/variant.ts";
import { digestList, parseJson, parseMember } from "./columns.ts";
import type { PendingRow, Tables } from "./tables.ts";

/** Replaces what a terms awaits. */
export async function putPending(
  db: Kysely<Tables>,
  termsId: TermsId,
  pending: PendingWording | null,
): Promise<void> {
  await db.deleteFrom("pendingWordings").where("termsId", "=", termsId).execute();
  if (pending === null) return;
  await db
    .insertInto("pendingWordings")
    .values({ ...pending, termsId, snapshotIds: JSON.stringify(pending.snapshotIds) })
    .execute();
}

export async function findPending(
  db: Kysely<Tables>,
  termsId: TermsId,
): Promise<PendingWording | null> {
  const query = db.selectFrom("pendingWordings").selectAll().where("termsId", "=", termsId);
  return toPending(await query.executeTakeFirst());
}

export function toPending(row: PendingRow | undefined): PendingWording | null {
  if (row === undefined) return null;
  return {
    fingerprint: row.fingerprint,
    kind: parseMember(pendingKinds, row.kind, `pending_wordings.kind of ${row.termsId}`),
    firstSeenAt: row.firstSeenAt,
    sightings: row.sightings,
    snapshotIds: parseJson(
      digestList,
      row.snapshotIds,
      `pending_wordings.snapshot_ids of ${row.termsId}`,
    ),
  };
}

export async function putVariant(
  db: Kysely<Tables>,
  termsId: TermsId,
  variant: Variant,
): Promise<void> {
  const { fingerprint, ...counts } = variant;
  await db
    .insertInto("variants")
    .values({ termsId, fingerprint, ...counts })
    .onConflict((conflict) => conflict.columns(["termsId", "fingerprint"]).doUpdateSet(counts))
    .execute();
}

/** Latest seen first. */
export async function listVariants(
  db: Kysely<Tables>,
  termsId: TermsId,
): Promise<readonly Variant[]> {
  return db
    .selectFrom("variants")
    .select(["fingerprint", "firstSeenAt", "lastSeenAt", "sightings", "versionId", "reversals"])
    .where("termsId", "=", termsId)
    .orderBy("lastSeenAt", "desc")
    .orderBy("fingerprint")
    .execute();
}
