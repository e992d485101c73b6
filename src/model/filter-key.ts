/**
 * Where a filter is found without looking at all of them: it can let a change through only where the change has one
 * of its keys. Both are hashes of 31 bits; two that fall together cost a look, never a match.
 */
export interface FilterKey {
  /** Which terms: a document, a service, a type, a tag, or any. */
  readonly scope: number;
  /** What about them: topic, direction, weight and circumstance together, or a word. */
  readonly aspect: number;
}

/** The keys of a change: each scope with each aspect. */
export interface ChangeKeys {
  readonly scopes: readonly number[];
  /** Null: any, where a filter may hold that no single clause change meets. */
  readonly aspects: readonly number[] | null;
}
