import type { Kysely, RawBuilder } from "kysely";
import { sql } from "kysely";
import { readSearchWords, toSearchStem } from "../../../core/search/words.ts";
import type { Digest } from "../../../model/digest.ts";
import type { Instant } from "../../../model/instant.ts";
import type { SearchTerm } from "../../../model/search.ts";
import type { ClauseQuery } from "../../../ports/clause-index.ts";
import type { ClauseWords, FoundSpell } from "../clause-words.ts";
import type { Tables } from "../tables.ts";

/**
 * Words of spells in an FTS5 table without content of its own, by the spell's `seq`. Words are read, stemmed and joined
 * by us, so that what is found is what is marked; SQLite's tokenizer only parts them at the spaces.
 * @see https://sqlite.org/fts5.html#contentless_delete_tables
 */
export const sqliteClauseWords: ClauseWords = {
  async put(db, seq, { wording, leadIn, path }) {
    const own = readSearchWords(wording).map(({ word }) => word);
    const lead = readSearchWords(leadIn ?? "").map(({ word }) => word);
    const above = [...path.flatMap(readSearchWords).map(({ word }) => word), ...lead];
    await sql`insert into clause_words (rowid, words, stems, above) values (${seq},
      ${[...lead, ...own].join(" ")}, ${toStems(own)}, ${toStems(above)})`.execute(db);
  },
  async remove(db, seqs) {
    for (const seq of seqs) await sql`delete from clause_words where rowid = ${seq}`.execute(db);
  },
  search,
};

/** Makes the table where it is not there yet; then whatever is indexed is indexed anew. */
export async function prepareClauseWords(db: Kysely<Tables>): Promise<void> {
  if (await hasClauseWords(db)) return;
  await db.transaction().execute(async (transaction) => {
    if (await hasClauseWords(transaction)) return;
    await sql`create virtual table clause_words using fts5 (words, stems, above,
      content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0")`.execute(
      transaction,
    );
    await transaction.deleteFrom("clauseSpellTopics").execute();
    await transaction.deleteFrom("clauseSpells").execute();
    await transaction.deleteFrom("clauseIndexes").execute();
  });
}

async function hasClauseWords(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql`select 1 from sqlite_schema where name = 'clause_words'`.execute(db);
  return rows.length > 0;
}

function toStems(words: readonly string[]): string {
  return words.map(toSearchStem).join(" ");
}

interface Match {
  readonly seq: number;
  readonly clauseId: Digest;
  readonly untilAt: Instant | null;
  readonly termsType: string;
  readonly isHeading: number;
  /** Below zero; the less, the better it fits. */
  readonly rank: number;
}

// What is in force is asked for oftener than what was; a heading says less than what stands under it.
const standing = 1.4;
const heading = 0.4;
// The contract itself and its rules of use, before lists of sub-processors and licences of single models.
const mainTypes: ReadonlySet<string> = new Set([
  "Terms of Service",
  "Commercial Terms",
  "Acceptable Use Policy",
  "Privacy Policy",
]);
const main = 1.2;

async function search(
  db: Kysely<Tables>,
  query: ClauseQuery,
): Promise<{ readonly found: readonly FoundSpell[]; readonly total: number }> {
  if (query.wanted.length === 0) return { found: [], total: 0 };
  // What stands above a clause counts a fifth of what stands in it.
  const { rows } = await sql<Match>`
    select clause_spells.seq, clause_id, until_at, terms_type, topics = '[]' as is_heading,
      bm25(clause_words, 1.0, 1.0, 0.2) as rank
    from clause_words
    join clause_spells on clause_spells.seq = clause_words.rowid
    join terms on terms.id = clause_spells.terms_id
    where clause_words match ${toExpression(query)} ${toConditions(query)}
  `.execute(db);
  const best = new Map<Digest, { seq: number; score: number; count: number }>();
  for (const row of rows) {
    const score = toScore(row);
    const known = best.get(row.clauseId);
    if (known === undefined) best.set(row.clauseId, { seq: row.seq, score, count: 1 });
    else {
      known.count += 1;
      if (score > known.score || (score === known.score && row.seq > known.seq))
        Object.assign(known, { seq: row.seq, score });
    }
  }
  const ordered = [...best.values()].toSorted((a, b) => b.score - a.score || a.seq - b.seq);
  return {
    total: ordered.length,
    found: ordered
      .slice(query.offset, query.offset + query.limit)
      .map(({ seq, count }) => ({ spell: seq, wordings: count })),
  };
}

function toScore({ rank, untilAt, isHeading, termsType }: Match): number {
  return (
    -rank *
    (untilAt === null ? standing : 1) *
    (isHeading === 1 ? heading : 1) *
    (mainTypes.has(termsType) ? main : 1)
  );
}

/** Nothing that is typed is syntax: letters and digits alone are let through, between quotes. */
function toExpression({ wanted, excluded }: ClauseQuery): string {
  const all = wanted.map((term) => `(${toAnywhere(term)})`).join(" AND ");
  const own = wanted.map(toOwn).join(" OR ");
  const none = excluded.map((term) => ` NOT (${toAnywhere(term)})`).join("");
  return `((${all}) AND (${own}))${none}`;
}

function toOwn(term: SearchTerm): string {
  return term.isPhrase ? `words : ${quote(term)}` : `stems : ${quote(term)}`;
}

function toAnywhere(term: SearchTerm): string {
  return term.isPhrase ? toOwn(term) : `{stems above} : ${quote(term)}`;
}

function quote({ words, isPhrase }: SearchTerm): string {
  const bare = words.flatMap((text) => readSearchWords(text).map(({ word }) => word));
  return `"${(isPhrase ? bare : bare.map(toSearchStem)).join(" ")}"`;
}

function toConditions({ at, serviceIds, termsTypes, topics }: ClauseQuery): RawBuilder<unknown> {
  const conditions = [
    ...(at === null ? [] : [sql`from_at <= ${at}`, sql`(until_at is null or until_at > ${at})`]),
    ...(serviceIds.length === 0 ? [] : [sql`service_id in (${sql.join(serviceIds)})`]),
    ...(termsTypes.length === 0 ? [] : [sql`terms_type in (${sql.join(termsTypes)})`]),
    ...(topics.length === 0
      ? []
      : [
          sql`exists (select 1 from clause_spell_topics where spell = clause_spells.seq
            and topic in (${sql.join(topics)}))`,
        ]),
  ];
  return conditions.length === 0 ? sql`` : sql`and ${sql.join(conditions, sql` and `)}`;
}
