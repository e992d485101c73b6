import { diffArrays } from "diff";
import type { Span } from "../../model/comparison.ts";
import { toReadable } from "./readable.ts";

/** Bounds, in counts so that a slow machine gives the same answer. */
// Edits beyond which word by word is no longer read as an edit; jsdiff's cost is tokens × edits.
const maxEdits = 600;
// Texts with more tokens than this are compared sentence by sentence first.
const maxTokens = 1_500;
// Below this share of common words two clauses are unrelated, and stray "the" and "of" are not kept.
const minimumShared = 0.2;

// Where words have no spaces, each character is a token. A link target is one; so is an address, a
// tag, a number with its separators, and a run of emphasis marks.
const token =
  /\]\([^\(\)\s]{0,2000}\)|<[a-z\/][^<>\s]{0,20}>|https?:\/\/[^\s\(\)<>\[\]]{1,2000}|[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}|[$€£¥]?\p{N}+(?:[.,]\p{N}+)*|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[\p{L}--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]]+(?:['’]\p{L}+)*|\s+|[*_]+|[^\p{L}\p{N}\s]/gv;

/**
 * Gives the spans that turn `before` into `after`, word by word: their "same" and "removed" texts
 * joined are `before`, "same" and "added" are `after`. Clauses that share little are replaced whole.
 */
export function diffWords(before: string, after: string): readonly Span[] {
  if (before === after) return before === "" ? [] : [{ op: "same", text: before }];
  // One orientation for both, so that swapping the sides swaps the spans and changes nothing else.
  return before < after ? diffInOrder(before, after) : turn(diffInOrder(after, before));
}

/** The same difference read from the other side: what was added is removed, and stands first. */
function turn(spans: readonly Span[]): readonly Span[] {
  const turned: Span[] = [];
  for (const { op, text } of spans) {
    const last = turned.at(-1);
    if (op === "same") turned.push({ op, text });
    else if (op === "removed") turned.push({ op: "added", text });
    else if (last?.op === "added") turned.splice(-1, 0, { op: "removed", text });
    else turned.push({ op: "removed", text });
  }
  return turned;
}

function diffInOrder(before: string, after: string): readonly Span[] {
  const one = before.match(token) ?? [];
  const other = after.match(token) ?? [];
  if (isUnrelated(one, other)) return replaced(one, other);
  const head = commonHead(one, other);
  const tail = commonTail(one, other, head);
  return toReadable([
    { op: "same", text: one.slice(0, head).join("") },
    ...diffTokens(one.slice(head, one.length - tail), other.slice(head, other.length - tail)),
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
