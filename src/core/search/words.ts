import type { SearchMark } from "../../model/search.ts";
import { toStem } from "../clauses/stem.ts";

/** A word of a text as searches compare it, and where it stands. */
export interface SearchWord extends SearchMark {
  /** In lower case, without accents and apostrophes. */
  readonly word: string;
}

// Where words have no spaces between them, each character counts as one.
const token =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[[\p{L}\p{N}\p{M}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]]+(?:['’][\p{L}\p{M}]+)*/gv;

/** Gives the words of a text in order; linear. */
export function readSearchWords(text: string): readonly SearchWord[] {
  return [...text.matchAll(token)].flatMap(({ 0: found, index }) => {
    const place = { start: index, end: index + found.length };
    const folded = foldWord(found);
    if (isPlain.test(folded)) return [{ word: folded, ...place }];
    // One sign may stand for words of another script.
    return (folded.match(token) ?? []).map((word) => ({ word, ...place }));
  });
}

/** `Provider’s` is found as `provider`, `naïve` as `naive`. */
function foldWord(word: string): string {
  const lower = word.toLowerCase().replace(/['’]s$/, "");
  if (isPlain.test(lower)) return lower;
  return lower
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

const isPlain = /^[a-z0-9]+$/;

/**
 * Gives what all forms of a word have in common: whoever looks for "train" means "trained" and "training" too, and not
 * "trainer".
 */
export function toSearchStem(word: string): string {
  const stem = toStem(word);
  // What is known by heart comes back as a word: "licence" as "license", which is "licens" otherwise.
  return stem.length > 3 ? stem.replace(/e$/, "") : stem;
}
