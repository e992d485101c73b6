import type { WebStore } from "../ports/web-store.ts";

/** How many documents the clauses are indexed of, and how many there are. */
export interface IndexState {
  readonly indexed: number;
  readonly all: number;
}

/** Gives how far the clauses are indexed; those of documents whose last version is not in it yet count as indexed. */
export async function readIndexState(store: WebStore): Promise<IndexState> {
  const known = new Set((await store.listIndexedTerms()).map(({ termsId }) => termsId));
  const terms = (await store.listTermsStatus()).filter(({ versionCount }) => versionCount > 0);
  return { indexed: terms.filter(({ id }) => known.has(id)).length, all: terms.length };
}
