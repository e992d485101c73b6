import type { SearchMark } from "../model/search.ts";
import { toVisible } from "./visible.ts";

/** A piece of an excerpt; what is left out between pieces is a piece " … " of its own. */
export interface ExcerptPiece {
  readonly text: string;
  readonly isMarked: boolean;
}

export interface ExcerptOptions {
  /** About how many characters come out. @default 420 */
  readonly maxChars?: number;
  /** Characters around each mark. @default 110 */
  readonly context?: number;
}

const gap: ExcerptPiece = { text: " … ", isMarked: false };

/**
 * Gives a text with its marks: whole where it is short, else the surroundings of as many marks as there is room for, cut
 * between words, or its beginning where it has none. Hidden characters are shown.
 * @param marks in order, none overlapping
 */
export function toExcerpt(
  text: string,
  marks: readonly SearchMark[],
  options: ExcerptOptions = {},
): readonly ExcerptPiece[] {
  const { maxChars = 420, context = 110 } = options;
  const windows = text.length <= maxChars ? [{ start: 0, end: text.length }] : [];
  if (windows.length === 0)
    windows.push(...(marks.length === 0 ? [{ start: 0, end: maxChars }] : around(marks, context)));
  const pieces: ExcerptPiece[] = [];
  let left = maxChars;
  let end = 0;
  for (const window of windows) {
    if (left <= 0) break;
    const cut = toWords(text, {
      start: window.start,
      end: Math.min(window.end, window.start + left),
    });
    if (cut.start > end) pieces.push(gap);
    pieces.push(...markIn(text, cut, marks));
    left -= cut.end - cut.start;
    ({ end } = cut);
  }
  if (end < text.length) pieces.push(gap);
  return pieces;
}

/** Windows around marks; those that touch are one. */
function around(marks: readonly SearchMark[], context: number): readonly SearchMark[] {
  const windows: SearchMark[] = [];
  for (const { start, end } of marks) {
    const next = { start: Math.max(0, start - context), end: end + context };
    const last = windows.at(-1);
    if (last !== undefined && next.start <= last.end)
      windows.splice(-1, 1, { start: last.start, end: next.end });
    else windows.push(next);
  }
  return windows;
}

const longestWord = 24;

/** Moves the ends of a window outwards to where words end, unless that is far. */
function toWords(text: string, { start, end }: SearchMark): SearchMark {
  const before = /\S*$/.exec(text.slice(Math.max(0, start - longestWord), start))?.[0] ?? "";
  const after = /^\S*/.exec(text.slice(end, end + longestWord))?.[0] ?? "";
  return { start: start - before.length, end: Math.min(text.length, end + after.length) };
}

function markIn(
  text: string,
  { start, end }: SearchMark,
  marks: readonly SearchMark[],
): readonly ExcerptPiece[] {
  const pieces: ExcerptPiece[] = [];
  const add = (from: number, to: number, isMarked: boolean): void => {
    if (to > from) pieces.push({ text: toVisible(text.slice(from, to)), isMarked });
  };
  let at = start;
  for (const mark of marks) {
    if (mark.end <= start || mark.start >= end) continue;
    add(at, Math.max(at, mark.start), false);
    at = Math.max(at, mark.start);
    add(at, Math.min(end, mark.end), true);
    at = Math.min(end, mark.end);
  }
  add(at, end, false);
  return pieces;
}
