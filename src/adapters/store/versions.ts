import type { Kysely } from "kysely";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import { versionOrigins } from "../../model/version.ts";
import type { Version } from "../../model/version.ts";
import { compress, decompressText, parseMember } from "./columns.ts";
import type { Tables, VersionRow } from "./tables.ts";

/** Adds versions that are not there yet, oldest first; gives how many it added. */
export async function addVersions(
  db: Kysely<Tables>,
  versions: readonly Version[],
): Promise<number> {
  let added = 0;
  for (const version of versions) if (await addVersion(db, version)) added += 1;
  return added;
}

async function addVersion(db: Kysely<Tables>, version: Version): Promise<boolean> {
  const { id, text, snapshotIds, ...fields } = version;
  const known = await db
    .selectFrom("versions")
    .select("seq")
    .where("id", "=", id)
    .executeTakeFirst();
  if (known !== undefined) return false;
  const sameText = await db
    .selectFrom("texts")
    .select("digest")
    .where("digest", "=", version.digest)
    .executeTakeFirst();
  if (sameText === undefined) {
    await db
      .insertInto("texts")
      .values({ digest: version.digest, body: compress(text) })
      .onConflict((conflict) => conflict.column("digest").doNothing())
      .execute();
  }
  const inserted = await db
    .insertInto("versions")
    .values({ id, ...fields })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("seq")
    .executeTakeFirst();
  if (inserted === undefined) return false;
  for (const [position, snapshotId] of snapshotIds.entries()) {
    await db
      .insertInto("versionSnapshots")
      .values({ versionId: id, position, snapshotId })
      .execute();
  }
  return true;
}

export async function findVersion(db: Kysely<Tables>, id: Digest): Promise<Version | undefined> {
  return takeFirst(db, withText(db).where("versions.id", "=", id));
}

/** Gives the whole id for one or for its first digits; undefined for none, and for several. */
export async function findVersionId(
  db: Kysely<Tables>,
  idOrPrefix: string,
): Promise<Digest | undefined> {
  if (!/^[0-9a-f]{6,64}$/.test(idOrPrefix)) return undefined;
  const rows = await db
    .selectFrom("versions")
    .select("id")
    // A range, as "g" follows every digit of an id.
    .where("id", ">=", asDigest(idOrPrefix))
    .where("id", "<", asDigest(`${idOrPrefix}g`))
    .limit(2)
    .execute();
  return rows.length > 1 ? undefined : rows[0]?.id;
}

export async function findVersionAt(
  db: Kysely<Tables>,
  termsId: TermsId,
  at: Instant,
): Promise<Version | undefined> {
  const query = withText(db)
    .where("versions.termsId", "=", termsId)
    .where("versions.fetchedAt", "<=", at)
    .orderBy("versions.fetchedAt", "desc")
    .orderBy("versions.seq", "desc");
  return takeFirst(db, query);
}

/**
 * The base of the next comparison: our own last version, whatever another archive holds beside it. Two
 * extractors never agree on every word, and their difference would pass for the provider's.
 */
export async function findLatestVersion(
  db: Kysely<Tables>,
  termsId: TermsId,
): Promise<Version | null> {
  const ofTerms = withText(db).where("versions.termsId", "=", termsId);
  const own = ofTerms.where("versions.origin", "<>", "import").orderBy("versions.seq", "desc");
  const imported = ofTerms.orderBy("versions.fetchedAt", "desc").orderBy("versions.seq", "desc");
  return (await takeFirst(db, own)) ?? (await takeFirst(db, imported)) ?? null;
}

export async function listVersions(
  db: Kysely<Tables>,
  termsId: TermsId,
): Promise<readonly Version[]> {
  const rows = await db
    .selectFrom("versions")
    .selectAll()
    .where("termsId", "=", termsId)
    .orderBy("fetchedAt", "desc")
    .orderBy("seq", "desc")
    .execute();
  const snapshots = await db
    .selectFrom("versionSnapshots")
    .innerJoin("versions", "versions.id", "versionSnapshots.versionId")
    .select(["versionSnapshots.versionId", "versionSnapshots.snapshotId"])
    .where("versions.termsId", "=", termsId)
    .orderBy("versionSnapshots.position")
    .execute();
  const byVersion = Map.groupBy(snapshots, (row) => row.versionId);
  return rows.map((row) =>
    toVersion(
      row,
      "",
      (byVersion.get(row.id) ?? []).map(({ snapshotId }) => snapshotId),
    ),
  );
}

type Selected = Omit<VersionRow, "seq"> & { readonly body: Uint8Array };

function withText(db: Kysely<Tables>) {
  return db
    .selectFrom("versions")
    .innerJoin("texts", "texts.digest", "versions.digest")
    .selectAll("versions")
    .select("texts.body");
}

async function takeFirst(
  db: Kysely<Tables>,
  query: { limit(count: number): { executeTakeFirst(): Promise<Selected | undefined> } },
): Promise<Version | undefined> {
  const row = await query.limit(1).executeTakeFirst();
  if (row === undefined) return undefined;
  const snapshots = await db
    .selectFrom("versionSnapshots")
    .select("snapshotId")
    .where("versionId", "=", row.id)
    .orderBy("position")
    .execute();
  return toVersion(
    row,
    decompressText(row.body, row.digest),
    snapshots.map(({ snapshotId }) => snapshotId),
  );
}

function toVersion(
  row: Omit<VersionRow, "seq">,
  text: string,
  snapshotIds: readonly Digest[],
): Version {
  return {
    id: row.id,
    termsId: row.termsId,
    previousId: row.previousId,
    text,
    digest: row.digest,
    fingerprint: row.fingerprint,
    extractorVersion: row.extractorVersion,
    declarationDigest: row.declarationDigest,
    snapshotIds,
    fetchedAt: row.fetchedAt,
    origin: parseMember(versionOrigins, row.origin, `versions.origin of ${row.id}`),
  };
}

/** A prefix is compared as an id is. */
function asDigest(text: string): Digest {
  return text as Digest;
}
