import type { ClauseSide, Edit } from "../../model/comparison.ts";
import { readLabel } from "../clauses/numbering.ts";
import { toStem } from "../clauses/stem.ts";
import { datePattern } from "../dates/calendar.ts";
import { findVolatile } from "../volatile.ts";
import { functionWords } from "./lexicon.ts";

/** A word that one side has and the other has not, by UTF-16 offsets into its side's text. */
export interface ChangedWord {
  readonly text: string;
  readonly word: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** `number` may bind; a `date`, a `reference` to a section, a `label` and an `address` do not by themselves. */
  readonly kind:
    | "word"
    | "number"
    | "date"
    | "reference"
    | "label"
    | "address"
    | "contact"
    | "target";
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
  /\]\([^()\s]{0,2000}\)|<[a-z/][^<>\s]{0,20}>|https?:\/\/[^\s()<>\]]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|\[email[\s\u00a0]protected\]|[$€£¥]?\p{N}+(?:[.,]\p{N}+)*%?|\p{L}+(?:['’]\p{L}+)*/gu;
const referenceBefore =
  /\b(?:sections?|clauses?|articles?|paragraphs?|annex(?:es)?|exhibits?|schedules?|chapters?|parts?|items?|steps?|figures?|§+)[\s\d.(),a-z&]{0,24}$/i;
const footnoteBefore = /\[\^?$|\\\[$/;

/** Gives the words that an edit's spans add and remove, each with what kind of word it is. */
export function readChanged(edit: Edit): Changed {
  const removed: ChangedWord[] = [];
  const added: ChangedWord[] = [];
  const beforeRanges = rangesOf(edit.before);
  const afterRanges = rangesOf(edit.after);
  const beforeLabel = edit.before === null ? 0 : labelEnd(edit.before.text);
  const afterLabel = edit.after === null ? 0 : labelEnd(edit.after.text);
  let beforeAt = 0;
  let afterAt = 0;
  for (const span of edit.spans) {
    if (span.op === "removed" && edit.before !== null)
      collect(removed, edit.before.text, span.text, beforeAt, beforeLabel, beforeRanges);
    if (span.op === "added" && edit.after !== null)
      collect(added, edit.after.text, span.text, afterAt, afterLabel, afterRanges);
    if (span.op !== "added") beforeAt += span.text.length;
    if (span.op !== "removed") afterAt += span.text.length;
  }
  return { removed, added, lost: subtract(removed, added), gained: subtract(added, removed) };
}

function labelEnd(text: string): number {
  const hashes = /^#+\s*/.exec(text.slice(0, 12))?.[0].length ?? 0;
  return hashes + readLabel(text.slice(hashes)).end;
}

/** A stretch of a text whose words and numbers bind nobody by themselves. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly kind: "date" | "contact" | "target";
}

const rangeRules: readonly (readonly [Range["kind"], RegExp])[] = [
  ["date", datePattern],
  ["target", /\((?:opens? in (?:a )?new (?:window|tab)|external link)\)/gi],
  // What is left of an address that was hidden from harvesters: "supp-[email protected]".
  ["target", /[\w.+-]{0,64}\[?\\?\[email[\s\u00a0]protected\\?\]/gi],
  // A link that an extractor took for text: "[ahref="https://…"\\]Larkspur\\[/a\\]".
  ["target", /\[?ahref="[^"\s]{0,2000}"|\[\/a\\?\]/gi],
  // A count of partners in a consent banner moves every day.
  [
    "target",
    /\b\d[\d,.]{0,12} (?:\w{1,20} )?(?:partners|vendors)\b|\b(?:vendors|partners)\b[\w ,]{0,60}: ?\d+|\b(?:vendors|partners|providers) ?\(\d+\)/gi,
  ],
  // "3180 18th Street, San Francisco, CA 94110"; a telephone number.
  [
    "contact",
    /\b\d{1,5}[ \w.,#-]{1,40}?\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|way|suite|floor|plaza|square)\b(?:[ ,.;\w#-]{0,80}?\b(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d{2} [A-Z\d]{4}))?/gi,
  ],
  ["contact", /(?:\+\d{1,3}[ .-]?)?\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b|\+\d[\d ().-]{7,20}\d/g],
];

function rangesOf(side: ClauseSide | null): readonly Range[] {
  if (side === null) return [];
  const counted = findVolatile(side.text).map((stretch) => ({
    ...stretch,
    kind: "target" as const,
  }));
  const ruled = rangeRules.flatMap(([kind, pattern]) =>
    Array.from(side.text.matchAll(pattern), (match) => ({
      from: match.index,
      to: match.index + match[0].length,
      kind,
    })),
  );
  return [...ruled, ...counted];
}

/** A clause that was split or merged has labels inside it: what begins a line and ends in a mark. */
function isInnerLabel(whole: string, start: number, end: number): boolean {
  if (end - start > 5 || !/^\\?[.)]/.test(whole.slice(end, end + 2))) return false;
  return /(?:^|\n)[\s>*_(+-]*$/.test(whole.slice(Math.max(0, start - 12), start));
}

function collect(
  words: ChangedWord[],
  whole: string,
  part: string,
  at: number,
  label: number,
  ranges: readonly Range[],
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
      kind: kindOf(text, whole, start, end, label, ranges),
    });
  }
}

function kindOf(
  text: string,
  whole: string,
  start: number,
  end: number,
  label: number,
  ranges: readonly Range[],
): ChangedWord["kind"] {
  if (text.startsWith("](") || text.startsWith("<")) return "target";
  if (/^https?:|@|^\[email/.test(text)) return "address";
  if (start < label || isInnerLabel(whole, start, end)) return "label";
  const range = ranges.find(({ from, to }) => start < to && end > from);
  if (range !== undefined) return range.kind;
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
