import type { Explanations } from "../core/explain/explanation.ts";
import { clausesDigest } from "../core/explain/identity.ts";
import type { Comparison } from "../model/comparison.ts";
import type { Explanation } from "../model/explanation.ts";
import { textOfQuote } from "../model/explanation.ts";

/** Generated words about one clause change, for programs: apart from the comparison, and named for what they are. */
export interface ExplanationJson extends Omit<Explanation, "claims"> {
  /** Index into the comparison's `changes`. */
  readonly changeIndex: number;
  readonly isGenerated: true;
  readonly claims: readonly {
    readonly text: string;
    /** Offsets into the side's `text`, and what stands there. */
    readonly quotes: readonly {
      readonly side: "before" | "after";
      readonly start: number;
      readonly end: number;
      readonly text: string;
    }[];
  }[];
}

/** Gives what is kept about a comparison's changes, in their order. */
export function toExplanationJson(
  { changes }: Comparison,
  explanations: Explanations,
): ExplanationJson[] {
  return changes.flatMap((change, changeIndex) => {
    const explanation = explanations.get(clausesDigest(change));
    if (explanation === undefined) return [];
    const claims = explanation.claims.map(({ text, quotes }) => ({
      text,
      quotes: quotes.map((quote) => ({ ...quote, text: textOfQuote(quote, change) })),
    }));
    return [{ changeIndex, isGenerated: true as const, ...explanation, claims }];
  });
}
