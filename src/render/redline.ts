import type { Span } from "../model/comparison.ts";
import { paint } from "./colour.ts";
import { toMarkers } from "./markup.ts";
import { wrap } from "./wrap.ts";

export interface RedlineOptions {
  /** Characters that a line holds, its gutter included. */
  readonly width: number;
  readonly hasColour: boolean;
}

/**
 * Gives a redline as lines: a clause that came or went with `+` or `-` before each line; one that changed
 * with its changes marked, unchanged stretches folded to their number of words; one that kept hardly a word
 * as what it was above what it is.
 */
export function renderRedline(spans: readonly Span[], options: RedlineOptions): string[] {
  const [first] = spans;
  if (spans.length === 1 && first !== undefined && first.op !== "same")
    return renderBlock(first, options);
  if (isRewritten(spans)) return sidesOf(spans).flatMap(([side]) => renderBlock(side, options));
  const marked = toMarkers(foldUnchanged(tidySpans(spans)));
  const lines = wrap(marked, options.width - 2)
    .split("\n")
    .map((line) => `  ${withoutMark(line)}`);
  return options.hasColour ? paintLines(lines) : lines;
}

function renderBlock({ op, text }: Span, { width, hasColour }: RedlineOptions): string[] {
  const [gutter, colour] = op === "added" ? (["+", "green"] as const) : (["-", "red"] as const);
  return wrap(text.trim(), width - 2)
    .split("\n")
    .map((line) => paint(`${gutter} ${line}`.trimEnd(), colour, hasColour));
}

/** The provider's own "~" at the start of a line is no mark of a generated one. */
function withoutMark(line: string): string {
  return line.replace(/^((?:\[-|\{\+)?\s*)~/, "$1\\~");
}

// Of a clause that kept fewer of its words, the marks would be all that is read.
const minimumKept = 0.2;
const minimumWords = 12;
// Where one is broken into many small pieces, more of it has to have stayed.
const manyPieces = 6;
const minimumKeptInPieces = 0.5;

/** Whether so little of a clause was kept that its two sides read better whole, one above the other. */
export function isRewritten(spans: readonly Span[]): boolean {
  const isOneSided = ["removed", "added"].some((side) => spans.every(({ op }) => op !== side));
  if (isOneSided) return false;
  const count = { same: 0, removed: 0, added: 0 };
  for (const { op, text } of spans) count[op] += countWords(text);
  const longest = Math.max(count.removed, count.added);
  const pieces = spans.filter(({ op }) => op === "same").length;
  const minimum = pieces < manyPieces ? minimumKept : minimumKeptInPieces;
  return (
    Math.min(count.removed, count.added) > 0 &&
    longest >= minimumWords &&
    count.same < minimum * (count.same + longest)
  );
}

/** What a clause was, as removed, and what it is, as added: a redline each. */
export function sidesOf(spans: readonly Span[]): readonly (readonly [Span])[] {
  const sideOf = (left: Span["op"]) =>
    spans.map(({ op, text }) => (op === left ? "" : text)).join("");
  return [[{ op: "removed", text: sideOf("added") }], [{ op: "added", text: sideOf("removed") }]];
}

/** Puts white space outside the marks, so that no line ends with an open mark and none begins with its end. */
export function tidySpans(spans: readonly Span[]): Span[] {
  return spans.flatMap((span): Span[] => {
    if (span.op === "same") return [span];
    const text = span.text.trim();
    if (text === "") return toBlank(span.text);
    const before = span.text.slice(0, span.text.indexOf(text));
    const after = span.text.slice(span.text.indexOf(text) + text.length);
    return [...toBlank(before), { op: span.op, text }, ...toBlank(after)];
  });
}

function toBlank(text: string): Span[] {
  return text === "" ? [] : [{ op: "same", text }];
}

// About two lines on each side of a change, and the words a clause begins with.
const context = 24;
const opening = 8;
// Folding less than this saves a line and costs the reader the sense.
const minimumFolded = 24;

/** Folds long unchanged stretches to "… 84 words unchanged …". */
export function foldUnchanged(spans: readonly Span[]): Span[] {
  return joinSame(spans).map((span, at, all) => {
    if (span.op !== "same") return span;
    const isFirst = at === 0;
    const isLast = at === all.length - 1;
    const words = [...span.text.matchAll(/\S+/g)];
    const head = isFirst ? (isLast ? context * 2 : opening) : context;
    const tail = isLast ? 0 : context;
    const folded = words.length - head - tail;
    if (folded < minimumFolded) return span;
    const cut = words[head - 1];
    const from = cut === undefined ? 0 : cut.index + cut[0].length;
    const resumed = words[words.length - tail];
    const to = resumed === undefined ? span.text.length : resumed.index;
    const note = ` … ${folded} words unchanged … `;
    return { op: "same", text: `${span.text.slice(0, from)}${note}${span.text.slice(to)}` };
  });
}

/** Gives the spans with unchanged neighbours as one. */
export function joinSame(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (span.op === "same" && last?.op === "same")
      joined[joined.length - 1] = { op: "same", text: last.text + span.text };
    else joined.push(span);
  }
  return joined;
}

// No clause has as many characters: this is a page, whose words are not worth counting one by one.
const maxCounted = 50_000;
const charsOfWord = 6;

function countWords(text: string): number {
  if (text.length > maxCounted) return text.length / charsOfWord;
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

const edges = /(?<!\\)\[-|-\]|(?<!\\)\{\+|\+\}/g;

/** Colours each line by itself, so that a pager that cuts lines leaves no colour open. */
function paintLines(lines: readonly string[]): string[] {
  let open: "red" | "green" | null = null;
  return lines.map((line) => {
    let painted = "";
    let from = 0;
    for (const { 0: edge, index } of line.matchAll(edges)) {
      const isOpening = edge === "[-" || edge === "{+";
      const to = isOpening ? index : index + edge.length;
      painted += open === null ? line.slice(from, to) : paint(line.slice(from, to), open, true);
      open = isOpening ? (edge === "[-" ? "red" : "green") : null;
      from = to;
    }
    const rest = line.slice(from);
    const gutter = open === null ? "" : (/^\s*/.exec(rest)?.[0] ?? "");
    const inked = rest.slice(gutter.length);
    return `${painted}${gutter}${open === null || inked === "" ? inked : paint(inked, open, true)}`;
  });
}
