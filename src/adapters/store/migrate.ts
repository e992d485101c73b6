import type { Kysely, Transaction } from "kysely";
import { StoreError } from "../../model/errors.ts";
import type { ColumnTypes } from "./column-types.ts";
import { migrations } from "./migrations.ts";
import type { Tables } from "./tables.ts";

/** The schema that this program writes. */
const schemaNumber = migrations.length;

/** Brings the database to this program's schema, all steps in one transaction; refuses one from a newer program. */
export async function migrate(db: Kysely<Tables>, types: ColumnTypes): Promise<void> {
  // A look without the write lock first: almost every open finds nothing to do.
  if ((await readSchemaNumber(db)) === schemaNumber) return;
  await db.transaction().execute(async (transaction) => {
    const current = await readSchemaNumber(transaction);
    if (current > schemaNumber) {
      throw new StoreError(
        "newer-schema",
        `the database has schema ${current}, this program knows ${schemaNumber}: update the program`,
      );
    }
    for (const step of migrations.slice(current)) await step(transaction, types);
    if (current < schemaNumber) await writeSchemaNumber(transaction);
  });
}

async function readSchemaNumber(db: Kysely<Tables>): Promise<number> {
  const tables = await db.introspection.getTables();
  // Introspection gives names as the database has them, or as the name-mapping plugin turns them.
  if (!tables.some(({ name }) => name === "schema_version" || name === "schemaVersion")) return 0;
  const row = await db.selectFrom("schemaVersion").select("number").executeTakeFirst();
  return row?.number ?? 0;
}

async function writeSchemaNumber(transaction: Transaction<Tables>): Promise<void> {
  await transaction.deleteFrom("schemaVersion").execute();
  await transaction.insertInto("schemaVersion").values({ number: schemaNumber }).execute();
}
