import type { Kysely } from "kysely";
import type { ChangeHead, TermsChange } from "../../model/change.ts";
import { toSilence } from "../../model/change.ts";
import type { Comparison } from "../../model/comparison.ts";
import type { Digest } from "../../model/digest.ts";
import { materialities } from "../../model/topic.ts";
import type { Materiality, Topic } from "../../model/topic.ts";
import type { ChangeFilter, HeadFilter } from "../../ports/store.ts";
import { putChangeClauses } from "./change-clauses.ts";
import { compress, decompress, parseJson } from "./columns.ts";
import { comparisonSchema } from "../../core/comparison-schema.ts";
import { clauseReturns } from "./clause-returns.ts";
import { putSign } from "./sign-table.ts";
import type { ChangeRow, Tables } from "./tables.ts";

export async function addChange(db: Kysely<Tables>, change: TermsChange): Promise<void> {
  const { comparison, returns = [], ...fields } = change;
  const inserted = await db
    .insertInto("changes")
    .values({
      ...fields,
      materialityRank: rankOf(comparison.materiality),
      silence: toSilence(change),
      comparison: compress(JSON.stringify(comparison)),
      judgedBy: comparison.judgedBy ?? null,
      returns: returns.length === 0 ? null : JSON.stringify(returns),
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("seq")
    .executeTakeFirst();
  if (inserted === undefined) return;
  await addTopics(db, change.id, comparison);
  await putSign(db, change.id, comparison);
  await putChangeClauses(db, change, comparison);
}

/** For finding changes by topic; a change has none of these rows yet. */
export async function addTopics(
  db: Kysely<Tables>,
  changeId: Digest,
  comparison: Comparison,
): Promise<void> {
  const topicRows = [...rankTopics(comparison)].map(([topic, materialityRank]) => ({
    changeId,
    topic,
    materialityRank,
  }));
  if (topicRows.length > 0) await db.insertInto("changeTopics").values(topicRows).execute();
}

export async function findChange(
  db: Kysely<Tables>,
  idOrPrefix: string,
): Promise<TermsChange | undefined> {
  // Also keeps `%` and `_`, which mean something to `like`, out of the statement.
  if (!/^[0-9a-f]{6,64}$/.test(idOrPrefix)) return undefined;
  const rows = await db
    .selectFrom("changes")
    .selectAll()
    // A range, not `like`: it uses the index in both databases. "g" follows every digit of an id.
    .where("id", ">=", asDigest(idOrPrefix))
    .where("id", "<", asDigest(`${idOrPrefix}g`))
    .limit(2)
    .execute();
  const [row] = rows;
  return row === undefined || rows.length > 1 ? undefined : toChange(row);
}

export async function listChanges(
  db: Kysely<Tables>,
  filter: ChangeFilter,
): Promise<readonly TermsChange[]> {
  const { termsId, serviceId, topic, since, until } = filter;
  const minRank = rankOf(filter.minMateriality ?? "editorial");
  let query = db
    .selectFrom("changes")
    .selectAll("changes")
    .where("changes.materialityRank", ">=", minRank);
  if (termsId !== undefined) query = query.where("changes.termsId", "=", termsId);
  if (serviceId !== undefined) {
    query = query.where("changes.termsId", "in", (eb) =>
      eb.selectFrom("terms").select("terms.id").where("terms.serviceId", "=", serviceId),
    );
  }
  if (topic !== undefined) {
    query = query.where("changes.id", "in", (eb) =>
      eb
        .selectFrom("changeTopics")
        .select("changeTopics.changeId")
        .where("changeTopics.topic", "=", topic)
        .where("changeTopics.materialityRank", ">=", minRank),
    );
  }
  if (filter.silences !== undefined) {
    query = query.where("changes.silence", "in", filter.silences);
  }
  if (since !== undefined) query = query.where("changes.detectedAt", ">=", since);
  if (until !== undefined) query = query.where("changes.detectedAt", "<", until);
  const rows = await query
    .orderBy("changes.detectedAt", "desc")
    .orderBy("changes.seq", "desc")
    .limit(filter.limit ?? 100)
    .execute();
  return rows.map(toChange);
}

export function rankOf(materiality: Materiality | "none"): number {
  return materiality === "none" ? -1 : materialities.indexOf(materiality);
}

/** The weightiest judgement on each topic. */
function rankTopics(comparison: Comparison): Map<Topic, number> {
  const ranks = new Map<Topic, number>();
  for (const { topics, materiality } of comparison.changes) {
    for (const topic of topics) {
      ranks.set(topic, Math.max(ranks.get(topic) ?? -1, rankOf(materiality)));
    }
  }
  return ranks;
}

/** For comparing with ids; a prefix is none itself. */
function asDigest(text: string): TermsChange["id"] {
  return text as TermsChange["id"];
}

/** Without what the changes say, in the order of writing. */
export async function listChangeHeads(
  db: Kysely<Tables>,
  filter: HeadFilter,
): Promise<readonly ChangeHead[]> {
  const { termsId, serviceId, since, until } = filter;
  let query = db
    .selectFrom("changes")
    .select([
      "changes.id",
      "changes.termsId",
      "changes.beforeId",
      "changes.afterId",
      "changes.detectedAt",
      "changes.reversalOf",
      "changes.judgedBy",
    ]);
  if (termsId !== undefined) query = query.where("changes.termsId", "=", termsId);
  if (serviceId !== undefined) {
    query = query.where("changes.termsId", "in", (eb) =>
      eb.selectFrom("terms").select("terms.id").where("terms.serviceId", "=", serviceId),
    );
  }
  if (since !== undefined) query = query.where("changes.detectedAt", ">=", since);
  if (until !== undefined) query = query.where("changes.detectedAt", "<", until);
  return query.orderBy("changes.seq").execute();
}

function toChange(row: Omit<ChangeRow, "seq">): TermsChange {
  const where = `changes.comparison of ${row.id}`;
  return {
    id: row.id,
    termsId: row.termsId,
    beforeId: row.beforeId,
    afterId: row.afterId,
    detectedAt: row.detectedAt,
    reversalOf: row.reversalOf,
    comparison: parseJson(comparisonSchema, decompress(row.comparison, where), where),
    ...(row.returns !== null && {
      returns: parseJson(clauseReturns, row.returns, `changes.returns of ${row.id}`),
    }),
  };
}
