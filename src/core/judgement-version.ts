import { weightsVersion } from "./classify/shipped-weights.ts";

/** Raised with every change to segmentation, alignment or rules that can change what a comparison says. */
const rulesVersion = 3;

/**
 * Names the rules and weights that comparisons are made by: the same version gives the same bytes for
 * the same two texts, so that what carries it need not be judged again.
 */
export const judgementVersion: string = `rules-${rulesVersion}+weights-${weightsVersion}`;

/**
 * Names the rules, the weights and a team's own topics together.
 * @param ownTopics the version of the own topics; empty where there are none
 */
export function toJudgementVersion(ownTopics: string): string {
  return ownTopics === "" ? judgementVersion : `${judgementVersion}+topics-${ownTopics}`;
}
