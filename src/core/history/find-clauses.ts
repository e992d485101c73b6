import type { Clause } from "../../model/clause.ts";
import { toPlain } from "../clauses/plain.ts";
import type { ClauseThread, Lineage } from "./thread.ts";
import { toWording } from "./wording.ts";

/** What was asked for, and how it was understood. */
export interface ClauseMatches {
  readonly by: "id" | "number" | "heading" | "words";
  /** Those that stand in the latest version first, in its order; then those that have gone, what was seen last first. */
  readonly threads: readonly ClauseThread[];
}

/**
 * Gives the clauses that somebody means by an id (or its first six digits or more), a number as
 * written ("3.3(b)", "§ 4"), a heading's words (the heading, and what stands directly under it), or
 * any words of any of its wordings: the first of these readings that means anything, and clauses
 * that stand before those that have gone. Undefined when none does.
 */
export function findClauses(lineage: Lineage, asked: string): ClauseMatches | undefined {
  const threads = toOrder(lineage);
  const words = fold(asked);
  const number = toNumber(asked);
  const readings: readonly (readonly [ClauseMatches["by"], (thread: ClauseThread) => boolean])[] = [
    ["id", ({ id }) => /^[0-9a-f]{6,64}$/.test(asked) && id.startsWith(asked)],
    ["number", (thread) => number !== "" && toNumber(lastOf(thread)?.number ?? "") === number],
    ["heading", (thread) => words !== "" && isUnder(lastOf(thread), words)],
    ["words", (thread) => words !== "" && isStanding(thread) && holds(lastOf(thread), words)],
    ["words", (thread) => words !== "" && hasHeld(thread, words)],
  ];
  for (const [by, isMeant] of readings) {
    const meant = threads.filter(isMeant);
    const standing = meant.filter(isStanding);
    if (meant.length > 0) return { by, threads: standing.length > 0 ? standing : meant };
  }
  return undefined;
}

/** Whether the clause stands in the latest version. */
export function isStanding(thread: ClauseThread): boolean {
  return thread.steps.at(-1)?.after !== null;
}

/** The clause as it stands, or stood last. */
export function lastOf(thread: ClauseThread): Clause | undefined {
  const step = thread.steps.at(-1);
  return step?.after ?? step?.before ?? undefined;
}

function toOrder({ threads, standing }: Lineage): readonly ClauseThread[] {
  const places = new Map(standing.map((thread, place) => [threads[thread], place]));
  const keys = new Map(
    threads.map((thread) => [
      thread,
      {
        isStanding: isStanding(thread),
        version: thread.steps.at(-1)?.version ?? 0,
        // Of one that stands, among those that do: it may have begun elsewhere when something last happened to it.
        start: places.get(thread) ?? lastOf(thread)?.start ?? 0,
      },
    ]),
  );
  return threads.toSorted((one, other) => {
    const left = keys.get(one);
    const right = keys.get(other);
    if (!left || !right) return 0;
    if (left.isStanding !== right.isStanding) return left.isStanding ? -1 : 1;
    return left.isStanding
      ? left.start - right.start
      : right.version - left.version || left.start - right.start;
  });
}

function isUnder(clause: Clause | undefined, words: string): boolean {
  if (clause === undefined) return false;
  const title =
    clause.kind === "heading" ? toWording(clause) : (clause.title ?? clause.path.at(-1) ?? "");
  return fold(title) === words;
}

function holds(clause: Clause | null | undefined, words: string): boolean {
  return clause !== null && clause !== undefined && fold(clause.text).includes(words);
}

function hasHeld({ steps }: ClauseThread, words: string): boolean {
  return steps.some(({ after }) => holds(after, words));
}

function fold(text: string): string {
  return toPlain(text).toLowerCase();
}

/** `Section 3.3 (b).` → `3.3b`; empty for what is no number. */
function toNumber(text: string): string {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^(?:section|article|clause|item|§)\s*/, "")
    .replaceAll(/[\s().]+/g, (mark) => (mark.includes(".") ? "." : ""))
    .replace(/\.$/, "");
  return bare.length <= 12 ? bare : "";
}
