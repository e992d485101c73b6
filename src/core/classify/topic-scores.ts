import { genreFactors } from "./genre.ts";
import type { Topic } from "../../model/topic.ts";
import { headingRules } from "./heading-rules.ts";
import type { TopicEvidence } from "./topic-evidence.ts";
import { topicRules } from "./topic-rules.ts";

/** How strongly the rules speak for a topic. */
export interface TopicScore {
  readonly topic: Topic;
  readonly score: number;
}

const weightOf = {
  changed: 1,
  clause: 0.35,
  leadIn: 0.55,
  heading: 0.8,
  outer: 0.4,
  title: 0.3,
} as const;
// Topics, materiality and direction all ask.
const known = new WeakMap<TopicEvidence, readonly TopicScore[]>();

/** Gives the scores of all topics that any rule speaks for, best first; read once for an evidence. */
export function scoreTopics(evidence: TopicEvidence): readonly TopicScore[] {
  const scores = known.get(evidence) ?? scoreAnew(evidence);
  known.set(evidence, scores);
  return scores;
}

function scoreAnew(evidence: TopicEvidence): readonly TopicScore[] {
  const factors = genreFactors[evidence.genre];
  const scores = new Map<Topic, number>();
  const add = (topic: Topic, score: number): void => {
    scores.set(topic, (scores.get(topic) ?? 0) + score);
  };
  for (const { topic, weight, pattern } of topicRules) {
    if (pattern.test(evidence.changed)) add(topic, weight * weightOf.changed);
    else if (pattern.test(evidence.clause)) add(topic, weight * weightOf.clause);
    if (evidence.leadIn !== "" && pattern.test(evidence.leadIn))
      add(topic, weight * weightOf.leadIn);
  }
  for (const [at, title] of evidence.path.entries()) {
    const isLast = at === evidence.path.length - 1;
    const nearness = isLast ? weightOf.heading : at === 0 ? weightOf.title : weightOf.outer;
    for (const { topic, weight, pattern } of headingRules)
      if (pattern.test(title)) add(topic, weight * nearness);
  }
  return [...scores]
    .map(([topic, score]) => ({ topic, score: score * (factors.get(topic) ?? 1) }))
    .toSorted((x, y) => y.score - x.score || (x.topic < y.topic ? -1 : 1));
}
