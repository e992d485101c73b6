import type { ClauseLife, ClauseOutline } from "../model/clause-life.ts";
import type { ClauseSpell } from "../model/clause-spell.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { WebStore } from "../ports/web-store.ts";
import { toChain } from "./trace-clauses.ts";

/** One clause with all that its page tells. */
export interface ClauseRecord {
  readonly life: ClauseLife;
  /** Its wordings as they are indexed, oldest first. */
  readonly spells: readonly ClauseSpell[];
  /** Clauses that it was split off from, split into or merged with, by id. */
  readonly others: ReadonlyMap<Digest, ClauseOutline>;
  /** By version, the one that stood before it. */
  readonly previous: ReadonlyMap<Digest, Digest>;
}

/** Gives a clause by its whole id; undefined where none is indexed under it. Reads no text. */
export async function loadClause(
  store: WebStore,
  termsId: TermsId,
  id: Digest,
): Promise<ClauseRecord | undefined> {
  const life = await store.findClauseLife(termsId, id);
  if (life === undefined) return undefined;
  const spells = await store.listClauseSpells({ termsIds: [termsId], clauseId: life.id });
  const named = new Set(life.events.flatMap(({ others }) => others));
  const outlines = named.size === 0 ? [] : await store.listClauseOutlines(termsId);
  const chain = toChain(await store.listVersions(termsId));
  const previous = chain.flatMap((version, at): (readonly [Digest, Digest])[] => {
    const before = chain[at - 1];
    return before === undefined ? [] : [[version.id, before.id]];
  });
  return {
    life,
    spells,
    others: new Map(
      outlines.filter((outline) => named.has(outline.id)).map((outline) => [outline.id, outline]),
    ),
    previous: new Map(previous),
  };
}
