import type { ColumnDefinitionBuilder, CreateTableBuilder, Transaction } from "kysely";
import { toSilence } from "../../model/change.ts";
import { createAccessTokenTables } from "./access-token-tables.ts";
import { createAccountTables } from "./account-tables.ts";
import { createClauseIndexTables, outlineClauses } from "./clause-index-tables.ts";
import type { ColumnTypes } from "./column-types.ts";
import { decompress, parseJson } from "./columns.ts";
import { comparisonSchema } from "../../core/comparison-schema.ts";
import { createExplanationTables } from "./explanation-tables.ts";
import { createFilterTables } from "./filter-migration.ts";
import { createOperationsIndexes } from "./operations-indexes.ts";
import { createOutboxTables } from "./outbox-tables.ts";
import { createReviewTables } from "./review-migration.ts";
import { createSignTable } from "./sign-table.ts";
import { createSubscriberTable } from "./subscriber-table.ts";
import type { Tables } from "./tables.ts";

type Migration = (db: Transaction<Tables>, types: ColumnTypes) => Promise<void>;

/** In order; the n-th leads from schema n-1 to n. Forward only: one that has been released is never edited. */
export const migrations: readonly Migration[] = [
  createFirstSchema,
  keepJudgements,
  createExplanationTables,
  nameSilence,
  createSignTable,
  createOutboxTables,
  createSubscriberTable,
  createAccessTokenTables,
  createFilterTables,
  createReviewTables,
  createClauseIndexTables,
  createAccountTables,
  createOperationsIndexes,
  outlineClauses,
];

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

