import { ordinalsOf } from "./numbering.ts";
import { toPlain } from "./plain.ts";

/** A stretch of a clause, by UTF-16 offsets into its text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The label of an enumerated item; undefined for the lead-in and for what follows the list. */
  readonly number: string | undefined;
  /** What an enumerated item completes, as plain text. */
  readonly leadIn?: string;
}

interface Mark {
  readonly at: number;
  /** Where the item's words begin. */
  readonly end: number;
  readonly label: string;
  readonly isClosedOnly: boolean;
}

// "(a)", "(**iv**)" anywhere; "a)" only where an item can begin, as it occurs in running text.
const labels =
  /(?<=^|[\s:;,*_])\((?:\*\*|_)?([a-z]|[ivx]{1,5}|\d{1,2})(?:\*\*|_)?\)(?=[\s*_"“[])|(?<=[:;,.][ \t]|[:;,.]?[ \t](?:and|or)[ \t])([a-z]|[ivx]{1,5}|\d{1,2})\)(?=[ \t])/gi;
const reference = /\b(?:sections?|clauses?|paragraphs?|subsections?|articles?|§)[ \t]*$/i;
// Shorter members ("(a) name, (b) age") are words of one sentence rather than clauses of their own.
const minimumItemLength = 24;
// A list in an item of a list in an item of a list; deeper ones are left whole.
const deepest = 3;

/**
 * Splits an inline enumeration ("You may not: (a) …; (b) …") into lead-in, items and what follows,
 * and the enumerations inside its items likewise. Gives undefined where there is none that is safe to
 * split: labels must count up from one in one style, and every item be long enough to be a clause.
 * The stretches cover all but white space. Linear.
 */
export function splitEnumeration(text: string): readonly Stretch[] | undefined {
  if (!text.includes(")")) return undefined;
  const marks = findMarks(text);
  if (marks.length < 2) return undefined;
  const pieces: Stretch[] = [];
  let from = 0;
  // Each sentence may hold a list of its own.
  while (from < text.length) {
    const end = splitList(pieces, text, { marks, from, content: from, to: text.length, depth: 1 });
    if (end === undefined) break;
    from = end;
  }
  if (pieces.length === 0) return undefined;
  push(pieces, text, from, text.length, {});
  return pieces;
}

function findMarks(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(labels)) {
    const before = text.slice(Math.max(0, match.index - 12), match.index);
    if (reference.test(before)) continue;
    const label = match[1] ?? match[2] ?? "";
    const end = match.index + match[0].length;
    marks.push({ at: match.index, end, label, isClosedOnly: match[1] === undefined });
  }
  return marks;
}

/** A stretch of the text to look for one list in. */
interface Within {
  readonly marks: readonly Mark[];
  readonly from: number;
  /** Where the words begin: after the item's own label. */
  readonly content: number;
  readonly to: number;
  readonly depth: number;
  /** The label of the item that the stretch is, and what that item completes. */
  readonly number?: string;
  readonly leadIn?: string;
}

/** Adds the pieces of the first list in a stretch, and gives its end; undefined where there is none. */
function splitList(pieces: Stretch[], text: string, within: Within): number | undefined {
  const { from, content, to, depth } = within;
  const first = firstMark(within.marks, content);
  const run = longestRun(within.marks, first, text, to);
  if (run.length < 2) return undefined;
  const starts = run.map((mark) => mark.at);
  const end = endOfList(text, starts.at(-1) ?? 0, to);
  const bounds = [...starts, end];
  const isCramped = starts.some((start, at) => (bounds[at + 1] ?? end) - start < minimumItemLength);
  if (isCramped) return undefined;
  const own = toPlain(text.slice(content, starts[0] ?? content));
  const leadIn = [within.leadIn, own].filter((part) => part !== undefined && part !== "").join(" ");
  push(pieces, text, from, starts[0] ?? 0, within);
  for (const [at, mark] of run.entries()) {
    const item = {
      marks: within.marks,
      from: mark.at,
      content: mark.end,
      to: bounds[at + 1] ?? end,
      depth: depth + 1,
      number: mark.label,
      leadIn,
    };
    const inner = depth < deepest ? splitList(pieces, text, item) : undefined;
    // What follows a list inside an item belongs to that item.
    push(pieces, text, inner ?? mark.at, item.to, inner === undefined ? item : { leadIn });
  }
  return end;
}

/** Index of the first mark at or after an offset; logarithmic. */
function firstMark(marks: readonly Mark[], offset: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.at ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Gives the marks from the one at `first` on that count up from one in one style and stand before
 * `to`, skipping what is nested or quoted between them.
 */
function longestRun(
  marks: readonly Mark[],
  first: number,
  text: string,
  to: number,
): readonly Mark[] {
  const mark = marks[first];
  if (mark === undefined || mark.at >= to) return [];
  let best: readonly Mark[] = [];
  for (const { style, value } of ordinalsOf(mark.label)) {
    if (value !== 1) continue;
    const run: Mark[] = [];
    for (let at = first; at < marks.length; at++) {
      const next = marks[at];
      if (next === undefined || next.at >= to) break;
      if (next.isClosedOnly !== mark.isClosedOnly) continue;
      const place = ordinalsOf(next.label).find((ordinal) => ordinal.style === style);
      if (place?.value === run.length + 1) run.push(next);
      else if (place?.value === 1 && run.length > 1) {
        // A second "(a)" is a list of the next sentence, or a cross-reference: then it is not safe.
        if (endOfList(text, run.at(-1)?.at ?? 0, to) > next.at) return [];
        break;
      }
    }
    if (run.length > best.length) best = run;
  }
  return best;
}

/** The last item ends with its sentence: what follows speaks of the whole list. */
function endOfList(text: string, lastStart: number, to: number): number {
  const sentenceEnd = /[.!?]["”)*_]*\s+(?=["“*_]*\p{Lu})/gu;
  sentenceEnd.lastIndex = lastStart + minimumItemLength;
  for (let match = sentenceEnd.exec(text); match !== null; match = sentenceEnd.exec(text)) {
    if (match.index >= to) return to;
    if (
      !/(?:\b(?:e\.g|i\.e|etc|inc|no|sec|art|u\.s|vs|cf|approx|ltd|corp|co|st|mr|ms|dr)|\b\p{Lu})$/iu.test(
        text.slice(Math.max(0, match.index - 8), match.index),
      )
    )
      return Math.min(to, match.index + match[0].length);
  }
  return to;
}

function push(
  pieces: Stretch[],
  text: string,
  from: number,
  to: number,
  item: { readonly number?: string; readonly leadIn?: string },
): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? "")) start++;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  if (end <= start) return;
  const { number, leadIn } = item;
  pieces.push({
    start,
    end,
    number,
    ...(leadIn === undefined || leadIn === "" ? {} : { leadIn }),
  });
}
