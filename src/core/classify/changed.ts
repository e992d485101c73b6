import type { ClauseSide, Edit } from "../../model/comparison.ts";
import { readLabel } from "../clauses/numbering.ts";
import { toStem } from "../clauses/stem.ts";
import { datePattern } from "./dates.ts";
import { functionWords } from "./lexicon.ts";

/** A word that one side has and the other has not, by UTF-16 offsets into its side's text. */
export interface ChangedWord {
  readonly text: string;
  readonly word: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** `number` may bind; a `date`, a `reference` to a section, a `label` and an `address` do not by themselves. */
  readonly kind: "word" | "number" | "date" | "reference" | "label" | "address" | "target";
}

/** What really changed between the two sides of an edit. */
export interface Changed {
  readonly removed: readonly ChangedWord[];
  readonly added: readonly ChangedWord[];
  /** Removed and nowhere added: what is left once words that only moved within the clause cancel out. */
  readonly lost: readonly ChangedWord[];
  readonly gained: readonly ChangedWord[];
}

const token =
  /\]\([^()\s]{0,2000}\)|https?:\/\/[^\s()<>\]]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|\[email[\s\u00a0]protected\]|[$€£¥]?\p{N}+(?:[.,]\p{N}+)*%?|\p{L}+(?:['’]\p{L}+)*/gu;
const referenceBefore =
  /\b(?:sections?|clauses?|articles?|paragraphs?|annex(?:es)?|exhibits?|schedules?|chapters?|parts?|items?|steps?|figures?|§+)[\s\d.(),a-z&]{0,24}$/i;
const footnoteBefore = /\[\^?$|\\\[$/;

/** Gives the words that an edit's spans add and remove, each with what kind of word it is. */
export function readChanged(edit: Edit): Changed {
  const removed: ChangedWord[] = [];
  const added: ChangedWord[] = [];
  const beforeDates = datesOf(edit.before);
  const afterDates = datesOf(edit.after);
  const beforeLabel = edit.before === null ? 0 : labelEnd(edit.before.text);
  const afterLabel = edit.after === null ? 0 : labelEnd(edit.after.text);
  let beforeAt = 0;
  let afterAt = 0;
  for (const span of edit.spans) {
    if (span.op === "removed" && edit.before !== null)
      collect(removed, edit.before.text, span.text, beforeAt, beforeLabel, beforeDates);
    if (span.op === "added" && edit.after !== null)
      collect(added, edit.after.text, span.text, afterAt, afterLabel, afterDates);
    if (span.op !== "added") beforeAt += span.text.length;
    if (span.op !== "removed") afterAt += span.text.length;
  }
  return { removed, added, lost: subtract(removed, added), gained: subtract(added, removed) };
}

function labelEnd(text: string): number {
  const hashes = /^#+\s*/.exec(text.slice(0, 12))?.[0].length ?? 0;
  return hashes + readLabel(text.slice(hashes)).end;
}

type Range = readonly [start: number, end: number];

function datesOf(side: ClauseSide | null): readonly Range[] {
  if (side === null || !/\d{4}/.test(side.text)) return [];
  return Array.from(
    side.text.matchAll(datePattern),
    (match) => [match.index, match.index + match[0].length] as const,
  );
}

function collect(
  words: ChangedWord[],
  whole: string,
  part: string,
  at: number,
  label: number,
  dates: readonly Range[],
): void {
  for (const match of part.matchAll(token)) {
    const text = match[0];
    const start = at + match.index;
    const end = start + text.length;
    const word = text.toLowerCase().replaceAll("’", "'");
    words.push({
      text,
      word,
      stem: toStem(word),
      start,
      end,
      kind: kindOf(text, whole, start, end, label, dates),
    });
  }
}

function kindOf(
  text: string,
  whole: string,
  start: number,
  end: number,
  label: number,
  dates: readonly Range[],
): ChangedWord["kind"] {
  if (text.startsWith("](")) return "target";
  if (/^https?:|@|^\[email/.test(text)) return "address";
  if (start < label) return "label";
  if (dates.some(([from, to]) => start < to && end > from)) return "date";
  if (!/\p{N}/u.test(text)) return "word";
  const before = whole.slice(Math.max(0, start - 40), start);
  if (referenceBefore.test(before) || footnoteBefore.test(before)) return "reference";
  return "number";
}

/** Multiset difference by stem; what binds nobody by itself counts as its own kind. */
function subtract(
  words: readonly ChangedWord[],
  others: readonly ChangedWord[],
): readonly ChangedWord[] {
  const bag = new Map<string, number>();
  for (const { stem } of others) bag.set(stem, (bag.get(stem) ?? 0) + 1);
  return words.filter(({ stem }) => {
    const count = bag.get(stem) ?? 0;
    if (count > 0) bag.set(stem, count - 1);
    return count === 0;
  });
}

/** Whether a word says something by itself. */
export function isContent(word: ChangedWord): boolean {
  return word.kind === "word" && word.word.length > 1 && !functionWords.has(word.word);
}
