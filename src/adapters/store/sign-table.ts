import type { Kysely, Transaction } from "kysely";
import { signChange } from "../../core/history/events.ts";
import type { SignedChange } from "../../model/change-event.ts";
import type { Comparison } from "../../model/comparison.ts";
import type { Digest } from "../../model/digest.ts";
import { decompress, parseJson } from "./columns.ts";
import { comparisonSchema } from "../../core/comparison-schema.ts";
import type { Tables } from "./tables.ts";

/** With the signs of changes that are there already. */
export async function createSignTable(db: Transaction<Tables>): Promise<void> {
  await db.schema
    .createTable("change_signs")
    .addColumn("change_id", "text", (column) =>
      column.notNull().primaryKey().references("changes.id"),
    )
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("words", "integer", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("change_signs_by_digest")
    .on("change_signs")
    .column("digest")
    .execute();
  for (const { id } of await db.selectFrom("changes").select("id").execute()) {
    const where = `changes.comparison of ${id}`;
    const row = await db
      .selectFrom("changes")
      .select("comparison")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    await putSign(db, id, parseJson(comparisonSchema, decompress(row.comparison, where), where));
  }
}

/** Within the transaction that writes the comparison. */
export async function putSign(
  db: Kysely<Tables>,
  changeId: Digest,
  { changes }: Comparison,
): Promise<void> {
  await db.deleteFrom("changeSigns").where("changeId", "=", changeId).execute();
  const sign = signChange(changes);
  if (sign !== null)
    await db
      .insertInto("changeSigns")
      .values({ changeId, ...sign })
      .execute();
}

export async function listSignedChanges(
  db: Kysely<Tables>,
  signs: readonly Digest[],
): Promise<readonly SignedChange[]> {
  if (signs.length === 0) return [];
  const rows = await db
    .selectFrom("changeSigns")
    .innerJoin("changes", "changes.id", "changeSigns.changeId")
    .innerJoin("terms", "terms.id", "changes.termsId")
    .select(["changes.id", "changes.termsId", "terms.serviceId", "changes.detectedAt"])
    .select(["changeSigns.digest", "changeSigns.words"])
    .where("changeSigns.digest", "in", signs)
    .orderBy("changes.seq")
    .execute();
  return rows.map(({ digest, words, ...change }) => ({ ...change, sign: { digest, words } }));
}
