import type { Kysely, RawBuilder, Selectable } from "kysely";
import { sql } from "kysely";
import { z } from "zod";
import { toFilterKeys } from "../../core/match/keys.ts";
import { topicSchema } from "../../core/topic-schema.ts";
import { digestOf } from "../../model/digest.ts";
import type { ChangeKeys } from "../../model/filter-key.ts";
import { changeMarks, wholeFilter } from "../../model/subscription.ts";
import type { StoredFilter, SubscriptionFilter } from "../../model/subscription.ts";
import { termsTypes } from "../../model/terms-type.ts";
import { directions, materialities } from "../../model/topic.ts";
import { parseJson, stringList } from "./columns.ts";
import type { FilterRow, FilterTables } from "./filter-tables.ts";

// As it was written: what it means was looked at then.
const filterSchema = z.strictObject({
  services: stringList.optional(),
  termsTypes: z.array(z.enum(termsTypes)).optional(),
  documents: stringList.optional(),
  tags: stringList.optional(),
  topics: z.array(topicSchema).optional(),
  directions: z.array(z.enum(directions)).optional(),
  minMateriality: z.enum(materialities).optional(),
  marks: z.array(z.enum(changeMarks)).optional(),
  effectiveWithinDays: z.int().nonnegative().optional(),
  words: stringList.optional(),
  pattern: z.string().optional(),
  clauseWatch: stringList.optional(),
});

/** The same words for the same filter: what lets everything through is left out, the rest in one order. */
export function toFilterBody(filter: SubscriptionFilter): string {
  const asked = Object.entries(wholeFilter).flatMap(([name, whole]) => {
    const own = filter[name as keyof SubscriptionFilter];
    return JSON.stringify(own) === JSON.stringify(whole) ? [] : [[name, own] as const];
  });
  return JSON.stringify(Object.fromEntries(asked));
}

export function parseFilter(body: string, where: string): SubscriptionFilter {
  const asked = parseJson(filterSchema, body, where);
  return { ...wholeFilter, ...dropAbsent(asked) };
}

/** Optional fields come out of the schema with `undefined` in their types, not in their values. */
function dropAbsent(asked: z.output<typeof filterSchema>): Partial<SubscriptionFilter> {
  return asked as Partial<SubscriptionFilter>;
}

/** Gives a filter's number; adds it, with its keys, where it is new. Within a transaction. */
export async function putFilter(
  db: Kysely<FilterTables>,
  filter: SubscriptionFilter,
): Promise<number> {
  const body = toFilterBody(filter);
  const digest = digestOf(body);
  const known = await db
    .selectFrom("filters")
    .select("seq")
    .where("digest", "=", digest)
    .executeTakeFirst();
  if (known !== undefined) return known.seq;
  const { seq } = await db
    .insertInto("filters")
    .values({ digest, body })
    .returning("seq")
    .executeTakeFirstOrThrow();
  const keys = toFilterKeys(filter).map((key) => ({ ...key, filterId: seq }));
  await db
    .insertInto("filterKeys")
    .values(keys)
    // Two that fall together as numbers are one.
    .onConflict((conflict) => conflict.columns(["scope", "aspect", "filterId"]).doNothing())
    .execute();
  return seq;
}

/** Within the transaction that took the last subscription from them, or one of many. */
export async function dropUnusedFilters(
  db: Kysely<FilterTables>,
  filterIds: readonly number[],
): Promise<void> {
  for (const filterId of new Set(filterIds)) {
    const user = await db
      .selectFrom("subscriptions")
      .select("id")
      .where("filterId", "=", filterId)
      .limit(1)
      .executeTakeFirst();
    if (user !== undefined) continue;
    await db.deleteFrom("filterKeys").where("filterId", "=", filterId).execute();
    await db.deleteFrom("filters").where("seq", "=", filterId).execute();
  }
}

export type FilterReader = (keys: ChangeKeys) => Promise<readonly StoredFilter[]>;

// Some 500 bytes each: all that the changes of a very popular document ask of a million subscriptions are about half
// as many. A number is never given twice, so that what was read once stays true.
const mostKept = 100_000;

/** Numbers in one statement: a longer one takes longer to read than two take to run. */
export const atOnce = 2_000;

/** Gives a reader of filters that parses each but once. */
export function createFilterReader(db: Kysely<FilterTables>): FilterReader {
  const kept = new Map<number, SubscriptionFilter>();
  return async ({ scopes, aspects }) => {
    const isAsked = aspects === null ? sql`` : sql`and aspect in ${toList(aspects)}`;
    // Names need no mapping, which would cost as much as all the rest for each row.
    const plain = db.withoutPlugins();
    const found = await sql<{ readonly seq: number }>`
      select distinct filter_id as seq from filter_keys
      where scope in ${toList(scopes)} ${isAsked} order by seq`.execute(plain);
    const ids = found.rows.map(({ seq }) => seq);
    const unknown = ids.filter((seq) => !kept.has(seq));
    if (kept.size + unknown.length > mostKept) kept.clear();
    const missing = kept.size === 0 ? ids : unknown;
    const fresh = new Map<number, SubscriptionFilter>();
    for (let at = 0; at < missing.length; at += atOnce) {
      const { rows } = await sql<Pick<Selectable<FilterRow>, "seq" | "body">>`
        select seq, body from filters
        where seq in ${toList(missing.slice(at, at + atOnce))}`.execute(plain);
      for (const { seq, body } of rows) fresh.set(seq, parseFilter(body, `filters.body of ${seq}`));
    }
    if (kept.size + fresh.size <= mostKept)
      for (const [seq, filter] of fresh) kept.set(seq, filter);
    // One that was dropped between the two questions is nobody's any more.
    return ids.flatMap((filterId) => {
      const filter = kept.get(filterId) ?? fresh.get(filterId);
      return filter === undefined ? [] : [{ filterId, filter }];
    });
  };
}

/** Numbers within the statement: there may be more of them than it can have parameters. */
export function toList(numbers: readonly number[]): RawBuilder<number> {
  if (!numbers.every(Number.isSafeInteger)) throw new TypeError("not integers: this is a bug");
  return sql`(${sql.raw(numbers.join(","))})`;
}
