/** A word, which is found in any of its forms, or a phrase: these very words in this order, next to each other. */
export interface SearchTerm {
  /** In lower case, without accents; one for a word. */
  readonly words: readonly string[];
  readonly isPhrase: boolean;
}

/** A stretch of a text by UTF-16 offsets; `end` is exclusive. */
export interface SearchMark {
  readonly start: number;
  readonly end: number;
}
