import type { Kysely } from "kysely";
import { z } from "zod";
import type { Digest } from "../../model/digest.ts";
import { robotsVerdicts } from "../../model/snapshot.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { parseJson, parseMember } from "./columns.ts";
import type { SnapshotRow, Tables } from "./tables.ts";

const redirectList = z.array(z.strictObject({ status: z.int(), url: z.string() }));
const headerRecord = z.record(z.string(), z.string());

export async function putSnapshot(db: Kysely<Tables>, snapshot: Snapshot): Promise<void> {
  // Named one by one: callers tend to hand over a fetched answer whole, bytes and all.
  await db
    .insertInto("snapshots")
    .values({
      id: snapshot.id,
      termsId: snapshot.termsId,
      digest: snapshot.digest,
      byteLength: snapshot.byteLength,
      requestedUrl: snapshot.requestedUrl,
      finalUrl: snapshot.finalUrl,
      redirects: JSON.stringify(snapshot.redirects),
      status: snapshot.status,
      headers: JSON.stringify(snapshot.headers),
      via: snapshot.via,
      remoteAddress: snapshot.remoteAddress,
      robots: snapshot.robots,
      requestedAt: snapshot.requestedAt,
      fetchedAt: snapshot.fetchedAt,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

export async function findSnapshot(db: Kysely<Tables>, id: Digest): Promise<Snapshot | undefined> {
  const row = await db.selectFrom("snapshots").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toSnapshot(row);
}

/** In the order of the sources. */
export async function listSnapshotsOfCheck(
  db: Kysely<Tables>,
  checkId: Digest,
): Promise<readonly Snapshot[]> {
  const rows = await db
    .selectFrom("checkSnapshots")
    .innerJoin("snapshots", "snapshots.id", "checkSnapshots.snapshotId")
    .selectAll("snapshots")
    .where("checkSnapshots.checkId", "=", checkId)
    .orderBy("checkSnapshots.position")
    .execute();
  return rows.map(toSnapshot);
}

/** In the order of the sources. */
export async function listSnapshotsOfVersion(
  db: Kysely<Tables>,
  versionId: Digest,
): Promise<readonly Snapshot[]> {
  const rows = await db
    .selectFrom("versionSnapshots")
    .innerJoin("snapshots", "snapshots.id", "versionSnapshots.snapshotId")
    .selectAll("snapshots")
    .where("versionSnapshots.versionId", "=", versionId)
    .orderBy("versionSnapshots.position")
    .execute();
  return rows.map(toSnapshot);
}

function toSnapshot(row: SnapshotRow): Snapshot {
  return {
    id: row.id,
    termsId: row.termsId,
    digest: row.digest,
    byteLength: row.byteLength,
    requestedUrl: row.requestedUrl,
    finalUrl: row.finalUrl,
    redirects: parseJson(redirectList, row.redirects, `snapshots.redirects of ${row.id}`),
    status: row.status,
    headers: parseJson(headerRecord, row.headers, `snapshots.headers of ${row.id}`),
    via: parseMember(["http", "browser"], row.via, `snapshots.via of ${row.id}`),
    remoteAddress: row.remoteAddress,
    robots: parseMember(robotsVerdicts, row.robots, `snapshots.robots of ${row.id}`),
    requestedAt: row.requestedAt,
    fetchedAt: row.fetchedAt,
  };
}
