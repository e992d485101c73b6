import type { Span } from "../../model/comparison.ts";

const connective =
  /^(?:and|or|the|a|an|of|to|in|for|with|by|on|as|at|from|that|which|this|these|those|such|is|are|be|we|you|your|our|us|it|its|any|all|other|if|when)$/i;
// A word that decides what a sentence says is never drawn into a change beside it.
const decisive =
  /^(?:not|no|never|nor|cannot|may|must|shall|will|can|should|might|would|only|solely|except|unless|without|until|\p{N}+)$|n['’]t$/iu;
// A word that says something by itself weighs like this many that do not.
const contentWeight = 3;
const mostIslandWords = 4;

/** What stands in place of what, and the text that follows it unchanged. */
interface Change {
  removed: string;
  added: string;
  after: string;
}

/**
 * Gives the same difference as a person would mark it: removed before added within each run of
 * changes, neighbours of one kind as one; what stands between two replacements and says little (white
 * space, a mark, stray "the" and "of") taken into them: "<del>do not sell</del>", not three pieces;
 * and white space that both end in left outside.
 */
export function toReadable(parts: readonly Span[]): readonly Span[] {
  const { before, changes } = toChanges(parts);
  const spans: Span[] = [];
  push(spans, "same", before);
  for (const change of absorbIslands(changes)) {
    const { lead, removed, added, trail } = trim(change);
    push(spans, "same", lead);
    push(spans, "removed", removed);
    push(spans, "added", added);
    push(spans, "same", trail + change.after);
  }
  return spans;
}

function toChanges(parts: readonly Span[]): { before: string; changes: Change[] } {
  let before = "";
  const changes: Change[] = [];
  for (const { op, text } of parts) {
    if (text === "") continue;
    const last = changes.at(-1);
    if (op === "same") {
      if (last === undefined) before += text;
      else last.after += text;
      continue;
    }
    if (last === undefined || last.after !== "")
      changes.push({ removed: "", added: "", after: "" });
    const change = changes.at(-1);
    if (change !== undefined) change[op] += text;
  }
  return { before, changes };
}

function absorbIslands(changes: readonly Change[]): readonly Change[] {
  const kept: Change[] = [];
  for (const change of changes) {
    const last = kept.at(-1);
    if (last !== undefined && isIsland(last, change)) {
      last.removed += last.after + change.removed;
      last.added += last.after + change.added;
      last.after = change.after;
    } else kept.push({ ...change });
  }
  return kept;
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\p{N}+|\p{L}+(?:['’]\p{L}+)*/gu) ?? [];
}

/** Whether what stands between two changes is to be read with them: its own words against theirs. */
function isIsland(left: Change, right: Change): boolean {
  const text = left.after;
  // A clause's words may be many; an island's are few.
  if (text.length > 60) return false;
  const words = wordsOf(text);
  if (!isReplacement(left, right)) return false;
  if (words.length === 0) {
    if (text.trim() === "") return true;
    return text.length <= 3 && [left, right].every(isWhole);
  }
  if (words.length > mostIslandWords || words.some((word) => decisive.test(word))) return false;
  let weight = 0;
  for (const word of words) weight += connective.test(word) ? 1 : contentWeight;
  return weight <= Math.min(sizeOf(left), sizeOf(right));
}

/** Together they take something away and put something in; not by being two plain insertions. */
function isReplacement(left: Change, right: Change): boolean {
  return (left.removed !== "" || right.removed !== "") && (left.added !== "" || right.added !== "");
}

function isWhole(change: Change): boolean {
  return change.removed !== "" && change.added !== "";
}

function sizeOf({ removed, added }: Change): number {
  return Math.max(wordsOf(removed).length, wordsOf(added).length);
}

/** A change without the white space that both of its sides begin and end with. */
function trim({ removed, added }: Change): Record<"lead" | "removed" | "added" | "trail", string> {
  if (removed === "" || added === "") return { lead: "", removed, added, trail: "" };
  const most = Math.min(removed.length, added.length);
  let start = 0;
  while (start < most && removed[start] === added[start] && /\s/.test(removed[start] ?? ""))
    start++;
  let end = 0;
  while (
    end < most - start &&
    removed.at(-1 - end) === added.at(-1 - end) &&
    /\s/.test(removed.at(-1 - end) ?? "")
  )
    end++;
  return {
    lead: removed.slice(0, start),
    removed: removed.slice(start, removed.length - end),
    added: added.slice(start, added.length - end),
    trail: removed.slice(removed.length - end),
  };
}

function push(spans: Span[], op: Span["op"], text: string): void {
  if (text === "") return;
  const last = spans.at(-1);
  if (last?.op === op) spans[spans.length - 1] = { op, text: last.text + text };
  else spans.push({ op, text });
}
