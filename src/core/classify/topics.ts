import type { Cue } from "../../model/comparison.ts";
import { topics as allTopics } from "../../model/topic.ts";
import type { Topic } from "../../model/topic.ts";
import type { Learned } from "../learn/learned.ts";
import { toStem } from "../clauses/stem.ts";
import { toBucket } from "../learn/bag.ts";
import { scoreBag, toProbability } from "../learn/linear.ts";
import type { TopicEvidence } from "./topic-evidence.ts";
import { textKind, toTopicBag } from "./topic-features.ts";
import { topicRules } from "./topic-rules.ts";
import { scoreTopics } from "./topic-scores.ts";

/** How likely a passage is about a topic. */
export interface TopicProbability {
  readonly topic: Topic;
  /** 0–1. */
  readonly probability: number;
}

// Beside the first topic, another must be likely enough by itself and beside the first, a third by itself.
const minimumProbability = 0.14;
const minimumShare = 0.18;
const minimumOfThird = 0.25;
const maxTopics = 3;
// What is binding and about nothing else.
const residual: Topic = "other";

// The topic that nobody may miss, and that few examples teach: its own rules say whether it is meant, unless
// what was learned is all but sure.
const ruledTopic: Topic = "competing-development";
const minimumRule = 0.6;
// Of what its rules say when another topic's say more.
const minimumRuleShare = 0.62;
const certainly = 0.6;
const nearlySure = 0.5;
const unlikely = 0.05;

/** Gives how likely each topic is, likeliest first. */
export function weighTopics(
  evidence: TopicEvidence,
  learned: Learned,
): readonly TopicProbability[] {
  const scores = scoreBag(learned.model, toTopicBag(evidence, learned.rarity));
  const isRuled = isMeantByRules(evidence);
  return allTopics
    .map((topic, at) => {
      const probability = toProbability(scores[at] ?? 0);
      if (topic !== ruledTopic || probability >= nearlySure) return { topic, probability };
      return { topic, probability: isRuled ? certainly : Math.min(unlikely, probability) };
    })
    .toSorted((x, y) => y.probability - x.probability || (x.topic < y.topic ? -1 : 1));
}

function isMeantByRules(evidence: TopicEvidence): boolean {
  const ruled = scoreTopics(evidence);
  const score = ruled.slice(0, maxTopics).find(({ topic }) => topic === ruledTopic)?.score ?? 0;
  return score >= minimumRule && score >= minimumRuleShare * (ruled[0]?.score ?? 0);
}

/** Gives one to three topics, most important first. */
export function chooseTopics(weighed: readonly TopicProbability[]): readonly Topic[] {
  const best = weighed[0]?.probability ?? 0;
  return weighed
    .filter(
      ({ topic, probability }, at) =>
        at === 0 ||
        (topic !== residual &&
          probability >= minimumProbability &&
          probability >= best * minimumShare),
    )
    .filter(({ probability }, at) => at < 2 || probability >= minimumOfThird)
    .slice(0, maxTopics)
    .map(({ topic }) => topic);
}

/** Gives the words of a changed side that the chosen topics rest on, at most one cue for each topic. */
export function findTopicCues(
  topics: readonly Topic[],
  side: "before" | "after",
  text: string,
  learned: Learned,
): readonly Cue[] {
  return topics.flatMap((topic) => {
    const found = findRuled(topic, text) ?? findLearned(topic, text, learned);
    return found === undefined ? [] : [{ side, ...found, why: `topic-${topic}` }];
  });
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function findRuled(topic: Topic, text: string): Stretch | undefined {
  for (const rule of topicRules) {
    const match = rule.topic === topic ? rule.pattern.exec(text) : null;
    if (match !== null) return { start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

// A clause that is longer says what it is about where it begins.
const maxRead = 2_000;

/** The word that speaks most for a topic, by what was learned. */
function findLearned(topic: Topic, text: string, learned: Learned): Stretch | undefined {
  const { rarity, model } = learned;
  const output = model.outputs.indexOf(topic);
  let best: (Stretch & { readonly weight: number }) | undefined;
  for (const match of text.slice(0, maxRead).matchAll(/\p{L}{3,}/gu)) {
    const bucket = toBucket(textKind, toStem(match[0].toLowerCase()), rarity.size);
    const rare = rarity.sixteenths[bucket] ?? 0;
    const weight = rare * (model.weights[bucket * model.outputs.length + output] ?? 0);
    if (weight > (best?.weight ?? 0))
      best = { start: match.index, end: match.index + match[0].length, weight };
  }
  return best === undefined ? undefined : { start: best.start, end: best.end };
}
