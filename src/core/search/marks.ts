import type { SearchMark, SearchTerm } from "../../model/search.ts";
import type { SearchWord } from "./words.ts";
import { readSearchWords, toSearchStem } from "./words.ts";

/**
 * Gives the stretches of a text that hold what is looked for, in order, none overlapping: words in any of their forms,
 * phrases as they are. Linear in the text for each term.
 * @param before what stands above the text and is read on into it; phrases may begin there
 */
export function findMarks(
  wanted: readonly SearchTerm[],
  text: string,
  before = "",
): readonly SearchMark[] {
  const own = readSearchWords(text);
  const words = before === "" ? own : [...readSearchWords(before).map(toOutside), ...own];
  const found = wanted.flatMap((term) => findTerm(term, words)).filter(({ end }) => end > 0);
  return joinMarks(found.map(({ start, end }) => ({ start: Math.max(0, start), end })));
}

function toOutside({ word }: SearchWord): SearchWord {
  return { word, start: -1, end: -1 };
}

function findTerm(
  { words: looked, isPhrase }: SearchTerm,
  words: readonly SearchWord[],
): readonly SearchMark[] {
  const [only = ""] = looked;
  if (!isPhrase) {
    const stem = toSearchStem(only);
    return words.filter(({ word }) => toSearchStem(word) === stem);
  }
  return words.flatMap(({ start }, at) => {
    const isHere = looked.every((word, place) => words[at + place]?.word === word);
    const last = words[at + looked.length - 1];
    return isHere && last !== undefined ? [{ start, end: last.end }] : [];
  });
}

function joinMarks(marks: readonly SearchMark[]): readonly SearchMark[] {
  const joined: SearchMark[] = [];
  for (const mark of marks.toSorted((one, other) => one.start - other.start)) {
    const last = joined.at(-1);
    if (last === undefined || mark.start >= last.end) joined.push(mark);
    else joined.splice(-1, 1, { start: last.start, end: Math.max(last.end, mark.end) });
  }
  return joined;
}
