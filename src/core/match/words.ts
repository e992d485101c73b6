import type { ChangedRange } from "../explain/changed-ranges.ts";

/** A word of a text, folded, by UTF-16 offsets. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const isPlain = /^[a-z0-9]*$/;
const token = /[\p{L}\p{N}\p{M}]+/gu;
// Written without blanks between words: no boundary says where one ends.
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Gives the words of a text in order, in lower case. Linear. */
export function readTokens(text: string): readonly Token[] {
  return Array.from(text.matchAll(token), ({ 0: word, index }) => ({
    word: fold(word),
    start: index,
    end: index + word.length,
  }));
}

/** A word or phrase that is sought, ready to be held against a text. */
export type Phrase =
  | {
      readonly kind: "words";
      readonly words: readonly string[];
      /** What stands before the first word, between each two, and after the last. */
      readonly marks: readonly string[];
    }
  /** Without boundaries. */
  | { readonly kind: "letters"; readonly letters: string };

/** Gives a phrase as it is sought; undefined for one without a letter or digit. */
export function toPhrase(text: string): Phrase | undefined {
  const trimmed = text.trim();
  if (unspaced.test(trimmed)) return { kind: "letters", letters: trimmed.toLowerCase() };
  const tokens = readTokens(trimmed);
  if (tokens.length === 0) return undefined;
  const marks = [0, ...tokens.map(({ end }) => end)].map((from, at) =>
    foldMarks(trimmed.slice(from, tokens[at]?.start ?? trimmed.length)),
  );
  return { kind: "words", words: tokens.map(({ word }) => word), marks };
}

/** The word alone where a phrase is one, so that a set of words answers for it. */
export function toSingleWord(phrase: Phrase): string | undefined {
  if (phrase.kind === "letters" || phrase.words.length > 1) return undefined;
  return phrase.marks.every((mark) => mark === "") ? phrase.words[0] : undefined;
}

/** One side of a clause change, for seeking phrases. */
export interface SoughtText {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Indexes of the tokens by their word. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

export function toSoughtText(text: string, tokens: readonly Token[]): SoughtText {
  const places = new Map<string, number[]>();
  for (const [at, { word }] of tokens.entries()) {
    const own = places.get(word);
    if (own === undefined) places.set(word, [at]);
    else own.push(at);
  }
  return { text, tokens, places };
}

/** Gives whether a phrase stands in a text such that it overlaps or touches one of its changed stretches. */
export function touchesPhrase(
  { text, tokens, places }: SoughtText,
  phrase: Phrase,
  ranges: readonly ChangedRange[],
): boolean {
  if (phrase.kind === "letters") return touchesLetters(text, phrase.letters, ranges);
  const { words, marks } = phrase;
  const [lead = "", ...rest] = marks;
  return (places.get(words[0] ?? "") ?? []).some((at) => {
    const first = tokens[at];
    const last = tokens[at + words.length - 1];
    if (first === undefined || last === undefined) return false;
    const isThere = words.every((word, place) => {
      const own = tokens[at + place];
      if (own?.word !== word) return false;
      const after = text.slice(own.end, tokens[at + place + 1]?.start);
      const mark = rest[place] ?? "";
      return place + 1 < words.length
        ? foldMarks(after) === mark
        : foldMarks(after).startsWith(mark);
    });
    if (!isThere) return false;
    const before = foldMarks(text.slice(tokens[at - 1]?.end ?? 0, first.start));
    if (!before.endsWith(lead)) return false;
    return isTouched(first.start - lead.length, last.end + (rest.at(-1) ?? "").length, ranges);
  });
}

function touchesLetters(text: string, letters: string, ranges: readonly ChangedRange[]): boolean {
  // Some capitals have longer small letters: then offsets would be another text's.
  const small = text.toLowerCase();
  const sought = small.length === text.length ? small : text;
  for (let at = sought.indexOf(letters); at !== -1; at = sought.indexOf(letters, at + 1))
    if (isTouched(at, at + letters.length, ranges)) return true;
  return false;
}

/** Gives whether a stretch overlaps or touches one of the ranges, which are in order and apart; logarithmic. */
export function isTouched(start: number, end: number, ranges: readonly ChangedRange[]): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (ranges[low]?.start ?? Infinity) <= end;
}

function fold(word: string): string {
  const small = word.toLowerCase();
  return isPlain.test(small) ? small : small.normalize("NFC");
}

/** Emphasis is not there for a reader, and any run of blanks is one. */
function foldMarks(marks: string): string {
  return marks
    .replaceAll(/[*_`~\\]/g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\u2010\u2011]/g, "-")
    .replaceAll(/[\u2018\u2019]/g, "'");
}
