import type { Stretch } from "./inline.ts";

// A page that lost its line breaks is one paragraph of tens of kilobytes; no provider writes one this long.
const longestParagraph = 2_500;
const fewestSections = 3;
const label =
  /(?:^|(?<=[.;:!?)\]”"’*])[ \t]*|(?<=\s))(?:\*\*|__)?(\d{1,2}(?:\\?\.\d{1,2}){0,3})(\\?\.)?(?:\*\*|__)?[ \t]+(?:\*\*|__)?(?=["“(*_]?\p{Lu})/gu;

interface Found {
  readonly at: number;
  readonly number: string;
}

/**
 * Splits a paragraph that swallowed its numbered sections ("… 1. Fees. You pay. 1.1 Taxes. …") into
 * those sections. Gives undefined where the paragraph is short, or its numbers do not count up as a
 * table of contents would: 1, 1.1, 1.2, 2, ….
 */
export function splitRunOn(text: string): readonly Stretch[] | undefined {
  if (text.length < longestParagraph) return undefined;
  const found: Found[] = [];
  let last: readonly number[] = [0];
  for (const match of text.matchAll(label)) {
    const number = (match[1] ?? "").replaceAll("\\", "");
    // A bare "2 Weeks" counts nothing: a number of one part is followed by its point.
    if (!number.includes(".") && match[2] === undefined) continue;
    const parts = number.split(".").map(Number);
    if (!isNext(last, parts)) continue;
    found.push({ at: match.index, number });
    last = parts;
  }
  if (found.length < fewestSections) return undefined;
  const starts = [0, ...found.map(({ at }) => at), text.length];
  const numbers = [undefined, ...found.map(({ number }) => number)];
  return numbers.flatMap((number, at) => trim(text, starts[at] ?? 0, starts[at + 1] ?? 0, number));
}

/** Whether a section's number follows another's: its first child, or the next beside it or an ancestor. */
function isNext(last: readonly number[], next: readonly number[]): boolean {
  const depth = next.length - 1;
  const own = next[depth] ?? 0;
  const isBelow = next.slice(0, depth).every((part, at) => part === last[at]);
  if (depth === last.length) return isBelow && own === 1;
  if (depth < last.length) return isBelow && own === (last[depth] ?? 0) + 1;
  return false;
}

function trim(text: string, from: number, to: number, number: string | undefined): Stretch[] {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] ?? "")) start++;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end--;
  return end > start ? [{ start, end, number }] : [];
}
