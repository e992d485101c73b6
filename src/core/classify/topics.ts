import type { Cue } from "../../model/comparison.ts";
import { genreFactors, genreTopic } from "./genre.ts";
import type { Genre } from "./genre.ts";
import type { Topic } from "../../model/topic.ts";
import { headingRules } from "./heading-rules.ts";
import { topicRules } from "./topic-rules.ts";

/** What topics are read from, as plain text; the nearer to the change, the more it says. */
export interface TopicEvidence {
  /** The sentences that changed. */
  readonly changed: string;
  /** The whole clause. */
  readonly clause: string;
  readonly leadIn: string;
  readonly genre: Genre;
  /** Headings above it, outermost first. */
  readonly path: readonly string[];
}

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
const minimumScore = 0.6;
// Beside the first topic, another must be nearly as well supported.
const minimumShare = 0.62;
const maxTopics = 3;

/** Gives the scores of all topics that any rule speaks for, best first. */
export function scoreTopics(evidence: TopicEvidence): readonly TopicScore[] {
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

/** Gives one to three topics, most important first; the genre's own where no rule speaks. */
export function chooseTopics(scores: readonly TopicScore[], genre: Genre): readonly Topic[] {
  const best = scores[0];
  if (best === undefined) return [genreTopic[genre]];
  const chosen = scores
    .filter(({ score }) => score >= Math.max(minimumScore, best.score * minimumShare))
    .slice(0, maxTopics);
  return chosen.length === 0 ? [best.topic] : chosen.map(({ topic }) => topic);
}

/** Gives the words of a changed side that the chosen topics rest on, at most one cue for each topic. */
export function findTopicCues(
  topics: readonly Topic[],
  side: "before" | "after",
  text: string,
): readonly Cue[] {
  return topics.flatMap((topic) => {
    for (const rule of topicRules) {
      if (rule.topic !== topic) continue;
      const match = rule.pattern.exec(text);
      if (match !== null)
        return [
          { side, start: match.index, end: match.index + match[0].length, why: `topic-${topic}` },
        ];
    }
    return [];
  });
}
