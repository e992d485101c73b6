import type { ClauseChange } from "../../model/comparison.ts";
import type { Digest } from "../../model/digest.ts";
import type { Explanation, ModelAnswer } from "../../model/explanation.ts";
import { checkClaims } from "./claims.ts";
import { clausesDigest } from "./identity.ts";

/** By `clausesDigest`: two changes of the same words have the same explanation. */
export type Explanations = ReadonlyMap<Digest, Explanation>;

/**
 * Gives what readers are shown of kept answers to these changes, each checked anew against the change that it is shown
 * with. Of several about the same clauses the first is taken.
 */
export function toExplanations(
  changes: readonly ClauseChange[],
  answers: readonly ModelAnswer[],
): Explanations {
  const explanations = new Map<Digest, Explanation>();
  for (const change of changes) {
    const clauses = clausesDigest(change);
    const kept = answers.find((each) => each.clauses === clauses && each.answer !== null);
    if (!kept?.answer || explanations.has(clauses)) continue;
    const { materiality, topics, direction } = kept.answer;
    explanations.set(clauses, {
      model: kept.model,
      answeredAt: kept.answeredAt,
      ...checkClaims(kept.answer, change),
      opinion: {
        materiality,
        topics: materiality === "noise" ? [] : [...new Set(topics)].slice(0, 3),
        direction: materiality === "substantive" ? direction : null,
      },
    });
  }
  return explanations;
}
