import type { Kysely, Selectable } from "kysely";
import { clauseLifeSchema, clauseOutlineSchema } from "../../core/clause-life-schema.ts";
import { findMarks } from "../../core/search/marks.ts";
import type { ClauseLife, ClauseOutline } from "../../model/clause-life.ts";
import type { ClauseSpell, SpellCount } from "../../model/clause-spell.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOfFields } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import type {
  ClauseHits,
  ClauseIndex,
  ClauseQuery,
  IndexOfTerms,
  SpellFilter,
} from "../../ports/clause-index.ts";
import type { ClauseSpellRow } from "./clause-index-tables.ts";
import { createSpellLists, fromSpellRow, parseSpellLists, toSpellRow } from "./clause-spells.ts";
import type { ClauseWords } from "./clause-words.ts";
import { compress, decompress, parseJson } from "./columns.ts";
import type { Tables } from "./tables.ts";

export function createClauseIndex(db: Kysely<Tables>, words: ClauseWords): ClauseIndex {
  return {
    listIndexedTerms: () => db.selectFrom("clauseIndexes").selectAll().orderBy("termsId").execute(),
    putClauseIndex: (index) => putClauseIndex(db, words, index),
    findClauseLife: (termsId, idOrPrefix) => findClauseLife(db, termsId, idOrPrefix),
    listClauseOutlines: (termsId) => listClauseOutlines(db, termsId),
    listClauseSpells: (filter) => listClauseSpells(db, filter),
    countClauseSpells: (at) => countClauseSpells(db, at),
    searchClauses: (query) => searchClauses(db, words, query),
  };
}

/** A spell with the row that it lies in. */
interface SpellWithRow {
  readonly spell: ClauseSpell;
  readonly row: ReturnType<typeof toSpellRow>;
}

interface LifeRow {
  readonly id: Digest;
  readonly digest: Digest;
  readonly json: string;
  readonly outline: string | null;
}

/**
 * What is the same as before stays as it lies: of a long document a new version touches a few rows. Whatever can be done
 * before the database is locked is.
 */
async function putClauseIndex(
  db: Kysely<Tables>,
  words: ClauseWords,
  { spells, lives, outlines, ...indexed }: IndexOfTerms,
): Promise<void> {
  const { termsId } = indexed;
  const lifeRows = lives.map((life, at) => toLifeRow(life, outlines[at]));
  const spellRows = spells.map((spell) => ({ spell, row: toSpellRow(spell) }));
  await db.transaction().execute(async (transaction) => {
    await putLives(transaction, termsId, lifeRows);
    await putSpells(transaction, words, { termsId, spells: spellRows });
    await transaction
      .insertInto("clauseIndexes")
      .values(indexed)
      .onConflict((conflict) => conflict.column("termsId").doUpdateSet(indexed))
      .execute();
  });
}

function toLifeRow(life: ClauseLife, outlined: ClauseOutline | undefined): LifeRow {
  const json = JSON.stringify(life);
  const outline = outlined === undefined ? null : JSON.stringify(outlined);
  return { id: life.id, digest: digestOfFields(json, outline ?? ""), json, outline };
}

async function putLives(
  db: Kysely<Tables>,
  termsId: TermsId,
  lives: readonly LifeRow[],
): Promise<void> {
  const rows = await db
    .selectFrom("clauseLives")
    .select(["id", "digest"])
    .where("termsId", "=", termsId)
    .execute();
  const known = new Map(rows.map(({ id, digest }) => [id, digest]));
  for (const { id, digest, json, outline } of lives) {
    if (known.get(id) !== digest) {
      const row = { digest, body: compress(json), outline };
      await db
        .insertInto("clauseLives")
        .values({ termsId, id, ...row })
        .onConflict((conflict) => conflict.columns(["termsId", "id"]).doUpdateSet(row))
        .execute();
    }
    known.delete(id);
  }
  for (const id of known.keys())
    await db
      .deleteFrom("clauseLives")
      .where("termsId", "=", termsId)
      .where("id", "=", id)
      .execute();
}

async function putSpells(
  db: Kysely<Tables>,
  words: ClauseWords,
  { termsId, spells }: { readonly termsId: TermsId; readonly spells: readonly SpellWithRow[] },
): Promise<void> {
  const rows = await db
    .selectFrom("clauseSpells")
    .select(["seq", "digest"])
    .where("termsId", "=", termsId)
    .execute();
  const known = new Map(rows.map(({ seq, digest }) => [digest, seq]));
  const added = spells.filter(({ row }) => !known.delete(row.digest));
  const gone = [...known.values()];
  await words.remove(db, gone);
  for (const seq of gone) await db.deleteFrom("clauseSpells").where("seq", "=", seq).execute();
  for (const { spell, row } of added) {
    const { seq } = await db
      .insertInto("clauseSpells")
      .values(row)
      .returning("seq")
      .executeTakeFirstOrThrow();
    for (const topic of spell.topics)
      await db.insertInto("clauseSpellTopics").values({ topic, spell: seq }).execute();
    await words.put(db, seq, spell);
  }
}

