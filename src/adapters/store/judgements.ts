import type { Kysely } from "kysely";
import { toSilence } from "../../model/change.ts";
import type { Comparison } from "../../model/comparison.ts";
import type { Digest } from "../../model/digest.ts";
import { StoreError } from "../../model/errors.ts";
import type { Instant } from "../../model/instant.ts";
import type { JudgementOutcome, SupersededJudgement } from "../../model/judgement.ts";
import { addTopics, rankOf } from "./changes.ts";
import { putChangeClauses } from "./change-clauses.ts";
import { compress, decompress, parseJson } from "./columns.ts";
import { comparisonSchema } from "../../core/comparison-schema.ts";
import { putSign } from "./sign-table.ts";
import type { Tables } from "./tables.ts";

export async function recordJudgement(
  db: Kysely<Tables>,
  changeId: Digest,
  comparison: Comparison & { readonly judgedBy: string },
  at: Instant,
): Promise<JudgementOutcome> {
  const json = JSON.stringify(comparison);
  return db.transaction().execute(async (transaction) => {
    const current = await transaction
      .selectFrom("changes")
      .select(["termsId", "comparison", "judgedBy", "reversalOf"])
      .where("id", "=", changeId)
      .executeTakeFirst();
    if (current === undefined) {
      throw new StoreError("missing", `change ${changeId} is not recorded`);
    }
    if (decompress(current.comparison, `changes.comparison of ${changeId}`) === json) return "same";
    if (await isAwaited(transaction, changeId)) return "awaited";
    const { termsId, reversalOf, ...superseded } = current;
    await transaction
      .insertInto("supersededJudgements")
      .values({ changeId, ...superseded, supersededAt: at, supersededBy: comparison.judgedBy })
      .execute();
    await transaction
      .updateTable("changes")
      .set({
        comparison: compress(json),
        judgedBy: comparison.judgedBy,
        materialityRank: rankOf(comparison.materiality),
        silence: toSilence({ comparison, reversalOf }),
      })
      .where("id", "=", changeId)
      .execute();
    await transaction.deleteFrom("changeTopics").where("changeId", "=", changeId).execute();
    await addTopics(transaction, changeId, comparison);
    await putSign(transaction, changeId, comparison);
    await putChangeClauses(transaction, { id: changeId, termsId }, comparison);
    return "recorded";
  });
}

export async function listSupersededJudgements(
  db: Kysely<Tables>,
  changeId: Digest,
): Promise<readonly SupersededJudgement[]> {
  const rows = await db
    .selectFrom("supersededJudgements")
    .selectAll()
    .where("changeId", "=", changeId)
    .orderBy("seq")
    .execute();
  return rows.map(({ seq, comparison, ...row }) => {
    const where = `superseded_judgements.comparison of row ${seq}`;
    return {
      ...row,
      comparison: parseJson(comparisonSchema, decompress(comparison, where), where),
    };
  });
}

/** A pending alert names the clauses by their places in the comparison that it was written with. */
async function isAwaited(db: Kysely<Tables>, changeId: Digest): Promise<boolean> {
  const row = await db
    .selectFrom("notifications")
    .innerJoin("changes", "changes.termsId", "notifications.termsId")
    .select("notifications.id")
    .where("changes.id", "=", changeId)
    .where("notifications.state", "=", "pending")
    .where("notifications.subject", "=", "change")
    .where("notifications.subjectId", "=", changeId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
