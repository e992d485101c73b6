import { diffArrays } from "diff";
import type { Span } from "../../model/comparison.ts";

/** Bounds, in counts so that a slow machine gives the same answer. */
// Edits beyond which word by word is no longer read as an edit; jsdiff's cost is tokens × edits.
const maxEdits = 600;
// Texts with more tokens than this are compared sentence by sentence first.
const maxTokens = 1_500;
// Below this share of common words two clauses are unrelated, and stray "the" and "of" are not kept.
const minimumShared = 0.2;

// A link target is one token; so is an address, a tag, a number with its separators, and a run of emphasis marks.
const token =
  /\]\([^()\s]{0,2000}\)|<[a-z/][^<>\s]{0,20}>|https?:\/\/[^\s()<>[\]]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|[$€£¥]?\p{N}+(?:[.,]\p{N}+)*|\p{L}+(?:['’]\p{L}+)*|\s+|[*_]+|[^\p{L}\p{N}\s]/gu;
const connective =
  /^(?:and|or|the|a|an|of|to|in|for|with|by|on|as|that|is|are|be|we|you|your|our|it|its|any)$/i;

/**
 * Gives the spans that turn `before` into `after`, word by word: their "same" and "removed" texts
 * joined are `before`, "same" and "added" are `after`. Clauses that share little are replaced whole.
 */
export function diffWords(before: string, after: string): readonly Span[] {
  if (before === after) return before === "" ? [] : [{ op: "same", text: before }];
  // One orientation for both, so that swapping the sides swaps the spans and changes nothing else.
  return before < after ? diffInOrder(before, after) : turn(diffInOrder(after, before));
}

function turn(spans: readonly Span[]): readonly Span[] {
  const turned: Span[] = spans.map(({ op, text }) => ({
    op: op === "same" ? "same" : op === "added" ? "removed" : "added",
    text,
  }));
  return join(turned);
}

function diffInOrder(before: string, after: string): readonly Span[] {
  const one = before.match(token) ?? [];
  const other = after.match(token) ?? [];
  const head = commonHead(one, other);
  const tail = commonTail(one, other, head);
  const left = one.slice(head, one.length - tail);
  const right = other.slice(head, other.length - tail);
  const middle = isUnrelated(one, other) ? replaced(left, right) : diffTokens(left, right);
  const isWhole = middle.length > 0 && isUnrelated(one, other);
  if (isWhole) return replaced(one, other);
  return tidy([
    { op: "same", text: one.slice(0, head).join("") },
    ...middle,
    { op: "same", text: one.slice(one.length - tail).join("") },
  ]);
}

function commonHead(one: readonly string[], other: readonly string[]): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  return length;
}

function commonTail(one: readonly string[], other: readonly string[], head: number): number {
  const most = Math.min(one.length, other.length) - head;
  let length = 0;
  while (length < most && one.at(-1 - length) === other.at(-1 - length)) length++;
  return length;
}

function isUnrelated(one: readonly string[], other: readonly string[]): boolean {
  const mine = one.filter(isWord);
  const theirs = other.filter(isWord);
  const shorter = Math.min(mine.length, theirs.length);
  if (shorter < 4) return false;
  const bag = new Map<string, number>();
  for (const word of theirs) bag.set(word.toLowerCase(), (bag.get(word.toLowerCase()) ?? 0) + 1);
  let shared = 0;
  for (const word of mine) {
    const left = bag.get(word.toLowerCase()) ?? 0;
    if (left > 0) {
      shared += 1;
      bag.set(word.toLowerCase(), left - 1);
    }
  }
  return shared / shorter < minimumShared;
}

function isWord(text: string): boolean {
  return /^[\p{L}\p{N}]/u.test(text);
}

function replaced(left: readonly string[], right: readonly string[]): Span[] {
  const spans: Span[] = [];
  if (left.length > 0) spans.push({ op: "removed", text: left.join("") });
  if (right.length > 0) spans.push({ op: "added", text: right.join("") });
  return spans;
}

function diffTokens(left: readonly string[], right: readonly string[]): Span[] {
  if (left.length === 0 || right.length === 0) return replaced(left, right);
  if (left.length > maxTokens || right.length > maxTokens) return diffSentences(left, right);
  const parts = diffArrays([...left], [...right], { maxEditLength: maxEdits });
  if (parts === undefined) return replaced(left, right);
  return parts.map((part) => ({
    op: part.added ? "added" : part.removed ? "removed" : "same",
    text: part.value.join(""),
  }));
}

/** Sentences first; the words only of sentences that stand against each other and are short enough. */
function diffSentences(left: readonly string[], right: readonly string[]): Span[] {
  const parts = diffArrays(toSentences(left), toSentences(right), { maxEditLength: maxEdits });
  if (parts === undefined) return replaced(left, right);
  const spans: Span[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    const next = parts[at + 1];
    if (part === undefined) continue;
    if (part.removed && next?.added) {
      const one = part.value.join("").match(token) ?? [];
      const other = next.value.join("").match(token) ?? [];
      const isShort = one.length <= maxTokens && other.length <= maxTokens;
      spans.push(
        ...(isShort && !isUnrelated(one, other) ? diffTokens(one, other) : replaced(one, other)),
      );
      at += 1;
    } else {
      spans.push({
        op: part.added ? "added" : part.removed ? "removed" : "same",
        text: part.value.join(""),
      });
    }
  }
  return spans;
}

function toSentences(tokens: readonly string[]): string[] {
  const sentences: string[] = [];
  let sentence = "";
  for (const [at, text] of tokens.entries()) {
    sentence += text;
    const isEnd = /\s/.test(text) && /[.;:!?|]/.test(tokens[at - 1] ?? "");
    if (isEnd || text.includes("\n")) {
      sentences.push(sentence);
      sentence = "";
    }
  }
  if (sentence !== "") sentences.push(sentence);
  return sentences;
}

/**
 * Joins neighbours of one kind, and takes into a change what stands between two changes and carries
 * nothing by itself (white space, a mark, one connective): "<del>do not sell</del>", not three pieces.
 */
function tidy(parts: readonly Span[]): readonly Span[] {
  const merged = join(parts);
  const spans: Span[] = [];
  for (const [at, span] of merged.entries()) {
    const isIsland =
      span.op === "same" &&
      at > 0 &&
      at < merged.length - 1 &&
      isTrivial(span.text) &&
      (isBetweenWords(merged, at) || isGap(merged, at));
    if (isIsland) spans.push({ op: "removed", text: span.text }, { op: "added", text: span.text });
    else spans.push(span);
  }
  return join(spans);
}

function isTrivial(text: string): boolean {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0
    ? text.length <= 3
    : words.length === 1 && connective.test(words[0] ?? "");
}

function hasBoth(one: Span | undefined, other: Span | undefined): boolean {
  return one !== undefined && other !== undefined && one.op !== "same" && other.op !== "same";
}

/** Both neighbours replace words by words: an island between two plain insertions is worth keeping. */
function isBetweenWords(spans: readonly Span[], at: number): boolean {
  return hasBoth(spans[at - 1], spans[at - 2]) && hasBoth(spans[at + 1], spans[at + 2]);
}

/** White space with something taken away on one side of it and put in on the other: one replacement. */
function isGap(spans: readonly Span[], at: number): boolean {
  if (spans[at]?.text.trim() !== "") return false;
  const left = spans.slice(Math.max(0, at - 2), at).toReversed();
  const right = spans.slice(at + 1, at + 3);
  const changes = [left, right].flatMap((side) => {
    const end = side.findIndex(({ op }) => op === "same");
    return end === -1 ? side : side.slice(0, end);
  });
  return changes.some(({ op }) => op === "removed") && changes.some(({ op }) => op === "added");
}

/** Removed before added within each run of changes, neighbours of one kind as one. */
function join(parts: readonly Span[]): readonly Span[] {
  const spans: Span[] = [];
  let removed = "";
  let added = "";
  const flush = (): void => {
    if (removed !== "") spans.push({ op: "removed", text: removed });
    if (added !== "") spans.push({ op: "added", text: added });
    removed = "";
    added = "";
  };
  for (const part of parts) {
    if (part.text === "") continue;
    if (part.op === "removed") removed += part.text;
    else if (part.op === "added") added += part.text;
    else {
      flush();
      const last = spans.at(-1);
      if (last?.op === "same")
        spans[spans.length - 1] = { op: "same", text: last.text + part.text };
      else spans.push(part);
    }
  }
  flush();
  return spans;
}
