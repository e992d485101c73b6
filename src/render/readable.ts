import type { Span } from "../model/comparison.ts";
import { toVisible } from "./visible.ts";

/**
 * Gives the spans without the Markdown that a reader trips over, hidden characters made visible. Where
 * nothing but markup or a link's target changed, all of it stays: there, the markup is the change.
 */
export function toReadableSpans(spans: readonly Span[]): Span[] {
  const bare = joinEqual(withoutMarkup(spans));
  const isChanged = spans.some(({ op }) => op !== "same");
  const isSaid = bare.some(({ op, text }) => op !== "same" && text.trim() !== "");
  const readable = isSaid || !isChanged ? bare : spans;
  return readable.map(({ op, text }) => ({ op, text: toVisible(text) }));
}

const sides = ["before", "after"] as const;

/** Markup is found in each side as a whole: a link may begin in one span and end in another. */
function withoutMarkup(spans: readonly Span[]): Span[] {
  const sideOf = (left: Span["op"]) =>
    spans.map(({ op, text }) => (op === left ? "" : text)).join("");
  const markup = { before: findMarkup(sideOf("added")), after: findMarkup(sideOf("removed")) };
  const at = { before: 0, after: 0 };
  return spans.flatMap(({ op, text }): Span[] => {
    const side = op === "removed" ? "before" : "after";
    const kept = strike(text, at[side], markup[side]);
    for (const moved of sides) if (op === "same" || moved === side) at[moved] += text.length;
    return kept === "" ? [] : [{ op, text: kept }];
  });
}

/** A stretch of markup, and what stands in its place. */
export interface Markup {
  readonly start: number;
  readonly end: number;
  readonly instead: string;
}

const patterns: readonly (readonly [RegExp, string])[] = [
  // What a clause begins with: a heading's, list's, quotation's or table's mark.
  [/^\s*(?:>\s+)?(?:#{1,6}|[-*+]|>|\|)\s+/g, ""],
  [/(?<=\n)[ \t]*(?:#{1,6}|>)\s+/g, ""],
  // A row's outer bar is the table's, not its cells'.
  [/\s{1,20}\|\s*$/g, ""],
  [/\s{0,9}<br\s{0,3}\/?>(?:\s{0,9}<br\s{0,3}\/?>)*\s{0,9}/gi, " "],
  [/\*\*/g, ""],
  [/\\(?=[-\\`*_{}[\]()#+.!|<>~$&"'])/g, ""],
  [/(?<![\p{L}\p{N}_\\])_(?=[^\s_])|(?<=[^\s_\\])_(?![\p{L}\p{N}_])/gu, ""],
];

/** `[`, what is read, and `](address)`. */
const link = /(!?\[)[^\][]*(\]\([^()\s]*\))/g;

// A clause that is longer is a page without line breaks; its markup is no longer looked for beyond.
const maxRead = 40_000;

/** Gives the markup of a clause by where it begins; stretches may overlap. */
export function findMarkup(text: string): readonly Markup[] {
  const read = text.slice(0, maxRead);
  const found = patterns.flatMap(([pattern, instead]) =>
    Array.from(read.matchAll(pattern), ({ 0: match, index }) => ({
      start: index,
      end: index + match.length,
      instead,
    })),
  );
  for (const { 0: match, 1: opening = "", 2: closing = "", index } of read.matchAll(link)) {
    const end = index + match.length;
    found.push({ start: index, end: index + opening.length, instead: "" });
    found.push({ start: end - closing.length, end, instead: "" });
  }
  return found.toSorted((one, other) => one.start - other.start || one.end - other.end);
}

/** Gives a part of a text without the markup in it. */
function strike(text: string, offset: number, markup: readonly Markup[]): string {
  let kept = "";
  let from = 0;
  for (const { start, end, instead } of markup) {
    if (end <= offset + from) continue;
    if (start >= offset + text.length) break;
    const cut = Math.max(from, start - offset);
    kept += text.slice(from, cut) + (start >= offset ? instead : "");
    from = Math.min(text.length, Math.max(from, end - offset));
  }
  return kept + text.slice(from);
}

/** What reads the same once the markup is gone is no change of words. */
function joinEqual(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const isEqual = last?.op === "removed" && span.op === "added" && last.text === span.text;
    if (isEqual) joined[joined.length - 1] = { op: "same", text: span.text };
    else joined.push(span);
  }
  return joined;
}
