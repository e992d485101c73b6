import type { ClauseChange, Comparison } from "../../model/comparison.ts";
import { isAtLeast } from "../../model/topic.ts";
import { rankClauseChanges } from "../rank.ts";
import { hasChangedWords } from "./changed-ranges.ts";

/**
 * Gives the clause changes that a model is asked about, what a reader sees first to last, at most `max`: those of
 * changed words that bind, editorial ones too, since a second opinion on them may raise an alert. A replaced
 * document is none of its clauses' doing: nothing is asked.
 */
export function chooseToExplain(comparison: Comparison, max: number): ClauseChange[] {
  if (comparison.replaced) return [];
  return rankClauseChanges(comparison.changes)
    .flatMap((index) => comparison.changes[index] ?? [])
    .filter((change) => isAtLeast(change.materiality, "editorial") && hasChangedWords(change))
    .slice(0, max);
}
