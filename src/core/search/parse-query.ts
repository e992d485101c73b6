import type { SearchTerm } from "../../model/search.ts";
import { readSearchWords } from "./words.ts";

/** What somebody typed into a search, as it was understood. */
export interface ParsedSearch {
  readonly wanted: readonly SearchTerm[];
  readonly excluded: readonly SearchTerm[];
}

/** Longer ones are cut: nobody types them, and each word costs. */
export const maxSearchChars = 400;
const maxTerms = 24;

// A quotation, which ends with the text where nothing closes it, or what stands between spaces. A hyphen before either,
// at the start of a word, excludes it.
const piece =
  /(?<minus>(?<![^\s])[-−–])?(?:["“”„«»](?<quoted>[^"“”„«»]*)["“”„«»]?|(?<bare>[^\s"“”„«»]+))/gu;

/**
 * Gives what a search asks for: words, "phrases", -words and -"phrases" that may not be there. A word with a hyphen or
 * a point in it is a phrase of its parts. Whatever is typed, it is read as words, and never as anything else.
 */
export function parseSearch(text: string): ParsedSearch {
  const terms = [...text.slice(0, maxSearchChars).matchAll(piece)].flatMap(({ groups = {} }) => {
    const words = readSearchWords(groups["quoted"] ?? groups["bare"] ?? "").map(({ word }) => word);
    if (words.length === 0) return [];
    // One word in quotes is meant as it is.
    const isPhrase = words.length > 1 || groups["quoted"] !== undefined;
    return [{ isExcluded: groups["minus"] !== undefined, term: { words, isPhrase } }];
  });
  const known = new Set<string>();
  const once = terms
    .filter(({ isExcluded, term }) => {
      const key = `${String(isExcluded)} ${String(term.isPhrase)} ${term.words.join(" ")}`;
      return !known.has(key) && known.add(key);
    })
    .slice(0, maxTerms);
  return {
    wanted: once.flatMap(({ isExcluded, term }) => (isExcluded ? [] : [term])),
    excluded: once.flatMap(({ isExcluded, term }) => (isExcluded ? [term] : [])),
  };
}

/** Gives it as text that asks for the same, in one spelling: for titles, and for telling pages apart. */
export function toSearchText({ wanted, excluded }: ParsedSearch): string {
  return [...wanted.map(toText), ...excluded.map((term) => `-${toText(term)}`)].join(" ");
}

function toText({ words, isPhrase }: SearchTerm): string {
  return isPhrase ? `"${words.join(" ")}"` : words.join(" ");
}