const references =
  (target: string) =>
  (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    column.notNull().references(target);

async function createFirstSchema(db: Transaction<Tables>, types: ColumnTypes): Promise<void> {
  const table = (name: string): CreateTableBuilder<string> => db.schema.createTable(name);
  const counted = (name: string): CreateTableBuilder<string> =>
    table(name)
      .addColumn("seq", "integer", (column) => types.counting(column).primaryKey())
      .addColumn("id", "text", (column) => column.notNull().unique());
  await table("schema_version").addColumn("number", "integer", required).execute();

  await table("terms")
    .addColumn("id", "text", (column) => column.notNull().primaryKey())
    .addColumn("service_id", "text", required)
    .addColumn("service_name", "text", required)
    .addColumn("terms_type", "text", required)
    .addColumn("tags", "text", required)
    .addColumn("urls", "text", required)
    .execute();

  await table("snapshots")
    .addColumn("id", "text", (column) => column.notNull().primaryKey())
    .addColumn("terms_id", "text", references("terms.id"))
    .addColumn("digest", "text", required)
    .addColumn("byte_length", "integer", required)
    .addColumn("requested_url", "text", required)
    .addColumn("final_url", "text", required)
    .addColumn("redirects", "text", required)
    .addColumn("status", "integer", required)
    .addColumn("headers", "text", required)
    .addColumn("via", "text", required)
    .addColumn("remote_address", "text")
    .addColumn("robots", "text", required)
    .addColumn("requested_at", "text", required)
    .addColumn("fetched_at", "text", required)
    .execute();

  await table("texts")
    .addColumn("digest", "text", (column) => column.notNull().primaryKey())
    .addColumn("body", types.bytes, required)
    .execute();

  await counted("versions")
    .addColumn("terms_id", "text", references("terms.id"))
    .addColumn("previous_id", "text", (column) => column.references("versions.id"))
    .addColumn("digest", "text", references("texts.digest"))
    .addColumn("fingerprint", "text", required)
    .addColumn("extractor_version", "integer", required)
    .addColumn("declaration_digest", "text", required)
    .addColumn("fetched_at", "text", required)
    .addColumn("origin", "text", required)
    .execute();
  await db.schema
    .createIndex("versions_by_time")
    .on("versions")
    .columns(["terms_id", "fetched_at", "seq"])
    .execute();

  await table("version_snapshots")
    .addColumn("version_id", "text", references("versions.id"))
    .addColumn("position", "integer", required)
    .addColumn("snapshot_id", "text", references("snapshots.id"))
    .addPrimaryKeyConstraint("version_snapshots_key", ["version_id", "position"])
    .execute();

  await counted("checks")
    .addColumn("terms_id", "text", references("terms.id"))
    .addColumn("started_at", "text", required)
    .addColumn("finished_at", "text", required)
    .addColumn("outcome", "text", required)
    .addColumn("fault", "text")
    .addColumn("detail", "text")
    .addColumn("version_id", "text", (column) => column.references("versions.id"))
    .execute();
  await db.schema
    .createIndex("checks_by_terms")
    .on("checks")
    .columns(["terms_id", "seq"])
    .execute();

  await table("check_snapshots")
    .addColumn("check_id", "text", references("checks.id"))
    .addColumn("position", "integer", required)
    .addColumn("snapshot_id", "text", references("snapshots.id"))
    .addPrimaryKeyConstraint("check_snapshots_key", ["check_id", "position"])
    .execute();

  await counted("changes")
    .addColumn("terms_id", "text", references("terms.id"))
    .addColumn("before_id", "text", references("versions.id"))
    .addColumn("after_id", "text", references("versions.id"))
    .addColumn("detected_at", "text", required)
    .addColumn("reversal_of", "text", (column) => column.references("versions.id"))
    .addColumn("materiality_rank", "integer", required)
    .addColumn("comparison", types.bytes, required)
    .execute();
  await db.schema
    .createIndex("changes_by_time")
    .on("changes")
    .columns(["detected_at", "seq"])
    .execute();
  await db.schema
    .createIndex("changes_by_terms")
    .on("changes")
    .columns(["terms_id", "detected_at", "seq"])
    .execute();

  await table("change_topics")
    .addColumn("change_id", "text", references("changes.id"))
    .addColumn("topic", "text", required)
    .addColumn("materiality_rank", "integer", required)
    .addPrimaryKeyConstraint("change_topics_key", ["change_id", "topic"])
    .execute();

  await table("pending_wordings")
    .addColumn("terms_id", "text", (column) => column.notNull().primaryKey().references("terms.id"))
    .addColumn("fingerprint", "text", required)
    .addColumn("kind", "text", required)
    .addColumn("first_seen_at", "text", required)
    .addColumn("sightings", "integer", required)
    .addColumn("snapshot_ids", "text", required)
    .execute();

  await table("variants")
    .addColumn("terms_id", "text", references("terms.id"))
    .addColumn("fingerprint", "text", required)
    .addColumn("first_seen_at", "text", required)
    .addColumn("last_seen_at", "text", required)
    .addColumn("sightings", "integer", required)
    .addColumn("version_id", "text", (column) => column.references("versions.id"))
    .addColumn("reversals", "integer", required)
    .addPrimaryKeyConstraint("variants_key", ["terms_id", "fingerprint"])
    .execute();

  await counted("incidents")
    .addColumn("terms_id", "text", references("terms.id"))
    .addColumn("kind", "text", required)
    .addColumn("fault", "text", required)
    .addColumn("detail", "text", required)
    .addColumn("opened_at", "text", required)
    .addColumn("closed_at", "text")
    .execute();
  await db.schema
    .createIndex("incidents_by_terms")
    .on("incidents")
    .columns(["terms_id", "closed_at"])
    .execute();

  await table("subscriptions")
    .addColumn("id", "text", required)
    .addColumn("source", "text", required)
    .addColumn("channel", "text", required)
    .addColumn("target", "text", required)
    .addColumn("services", "text", required)
    .addColumn("terms_types", "text", required)
    .addColumn("tags", "text", required)
    .addColumn("topics", "text", required)
    .addColumn("directions", "text", required)
    .addColumn("min_materiality", "text", required)
    .addPrimaryKeyConstraint("subscriptions_key", ["id", "source"])
    .execute();

  await counted("notifications")
    .addColumn("subject", "text", required)
    .addColumn("subject_id", "text", required)
    .addColumn("terms_id", "text", references("terms.id"))
    .addColumn("subscription_id", "text", required)
    .addColumn("channel", "text", required)
    .addColumn("target", "text", required)
    .addColumn("change_indexes", "text", required)
    .addColumn("created_at", "text", required)
    .addColumn("state", "text", required)
    .addColumn("attempts", "integer", required)
    .addColumn("next_attempt_at", "text", required)
    .addColumn("lease_token", "text")
    .addColumn("leased_until", "text")
    .execute();
  await db.schema
    .createIndex("notifications_by_state")
    .on("notifications")
    .columns(["state", "seq"])
    .execute();
  await db.schema
    .createIndex("notifications_by_queue")
    .on("notifications")
    .columns(["terms_id", "target", "state", "seq"])
    .execute();

  await table("deliveries")
    .addColumn("notification_id", "text", references("notifications.id"))
    .addColumn("attempt", "integer", required)
    .addColumn("at", "text", required)
    .addColumn("outcome", "text", required)
    .addColumn("response", "text", required)
    .addPrimaryKeyConstraint("deliveries_key", ["notification_id", "attempt"])
    .execute();
}

async function keepJudgements(db: Transaction<Tables>, types: ColumnTypes): Promise<void> {
  await db.schema.alterTable("changes").addColumn("judged_by", "text").execute();
  await db.schema.alterTable("changes").addColumn("returns", "text").execute();
  await db.schema
    .createTable("superseded_judgements")
    .addColumn("seq", "integer", (column) => types.counting(column).primaryKey())
    .addColumn("change_id", "text", references("changes.id"))
    .addColumn("judged_by", "text")
    .addColumn("comparison", types.bytes, required)
    .addColumn("superseded_at", "text", required)
    .addColumn("superseded_by", "text", required)
    .execute();
  await db.schema
    .createIndex("superseded_judgements_by_change")
    .on("superseded_judgements")
    .columns(["change_id", "seq"])
    .execute();
}

/** Of changes that are there already, each says by its comparison how it keeps still. */
async function nameSilence(db: Transaction<Tables>): Promise<void> {
  await db.schema.alterTable("changes").addColumn("silence", "text").execute();
  const rows = await db
    .selectFrom("changes")
    .select(["seq", "id", "reversalOf"])
    .orderBy("seq")
    .execute();
  for (const { seq, id, reversalOf } of rows) {
    const where = `changes.comparison of ${id}`;
    const row = await db
      .selectFrom("changes")
      .select("comparison")
      .where("seq", "=", seq)
      .executeTakeFirstOrThrow();
    const comparison = parseJson(comparisonSchema, decompress(row.comparison, where), where);
    const silence = toSilence({ comparison, reversalOf });
    if (silence !== null)
      await db.updateTable("changes").set({ silence }).where("seq", "=", seq).execute();
  }
}
