import type { Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** For counting lately's checks, and for finding the few that held an answer back among years of others. */
export async function createOperationsIndexes(db: Transaction<Tables>): Promise<void> {
  await db.schema
    .createIndex("checks_by_time")
    .on("checks")
    .columns(["finished_at", "outcome"])
    .execute();
  await db.schema
    .createIndex("checks_by_outcome")
    .on("checks")
    .columns(["outcome", "seq"])
    .execute();
}
