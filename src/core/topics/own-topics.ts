import { digestOfFields } from "../../model/digest.ts";
import type { OwnTopic } from "../../model/own-topic.ts";
import type { OwnTopicId } from "../../model/topic.ts";
import type { Part, Passage } from "./passage.ts";
import { toLikeness, toPassage, weighStems } from "./passage.ts";
import { createPrototype } from "./prototype.ts";
import type { Prototype } from "./prototype.ts";
import { shippedGround } from "./shipped-meanings.ts";
import type { Ground } from "./shipped-meanings.ts";

/** An own topic that a clause is about. */
export interface TopicMatch {
  readonly topic: OwnTopicId;
  /** 0–1: of clauses said at 0.8, eight in ten are about it. */
  readonly probability: number;
  /** Gives what each stem of a text adds to the case. */
  readonly weigh: (stems: readonly string[]) => readonly number[];
}

/** A team's own topics, learned and ready to be asked. */
export interface OwnTopics {
  /** By id. */
  readonly topics: readonly OwnTopic[];
  /** Names what they say: other examples, another digest; empty where there are no own topics. */
  readonly version: string;
  /** Gives the topics that a passage is about, likeliest first. */
  readonly match: (parts: readonly Part[]) => readonly TopicMatch[];
}

export const noOwnTopics: OwnTopics = { topics: [], version: "", match: () => [] };

// Of what reaches its threshold barely, a third is about the topic; of what is half as much again,
// three in four. Read off the same draws that the threshold was chosen on.
const slope = 3.7;
const evenRatio = 1.17;

/** Gives the probability that a passage of this likeness is about a topic. */
export function toTopicProbability(likeness: number, threshold: number): number {
  return 1 / (1 + Math.exp(-slope * (likeness / threshold - evenRatio)));
}

/**
 * Gives own topics learned from their examples, against the ground that comes with this version. The
 * same definitions give the same answers. A few milliseconds a topic, then under a tenth of one to ask.
 */
export function createOwnTopics(
  definitions: readonly OwnTopic[],
  ground: () => Ground = shippedGround,
): OwnTopics {
  if (definitions.length === 0) return noOwnTopics;
  const topics = definitions.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const learned = topics.map((topic) => ({
    topic: topic.id,
    prototype: createPrototype(topic, ground()),
  }));
  const { meanings } = ground();
  return {
    topics,
    version: digestOfFields("own-topics", JSON.stringify(topics)).slice(0, 12),
    match: (parts) => {
      const passage = toPassage(parts, meanings);
      return learned
        .flatMap(({ topic, prototype }): TopicMatch[] => {
          const likeness = matchPrototype(passage, prototype);
          if (likeness === undefined) return [];
          const probability = toTopicProbability(likeness, prototype.threshold);
          const weigh = (stems: readonly string[]): readonly number[] =>
            weighStems(stems, prototype.passage, meanings);
          return [{ topic, probability, weigh }];
        })
        .toSorted(
          (one, other) => other.probability - one.probability || (one.topic < other.topic ? -1 : 1),
        );
    },
  };
}

/** Gives how like a topic's prototype a passage is, where it is like enough; a counter-example that is liker still rules it out. */
export function matchPrototype(passage: Passage, prototype: Prototype): number | undefined {
  const likeness = toLikeness(passage, prototype.passage);
  if (likeness < prototype.threshold) return undefined;
  const isCounter = prototype.counters.some((counter) => toLikeness(passage, counter) > likeness);
  return isCounter ? undefined : likeness;
}
