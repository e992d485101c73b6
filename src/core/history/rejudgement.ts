import type { ClauseChange, Comparison } from "../../model/comparison.ts";

/** What is said of one clause change. */
export type ClauseVerdict = Pick<ClauseChange, "kind" | "materiality" | "topics" | "direction">;

/** One clause whose judgement is another. */
export interface ClauseRejudgement {
  /** Headings above it, and its text: as the text after has it, or as it stood where it is gone. */
  readonly path: readonly string[];
  readonly text: string;
  /** Null where the clause was no change of its own. */
  readonly before: ClauseVerdict | null;
  /** Null where it is no change of its own any more. */
  readonly now: ClauseVerdict | null;
}

interface Turned<T> {
  readonly before: T;
  readonly now: T;
}

/** What a second judgement of the same two texts says otherwise than the first. */
export interface Rejudgement {
  readonly materiality: Turned<Comparison["materiality"]>;
  readonly replaced: Turned<boolean>;
  readonly silent: Turned<boolean>;
  /** In the order of the second judgement; then what only the first one reported. */
  readonly clauses: readonly ClauseRejudgement[];
  /** False where only figures, reasons or redlines differ, or nothing does. */
  readonly isOther: boolean;
}

/**
 * Gives what two judgements of the same two texts disagree on. Clause changes are the same where they
 * hold the same stretches of both texts; what was aligned otherwise counts on both sides. Linear.
 */
export function compareJudgements(recorded: Comparison, present: Comparison): Rejudgement {
  const earlier = new Map(recorded.changes.map((change) => [toPlaces(change), change]));
  const later = new Set(present.changes.map(toPlaces));
  const clauses = [
    ...present.changes.map((change) => toPair(earlier.get(toPlaces(change)) ?? null, change)),
    ...recorded.changes
      .filter((change) => !later.has(toPlaces(change)))
      .map((change) => toPair(change, null)),
  ].filter(({ before, now }) => !isSameVerdict(before, now));
  const materiality = { before: recorded.materiality, now: present.materiality };
  const replaced = { before: recorded.replaced, now: present.replaced };
  const silent = { before: recorded.silent, now: present.silent };
  const isOther =
    clauses.length > 0 || [materiality, replaced, silent].some(({ before, now }) => before !== now);
  return { materiality, replaced, silent, clauses, isOther };
}

function toPlaces({ before, after }: ClauseChange): string {
  return [before, after].map((side) => (side ? `${side.start}-${side.end}` : "")).join(" ");
}

function toPair(before: ClauseChange | null, now: ClauseChange | null): ClauseRejudgement {
  const change = now ?? before;
  const side = change?.after ?? change?.before;
  return {
    path: side?.path ?? [],
    text: side?.text ?? "",
    before: before && toVerdict(before),
    now: now && toVerdict(now),
  };
}

function toVerdict({ kind, materiality, topics, direction }: ClauseChange): ClauseVerdict {
  return { kind, materiality, topics, direction };
}

function isSameVerdict(one: ClauseVerdict | null, other: ClauseVerdict | null): boolean {
  return (
    one?.kind === other?.kind &&
    one?.materiality === other?.materiality &&
    one?.direction === other?.direction &&
    one?.topics.join(" ") === other?.topics.join(" ")
  );
}
