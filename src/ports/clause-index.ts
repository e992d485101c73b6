import type { ClauseLife, ClauseOutline } from "../model/clause-life.ts";
import type { ClauseSpell, SpellCount } from "../model/clause-spell.ts";
import type { TermsId } from "../model/declaration.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { SearchMark, SearchTerm } from "../model/search.ts";
import type { Topic } from "../model/topic.ts";

/** How far the index of a terms reaches. */
export interface IndexedTerms {
  readonly termsId: TermsId;
  /** The last version that is in it. */
  readonly versionId: Digest;
  /** How many are in it: an archive that was taken over later comes before the last. */
  readonly versionCount: number;
  /** The rules that it was made by; made anew when ours are others. */
  readonly madeBy: string;
}

/** All that is indexed of one terms. */
export interface IndexOfTerms extends IndexedTerms {
  readonly spells: readonly ClauseSpell[];
  readonly lives: readonly ClauseLife[];
  /** One for each of `lives`, in their order. */
  readonly outlines: readonly ClauseOutline[];
}

/** All that are given must hold. */
export interface SpellFilter {
  readonly termsIds?: readonly TermsId[];
  readonly clauseId?: Digest;
  readonly topic?: Topic;
  /** Stood at that time; absent: whenever. */
  readonly at?: Instant;
}

/** A search, parsed. */
export interface ClauseQuery {
  /**
   * All must stand in the clause, at least one of them in its own words; the others may stand in the sentence that it
   * completes, or in the headings above it.
   */
  readonly wanted: readonly SearchTerm[];
  /** None of these may stand in any of these. */
  readonly excluded: readonly SearchTerm[];
  /** Stood at that time; null: whenever. */
  readonly at: Instant | null;
  readonly serviceIds: readonly string[];
  readonly termsTypes: readonly string[];
  readonly topics: readonly Topic[];
  readonly limit: number;
  /** How many of the best to pass over. */
  readonly offset: number;
}

/** A clause that was found, in the wording that fits best. */
export interface ClauseHit {
  readonly spell: ClauseSpell;
  /** Stretches of its `wording` that were looked for, in order; none overlap. */
  readonly marks: readonly SearchMark[];
  /** How many wordings of the clause fit. */
  readonly wordings: number;
}

export interface ClauseHits {
  /** Best first; one for each clause. */
  readonly hits: readonly ClauseHit[];
  /** Clauses that fit, of which `hits` are a part. */
  readonly total: number;
}

/** Clauses of all versions, kept so that pages need not read the texts: rebuilt from them whenever that is needed. */
export interface ClauseIndex {
  /** By terms id. */
  listIndexedTerms(): Promise<readonly IndexedTerms[]>;
  /** Replaces what is indexed of that terms, in one transaction. */
  putClauseIndex(index: IndexOfTerms): Promise<void>;
  /** By an id or an unambiguous prefix of at least 6 digits. */
  findClauseLife(termsId: TermsId, idOrPrefix: string): Promise<ClauseLife | undefined>;
  /** Of a terms: those that stand in the order of its text, then those that have left, what left last first. */
  listClauseOutlines(termsId: TermsId): Promise<readonly ClauseOutline[]>;
  /** By terms, then when they came, then where they stood; of hundreds of documents in a few hundredths of a second. */
  listClauseSpells(filter: SpellFilter): Promise<readonly ClauseSpell[]>;
  /** Spells that stood at that time, counted by all that a count has; in no order. Reads no text. */
  countClauseSpells(at: Instant): Promise<readonly SpellCount[]>;
  searchClauses(query: ClauseQuery): Promise<ClauseHits>;
}
