import type { Kysely } from "kysely";
import type { ClauseSpell } from "../../model/clause-spell.ts";
import type { ClauseQuery } from "../../ports/clause-index.ts";
import type { Tables } from "./tables.ts";

/** A spell that a search found. */
export interface FoundSpell {
  readonly spell: number;
  /** How many spells of its clause fit. */
  readonly wordings: number;
}

/** Full text of spells, by their `seq`: each database has a way of its own. */
export interface ClauseWords {
  put(db: Kysely<Tables>, seq: number, spell: ClauseSpell): Promise<void>;
  remove(db: Kysely<Tables>, seqs: readonly number[]): Promise<void>;
  /** Best first, one for each clause, with how many clauses fit. */
  search(
    db: Kysely<Tables>,
    query: ClauseQuery,
  ): Promise<{ readonly found: readonly FoundSpell[]; readonly total: number }>;
}
