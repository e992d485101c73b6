import type { Transaction } from "kysely";
import { comparisonSchema } from "../../core/comparison-schema.ts";
import { putChangeClauses } from "./change-clauses.ts";
import type { ColumnTypes } from "./column-types.ts";
import { decompress, parseJson } from "./columns.ts";
import type { Tables } from "./tables.ts";

/** With the clause states of changes that are there already. */
export async function createReviewTables(
  db: Transaction<Tables>,
  types: ColumnTypes,
): Promise<void> {
  await db.schema
    .createTable("reviews")
    .addColumn("seq", "integer", (column) => types.counting(column).primaryKey())
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("clause_key", "text", (column) => column.notNull())
    .addColumn("terms_id", "text", (column) => column.notNull().references("terms.id"))
    .addColumn("before_id", "text", (column) => column.notNull().references("versions.id"))
    .addColumn("after_id", "text", (column) => column.notNull().references("versions.id"))
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("note", "text", (column) => column.notNull())
    .addColumn("reviewer", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("previous_id", "text", (column) => column.references("reviews.id"))
    .execute();
  await db.schema
    .createIndex("reviews_by_clause")
    .on("reviews")
    .columns(["clause_key", "seq"])
    .execute();
  await db.schema
    .createTable("change_clauses")
    .addColumn("change_id", "text", (column) => column.notNull().references("changes.id"))
    .addColumn("position", "integer", (column) => column.notNull())
    .addColumn("clause_key", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("change_clauses_key", ["change_id", "position"])
    .execute();
  await db.schema
    .createIndex("change_clauses_by_clause")
    .on("change_clauses")
    .columns(["clause_key"])
    .execute();
  for (const { id, termsId } of await db
    .selectFrom("changes")
    .select(["id", "termsId"])
    .execute()) {
    const where = `changes.comparison of ${id}`;
    const { comparison } = await db
      .selectFrom("changes")
      .select("comparison")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const read = parseJson(comparisonSchema, decompress(comparison, where), where);
    await putChangeClauses(db, { id, termsId }, read);
  }
}
