import type { Span } from "../model/comparison.ts";
import { foldSpans } from "./fold.ts";
import { toMarkedSpans } from "./markup.ts";
import { joinSame, isRewritten, sidesOf, tidySpans } from "./redline.ts";

export interface RunOptions {
  /** Upper bound of the characters of the redline, without its marks. */
  readonly maxChars: number;
  /** Upper bound of the runs: each costs a channel an object of its own, however short it is. */
  readonly maxRuns: number;
}

/** What the marks in a run mean, said once a message. */
export const runLegend = "How to read it: [-removed-] {+added+}";

/**
 * Gives a redline as runs for channels that style text run by run: struck and underlined there, and marked in the
 * text, so that copied words and a screen reader's say the same. Of a clause that kept hardly a word, what it was
 * stands above what it is. What does not fit is folded to "…" or counted.
 */
export function toRuns(spans: readonly Span[], { maxChars, maxRuns }: RunOptions): Span[] {
  const sides = isRewritten(spans) ? sidesOf(spans) : [spans];
  const each = Math.max(40, Math.floor(maxChars / sides.length));
  const runs = sides.flatMap((side, at) => [
    ...(at === 0 ? [] : [{ op: "same", text: "\n" } as const]),
    ...joinSame(toMarkedSpans(tidySpans(foldSpans(side, { maxChars: each })))),
  ]);
  if (runs.length <= maxRuns) return runs;
  const left = runs.slice(maxRuns - 1).filter(({ op }) => op !== "same").length;
  return [
    ...runs.slice(0, maxRuns - 1),
    { op: "same", text: ` … (${left} more edits in this clause)` },
  ];
}
