import type { ClauseChange, Edit } from "../../model/comparison.ts";
import type { Topic } from "../../model/topic.ts";
import type { Context } from "./context.ts";
import { judgeDirection } from "./direction.ts";
import { readEvidence } from "./evidence.ts";
import { judgeMateriality } from "./materiality.ts";
import type { Judgement } from "./materiality.ts";
import { chooseTopics, findTopicCues, weighTopics } from "./topics.ts";
import { shippedWeights } from "./shipped-weights.ts";
import type { Weights } from "./weights.ts";

/** Gives the edit with its judgement: how much it matters, what it is about, and in whose favour it is. */
export function classifyEdit(
  edit: Edit,
  context: Context,
  weights: Weights = shippedWeights(),
): ClauseChange {
  if (standsInBanner(edit, context)) return toFurniture(edit);
  const evidence = readEvidence(edit, context);
  const judged = judgeMateriality(evidence, context, weights.materiality);
  if (judged.materiality === "noise") return { ...edit, ...judged, topics: [], direction: null };
  const topics = chooseTopics(weighTopics(evidence.topic, weights.topics));
  const { materiality, confidence, cues } = watchClosely(judged, topics);
  if (materiality === "editorial")
    return { ...edit, materiality, topics, direction: null, confidence, cues };
  const direction = judgeDirection(evidence, {
    parties: context.parties,
    topics,
    learned: weights.direction,
  });
  const shown = edit.after ?? edit.before;
  const topicCues = findTopicCues(topics, evidence.side, shown?.text ?? "", weights.topics);
  return {
    ...edit,
    materiality,
    topics,
    direction: direction.direction,
    confidence,
    cues: [...cues, ...topicCues, ...direction.cues],
  };
}

// What nobody should learn of from the news: of it, only a sure "editorial" is believed.
const watched: Topic = "competing-development";
const sureEditorial = 0.8;

function watchClosely(judged: Judgement, topics: readonly Topic[]): Judgement {
  const { materiality, confidence, cues } = judged;
  if (materiality !== "editorial" || confidence >= sureEditorial || !topics.includes(watched))
    return judged;
  return {
    materiality: "substantive",
    confidence: Math.round(100 * (1 - confidence)) / 100,
    cues: cues.map((cue) => ({ ...cue, why: "watched-topic-reworded" })),
  };
}

/** Comes or goes as a whole; a dialogue that stays and reads differently is judged by its words. */
function standsInBanner({ before, after }: Edit, context: Context): boolean {
  if (before === null) return after !== null && context.standsInBanner("after", after.start);
  return after === null && context.standsInBanner("before", before.start);
}

function toFurniture(edit: Edit): ClauseChange {
  const side = edit.after === null ? "before" : "after";
  const end = edit[side]?.text.length ?? 0;
  return {
    ...edit,
    materiality: "noise",
    topics: [],
    direction: null,
    confidence: 0.9,
    cues: [{ side, start: 0, end, why: "page-furniture" }],
  };
}
