import { rankClauseChanges } from "../../core/rank.ts";
import type { ClauseChange } from "../../model/comparison.ts";
import type { Materiality } from "../../model/topic.ts";
import type { PlacedChange } from "../../render/sections.ts";
import { placeChanges } from "../../render/sections.ts";

/** A clause change with its number on the page. */
export interface NumberedChange extends PlacedChange {
  /** From 1 on, over all parts. */
  readonly number: number;
}

/** A recorded change laid out: what matters first, each weight in the order of the text, in parts of a bounded length. */
export interface ChangeLayout {
  readonly substantive: readonly NumberedChange[];
  readonly editorial: readonly NumberedChange[];
  readonly noise: readonly NumberedChange[];
  /** The substantive ones, what a reader should see first to last; the weaker ones where there are none. */
  readonly ranked: readonly NumberedChange[];
  /** Parts that it takes; at least 1. */
  readonly count: number;
}

/** Clauses of one part: the longest real changes have some hundreds, and a part is read in one sitting. */
export const partSize = 100;

export function layOut(changes: readonly ClauseChange[]): ChangeLayout {
  const placed = placeChanges(changes, () => true);
  let count = 0;
  const take = (materiality: Materiality): readonly NumberedChange[] =>
    placed
      .filter(({ change }) => change.materiality === materiality)
      .map((one) => ({ ...one, number: (count += 1) }));
  const [substantive, editorial, noise] = [take("substantive"), take("editorial"), take("noise")];
  const listed = substantive.length > 0 ? substantive : [...editorial, ...noise];
  const order = rankClauseChanges(listed.map(({ change }) => change));
  return {
    substantive,
    editorial,
    noise,
    ranked: order.flatMap((index) => listed[index] ?? []),
    count: Math.max(1, Math.ceil(count / partSize)),
  };
}

/** The part that a number stands in, from 1 on. */
export function partOf(number: number): number {
  return Math.ceil(number / partSize);
}

/** Those of them that stand in a part. */
export function inPart(changes: readonly NumberedChange[], part: number): NumberedChange[] {
  return changes.filter(({ number }) => partOf(number) === part);
}
