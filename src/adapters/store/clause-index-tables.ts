import type { Generated, Kysely, Transaction } from "kysely";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import type { ColumnTypes } from "./column-types.ts";

/** Clauses of all versions; all of it can be made anew from the texts. */
export interface ClauseIndexTables {
  clauseIndexes: ClauseIndexRow;
  clauseLives: ClauseLifeRow;
  clauseSpells: ClauseSpellRow;
  clauseSpellTopics: ClauseSpellTopicRow;
}

interface ClauseIndexRow {
  termsId: TermsId;
  versionId: Digest;
  versionCount: number;
  madeBy: string;
}

interface ClauseLifeRow {
  termsId: TermsId;
  id: Digest;
  /** Of what is kept: the same digest, the same life. */
  digest: Digest;
  /** JSON as a zstd frame. */
  body: Uint8Array;
  /** JSON text; null in what was indexed before there were any. */
  outline: string | null;
}

/** What is looked at in every row comes first, and long texts last: these are on pages of their own. */
export interface ClauseSpellRow {
  seq: Generated<number>;
  termsId: TermsId;
  clauseId: Digest;
  fromAt: Instant;
  untilAt: Instant | null;
  versionId: Digest;
  untilId: Digest | null;
  /** Of all that is kept of it. */
  digest: Digest;
  start: number;
  end: number;
  number: string | null;
  /** JSON text. */
  topics: string;
  /** JSON text. */
  stances: string;
  /** JSON text. */
  path: string;
  leadIn: string | null;
  text: string;
  /** Null where it is the text itself. */
  wording: string | null;
}

interface ClauseSpellTopicRow {
  topic: string;
  spell: number;
}

export async function createClauseIndexTables(
  db: Transaction<ClauseIndexTables> | Kysely<ClauseIndexTables>,
  types: ColumnTypes,
): Promise<void> {
  await db.schema
    .createTable("clause_indexes")
    .addColumn("terms_id", "text", (column) => column.notNull().primaryKey().references("terms.id"))
    .addColumn("version_id", "text", (column) => column.notNull())
    .addColumn("version_count", "integer", (column) => column.notNull())
    .addColumn("made_by", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("clause_lives")
    .addColumn("terms_id", "text", (column) => column.notNull().references("terms.id"))
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("body", types.bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint("clause_lives_key", ["terms_id", "id"])
    .execute();
  await db.schema
    .createTable("clause_spells")
    .addColumn("seq", "integer", (column) => types.counting(column).primaryKey())
    .addColumn("terms_id", "text", (column) => column.notNull().references("terms.id"))
    .addColumn("clause_id", "text", (column) => column.notNull())
    .addColumn("from_at", "text", (column) => column.notNull())
    .addColumn("until_at", "text")
    .addColumn("version_id", "text", (column) => column.notNull())
    .addColumn("until_id", "text")
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("start", "integer", (column) => column.notNull())
    .addColumn("end", "integer", (column) => column.notNull())
    .addColumn("number", "text")
    .addColumn("topics", "text", (column) => column.notNull())
    .addColumn("stances", "text", (column) => column.notNull())
    .addColumn("path", "text", (column) => column.notNull())
    .addColumn("lead_in", "text")
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("wording", "text")
    .execute();
  await db.schema
    .createIndex("clause_spells_by_terms")
    .on("clause_spells")
    .columns(["terms_id", "from_at", "start"])
    .execute();
  await db.schema
    .createTable("clause_spell_topics")
    .addColumn("topic", "text", (column) => column.notNull())
    .addColumn("spell", "integer", (column) =>
      column.notNull().references("clause_spells.seq").onDelete("cascade"),
    )
    .addPrimaryKeyConstraint("clause_spell_topics_key", ["topic", "spell"])
    .execute();
  // A spell that goes takes its topics along: they must be found by it.
  await db.schema
    .createIndex("clause_spell_topics_by_spell")
    .on("clause_spell_topics")
    .column("spell")
    .execute();
}

export async function outlineClauses(
  db: Transaction<ClauseIndexTables> | Kysely<ClauseIndexTables>,
): Promise<void> {
  await db.schema.alterTable("clause_lives").addColumn("outline", "text").execute();
}