async function findClauseLife(
  db: Kysely<Tables>,
  termsId: TermsId,
  idOrPrefix: string,
): Promise<ClauseLife | undefined> {
  if (!/^[0-9a-f]{6,64}$/.test(idOrPrefix)) return undefined;
  const rows = await db
    .selectFrom("clauseLives")
    .select(["id", "body"])
    .where("termsId", "=", termsId)
    .where("id", ">=", idOrPrefix as Digest)
    .where("id", "<", `${idOrPrefix}g` as Digest)
    .orderBy("id")
    .limit(2)
    .execute();
  const [row, other] = rows;
  if (row === undefined || other !== undefined) return undefined;
  const where = `clause_lives.body of ${row.id}`;
  return parseJson(clauseLifeSchema, decompress(row.body, where), where);
}

async function listClauseOutlines(
  db: Kysely<Tables>,
  termsId: TermsId,
): Promise<readonly ClauseOutline[]> {
  const rows = await db
    .selectFrom("clauseLives")
    .select(["id", "outline"])
    .where("termsId", "=", termsId)
    .execute();
  return rows
    .flatMap(({ id, outline }) =>
      outline === null
        ? []
        : [parseJson(clauseOutlineSchema, outline, `clause_lives.outline of ${id}`)],
    )
    .toSorted(byPlace);
}

/** What stands first; and of that what left last. */
function byPlace(one: ClauseOutline, other: ClauseOutline): number {
  const [left, right] = [one.leftAt ?? "9", other.leftAt ?? "9"];
  if (left !== right) return left > right ? -1 : 1;
  return one.place - other.place || (one.id < other.id ? -1 : 1);
}

async function listClauseSpells(
  db: Kysely<Tables>,
  { termsIds, clauseId, topic, at }: SpellFilter,
): Promise<readonly ClauseSpell[]> {
  let query = db.selectFrom("clauseSpells").selectAll("clauseSpells");
  if (termsIds !== undefined) query = query.where("clauseSpells.termsId", "in", termsIds);
  if (clauseId !== undefined) query = query.where("clauseId", "=", clauseId);
  if (topic !== undefined)
    query = query
      .innerJoin("clauseSpellTopics", "clauseSpellTopics.spell", "clauseSpells.seq")
      .where("clauseSpellTopics.topic", "=", topic);
  if (at !== undefined)
    query = query
      .where("fromAt", "<=", at)
      .where((eb) => eb.or([eb("untilAt", "is", null), eb("untilAt", ">", at)]));
  const lists = createSpellLists();
  // Texts are heavy to sort in the database; as they lie there, rows are nearly in order.
  const rows = (await query.execute()).toSorted(byTermsAndPlace);
  return rows.map((row) => fromSpellRow(row, lists));
}

type PlacedRow = Pick<Selectable<ClauseSpellRow>, "seq" | "termsId" | "fromAt" | "start">;

function byTermsAndPlace(one: PlacedRow, other: PlacedRow): number {
  if (one.termsId !== other.termsId) return one.termsId < other.termsId ? -1 : 1;
  if (one.fromAt !== other.fromAt) return one.fromAt < other.fromAt ? -1 : 1;
  return one.start - other.start || one.seq - other.seq;
}

async function countClauseSpells(db: Kysely<Tables>, at: Instant): Promise<readonly SpellCount[]> {
  const rows = await db
    .selectFrom("clauseSpells")
    .select(["termsId", "fromAt", "topics", "stances"])
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("fromAt", "<=", at)
    .where((eb) => eb.or([eb("untilAt", "is", null), eb("untilAt", ">", at)]))
    .groupBy(["termsId", "fromAt", "topics", "stances"])
    .execute();
  const lists = createSpellLists();
  return rows.map(({ termsId, fromAt, count, ...row }) => ({
    termsId,
    from: fromAt,
    count,
    ...parseSpellLists(row, lists, `clause_spells of ${termsId}`),
  }));
}

async function searchClauses(
  db: Kysely<Tables>,
  words: ClauseWords,
  query: ClauseQuery,
): Promise<ClauseHits> {
  const { found, total } = await words.search(db, query);
  if (found.length === 0) return { hits: [], total };
  const rows = await db
    .selectFrom("clauseSpells")
    .selectAll()
    .where(
      "seq",
      "in",
      found.map(({ spell }) => spell),
    )
    .execute();
  const spells = new Map(rows.map((row) => [row.seq, fromSpellRow(row)]));
  const hits = found.flatMap(({ spell: seq, wordings }) => {
    const spell = spells.get(seq);
    if (spell === undefined) return [];
    return [{ spell, wordings, marks: findMarks(query.wanted, spell.wording, spell.leadIn ?? "") }];
  });
  return { hits, total };
}
