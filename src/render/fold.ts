import type { Span } from "../model/comparison.ts";

export interface FoldOptions {
  /** Characters of unchanged text kept on each side of a change. @default 120 */
  readonly context?: number;
  /** Upper bound of the characters that come out, "…" included; at least 40. @default 1,500 */
  readonly maxChars?: number;
}

const gap = " … ";

/**
 * Gives the spans with long unchanged stretches folded to "…", at word boundaries, and changed stretches
 * cut in the middle when all is still too long. Every change leaves at least a trace: when even those
 * do not fit, the last span says how many further ones there are.
 */
export function foldSpans(spans: readonly Span[], options: FoldOptions = {}): Span[] {
  const { context = 120, maxChars = 1500 } = options;
  const folded = spans.map((span, at) =>
    span.op === "same"
      ? { op: span.op, text: foldSame(span.text, at > 0, at < spans.length - 1, context) }
      : span,
  );
  return cutToFit(folded, maxChars);
}

/** Keeps the ends that touch a change. */
function foldSame(
  text: string,
  isAfterChange: boolean,
  isBeforeChange: boolean,
  context: number,
): string {
  const kept = (isAfterChange ? context : 0) + (isBeforeChange ? context : 0);
  // Folding less than a line saves nothing and costs the reader the sense.
  if (text.length <= Math.max(kept, context) + 40) return text;
  const head = isAfterChange || !isBeforeChange ? headOf(text, context) : "";
  const tail = isBeforeChange ? tailOf(text, context) : "";
  const folded = `${head}${gap}${tail}`;
  // At the clause's own ends there is nothing that the blank would keep apart.
  if (head === "") return folded.trimStart();
  return tail === "" ? folded.trimEnd() : folded;
}

function cutToFit(spans: readonly Span[], maxChars: number): Span[] {
  if (lengthOf(spans) <= maxChars) return [...spans];
  const fitted: Span[] = [];
  const maxPiece = Math.max(40, Math.floor((maxChars - 40) / Math.min(3, spans.length)));
  let left = maxChars - 40;
  for (const [at, span] of spans.entries()) {
    const piece = { op: span.op, text: cutMiddle(span.text, maxPiece) };
    if (piece.text.length > left) {
      const further = spans.slice(at).filter(({ op }) => op !== "same").length;
      const note = further === 0 ? gap : `${gap}(${further} more edits in this clause)`;
      fitted.push({ op: "same", text: note });
      return fitted;
    }
    left -= piece.text.length;
    fitted.push(piece);
  }
  return fitted;
}

/** Gives at most `maxChars` characters: both ends, and between them how much was left out. */
export function cutMiddle(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const room = Math.max(0, maxChars - 34);
  const head = headOf(text, Math.ceil(room * 0.6));
  const tail = tailOf(text, Math.floor(room * 0.4));
  const left = text.length - head.length - tail.length;
  return `${head} … [${left} characters] … ${tail}`;
}

/** Gives at most `maxChars` characters from the start, ending with "…" where some were left out. */
export function clip(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${headOf(text, maxChars - 1)}…`;
}

/** At most `length` characters, to the end of a word where one ends near. */
function headOf(text: string, length: number): string {
  const cut = text.slice(0, length).toWellFormed();
  const space = cut.search(/\s\S*$/);
  return space > length * 0.6 ? cut.slice(0, space) : cut.replace(/\uFFFD$/, "");
}

function tailOf(text: string, length: number): string {
  if (length === 0) return "";
  const cut = text.slice(-length).toWellFormed();
  const space = cut.search(/\s/);
  return space !== -1 && space < length * 0.4 ? cut.slice(space + 1) : cut.replace(/^\uFFFD/, "");
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + text.length, 0);
}
