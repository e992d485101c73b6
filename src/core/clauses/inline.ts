import { ordinalsOf } from "./numbering.ts";

/** A stretch of a clause, by UTF-16 offsets into its text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The label of an enumerated item; undefined for the lead-in and for what follows the list. */
  readonly number: string | undefined;
}

interface Mark {
  readonly at: number;
  readonly label: string;
}

// Only labels between two parentheses: "a)" and "1." occur in running text too often to cut at.
const labels =
  /(?<=^|[\s:;,*_])\((?:\*\*|_)?([a-z]|[ivx]{1,5}|\d{1,2})(?:\*\*|_)?\)(?=[\s*_"“[])/gi;
// Shorter members ("(a) name, (b) age") are words of one sentence rather than clauses of their own.
const minimumItemLength = 24;

/**
 * Splits an inline enumeration ("You may not: (a) …; (b) …") into lead-in, items and what follows.
 * Gives undefined where there is none that is safe to split: labels must count up from one in one
 * style, and every item be long enough to be a clause. The stretches cover all but white space.
 */
export function splitEnumeration(text: string): readonly Stretch[] | undefined {
  if (!text.includes("(")) return undefined;
  const marks: Mark[] = [];
  for (const match of text.matchAll(labels)) marks.push({ at: match.index, label: match[1] ?? "" });
  const run = longestRun(marks);
  if (run.length < 2) return undefined;
  const starts = run.map((mark) => mark.at);
  const end = endOfList(text, starts.at(-1) ?? 0);
  const bounds = [...starts, end];
  const isCramped = starts.some((start, at) => (bounds[at + 1] ?? end) - start < minimumItemLength);
  if (isCramped) return undefined;
  const pieces: Stretch[] = [];
  push(pieces, text, 0, starts[0] ?? 0, undefined);
  for (const [at, mark] of run.entries())
    push(pieces, text, mark.at, bounds[at + 1] ?? end, mark.label);
  push(pieces, text, end, text.length, undefined);
  return pieces;
}

/** Gives the marks that count up from one in one style, skipping what is nested or quoted between them. */
function longestRun(marks: readonly Mark[]): readonly Mark[] {
  const first = marks[0];
  if (first === undefined) return [];
  let best: readonly Mark[] = [];
  for (const { style, value } of ordinalsOf(first.label)) {
    if (value !== 1) continue;
    const run: Mark[] = [];
    for (const mark of marks) {
      const place = ordinalsOf(mark.label).find((ordinal) => ordinal.style === style);
      if (place?.value === run.length + 1) run.push(mark);
      // A second "(a)" means two lists in one paragraph, or a cross-reference: not safe.
      else if (place !== undefined && place.value === 1 && run.length > 1) return [];
    }
    if (run.length > best.length) best = run;
  }
  return best;
}

/** The last item ends with its sentence: what follows speaks of the whole list. */
function endOfList(text: string, lastStart: number): number {
  const sentenceEnd = /[.!?]["”)*_]*\s+(?=["“*_]*\p{Lu})/gu;
  sentenceEnd.lastIndex = lastStart + minimumItemLength;
  for (let match = sentenceEnd.exec(text); match !== null; match = sentenceEnd.exec(text)) {
    if (
      !/(?:\b(?:e\.g|i\.e|etc|inc|no|sec|art|u\.s|vs|cf|approx|ltd|corp|co|st|mr|ms|dr)|\b\p{Lu})$/iu.test(
        text.slice(Math.max(0, match.index - 8), match.index),
      )
    )
      return match.index + match[0].length;
  }
  return text.length;
}

function push(
  pieces: Stretch[],
  text: string,
  from: number,
  to: number,
  number: string | undefined,
): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? "")) start++;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  if (end > start) pieces.push({ start, end, number });
}
