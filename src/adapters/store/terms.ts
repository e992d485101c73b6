import type { Kysely } from "kysely";
import { checkOutcomes, isVerified } from "../../model/check.ts";
import type { Terms, TermsStatus } from "../../model/terms.ts";
import type { LastCheck } from "../../model/terms-state.ts";
import { parseJson, stringList } from "./columns.ts";
import { toPending } from "./pending.ts";
import type { Tables, TermsRow } from "./tables.ts";

export const verifiedOutcomes: readonly string[] = checkOutcomes.filter(isVerified);

export async function putTerms(db: Kysely<Tables>, terms: readonly Terms[]): Promise<void> {
  for (const one of terms) {
    const names = {
      serviceId: one.serviceId,
      serviceName: one.serviceName,
      termsType: one.termsType,
      tags: JSON.stringify(one.tags),
      urls: JSON.stringify(one.urls),
    };
    await db
      .insertInto("terms")
      .values({ id: one.id, ...names })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(names))
      .execute();
  }
}

/** For terms of another archive: what is declared here says more than what was taken over. */
export async function addTerms(db: Kysely<Tables>, terms: Terms): Promise<void> {
  await db
    .insertInto("terms")
    .values({ ...terms, tags: JSON.stringify(terms.tags), urls: JSON.stringify(terms.urls) })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

export async function listTermsLike(
  db: Kysely<Tables>,
  termsId: string,
): Promise<readonly Terms[]> {
  const rows = await db
    .selectFrom("terms")
    .selectAll()
    .where("termsType", "=", (eb) =>
      eb.selectFrom("terms as own").select("own.termsType").where("own.id", "=", termsId),
    )
    .orderBy("id")
    .execute();
  return rows.map(toTerms);
}

export async function listTermsStatus(db: Kysely<Tables>): Promise<readonly TermsStatus[]> {
  const rows = await db
    .selectFrom("terms")
    .selectAll("terms")
    .select((eb) => [
      eb
        .selectFrom("versions")
        .select(eb.fn.countAll<number | string>().as("count"))
        .whereRef("versions.termsId", "=", "terms.id")
        .as("versionCount"),
      eb
        .selectFrom("checks")
        .select("finishedAt")
        .whereRef("checks.termsId", "=", "terms.id")
        .orderBy("seq", "desc")
        .limit(1)
        .as("lastCheckedAt"),
      eb
        .selectFrom("checks")
        .select("finishedAt")
        .whereRef("checks.termsId", "=", "terms.id")
        .where("outcome", "in", verifiedOutcomes)
        .orderBy("seq", "desc")
        .limit(1)
        .as("lastVerifiedAt"),
      eb
        .selectFrom("versions")
        .select("fetchedAt")
        .whereRef("versions.termsId", "=", "terms.id")
        .where("origin", "<>", "import")
        .orderBy("seq", "desc")
        .limit(1)
        .as("ownChangedAt"),
      eb
        .selectFrom("versions")
        .select((max) => max.fn.max("fetchedAt").as("fetchedAt"))
        .whereRef("versions.termsId", "=", "terms.id")
        .as("anyChangedAt"),
    ])
    .orderBy("terms.id")
    .execute();
  const open = await db
    .selectFrom("incidents")
    .select(["termsId", "fault"])
    .where("closedAt", "is", null)
    .orderBy("seq")
    .execute();
  const faults = Map.groupBy(open, (incident) => incident.termsId);
  return rows.map(({ ownChangedAt, anyChangedAt, ...row }) => ({
    ...toTerms(row),
    versionCount: Number(row.versionCount ?? 0),
    lastCheckedAt: row.lastCheckedAt,
    lastVerifiedAt: row.lastVerifiedAt,
    lastChangedAt: ownChangedAt ?? anyChangedAt,
    openIncidents: (faults.get(row.id) ?? []).map((incident) => incident.fault),
  }));
}

export async function listLastChecks(db: Kysely<Tables>): Promise<readonly LastCheck[]> {
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
    .select((eb) => [
      "terms.id",
      "checks.startedAt",
      eb
        .selectFrom("checks as verified")
        .select("verified.finishedAt")
        .whereRef("verified.termsId", "=", "terms.id")
        .where("verified.outcome", "in", verifiedOutcomes)
        .orderBy("verified.seq", "desc")
        .limit(1)
        .as("lastVerifiedAt"),
    ])
    .orderBy("checks.seq", "desc")
    .execute();
  const pending = await db.selectFrom("pendingWordings").selectAll().execute();
  const pendingByTerms = new Map(pending.map((row) => [row.termsId, row]));
  return rows.map((row) => ({
    termsId: row.id,
    startedAt: row.startedAt,
    lastVerifiedAt: row.lastVerifiedAt,
    pending: toPending(pendingByTerms.get(row.id)),
  }));
}

function toTerms(row: TermsRow): Terms {
  return {
    id: row.id,
    serviceId: row.serviceId,
    serviceName: row.serviceName,
    termsType: row.termsType,
    tags: parseJson(stringList, row.tags, `terms.tags of ${row.id}`),
    urls: parseJson(stringList, row.urls, `terms.urls of ${row.id}`),
  };
}
