import type { OwnTopic } from "../../model/own-topic.ts";
import { topics } from "../../model/topic.ts";
import type { BuiltInTopic, Topic } from "../../model/topic.ts";
import { toPlain } from "../clauses/plain.ts";
import { compareVersions } from "../compare.ts";
import cases from "./built-in-cases.json" with { type: "json" };
import { toStems } from "./meanings.ts";
import { matchPrototype, toTopicProbability } from "./own-topics.ts";
import { toLikeness, toPassage } from "./passage.ts";
import { createPrototype } from "./prototype.ts";
import { shippedGround } from "./shipped-meanings.ts";
import type { Ground } from "./shipped-meanings.ts";

/** A sentence that a trial got wrong. */
export interface TrialMiss {
  /** `missed`: about the topic, and not found; `mistaken`: about something else, and taken for it. */
  readonly kind: "missed" | "mistaken";
  readonly text: string;
  /** How likely it was held to be about the topic, 0–1; null where nothing says. */
  readonly probability: number | null;
}

/** How well a topic is told from others. */
export interface TopicTrial {
  readonly topic: Topic;
  /** Sentences about it, and how many of them were found: of an own topic each by the others alone. */
  readonly examples: number;
  readonly found: number;
  /** Sentences known to be about something else, and how many of them were taken for it. */
  readonly others: number;
  readonly mistaken: number;
  /** Share of clauses about anything that are taken for it, 0–1; for an own topic alone. */
  readonly strangers: number | null;
  readonly misses: readonly TrialMiss[];
  readonly isPassed: boolean;
}

// A topic that misses more of its own examples than it finds, or takes one clause in twelve of any
// kind for its own, is no filter. The broadest built-in ones, hidden, took one in twenty.
const minimumRecall = 0.5;
const mostStrangers = 0.08;

/** Gives how an own topic does on its examples, each judged by the others, its counter-examples and the background. */
export function tryOwnTopic(topic: OwnTopic, ground: Ground = shippedGround()): TopicTrial {
  const prototype = createPrototype(topic, ground);
  const { threshold, heldOut } = prototype;
  const read = (text: string) =>
    toPassage([{ stems: toStems(toPlain(text)), weight: 1 }], ground.meanings);
  const missed = topic.examples.flatMap((text, at): TrialMiss[] => {
    const likeness = heldOut[at] ?? 0;
    const probability = toTopicProbability(likeness, threshold);
    return likeness >= threshold ? [] : [{ kind: "missed", text, probability }];
  });
  const mistaken = topic.counterExamples.flatMap((text): TrialMiss[] => {
    const likeness = toLikeness(read(text), prototype.passage);
    const probability = toTopicProbability(likeness, threshold);
    return likeness < threshold ? [] : [{ kind: "mistaken", text, probability }];
  });
  const strangers = ground.background.filter(
    (passage) => matchPrototype(passage, prototype) !== undefined,
  ).length;
  const found = topic.examples.length - missed.length;
  const share = strangers / ground.background.length;
  return {
    topic: topic.id,
    examples: topic.examples.length,
    found,
    others: topic.counterExamples.length,
    mistaken: mistaken.length,
    strangers: share,
    misses: [...missed, ...mistaken],
    isPassed:
      found >= topic.examples.length * minimumRecall &&
      mistaken.length === 0 &&
      share <= mostStrangers,
  };
}

/**
 * Gives how the built-in topics do on sentences written for this, which nothing was learned from; each
 * judged as a clause added to a document.
 */
export function tryBuiltInTopics(only?: BuiltInTopic): readonly TopicTrial[] {
  const judged = cases.map(({ topic, text }) => ({ topic, text, said: judge(text) }));
  return topics
    .filter((topic) => only === undefined || topic === only)
    .filter((topic) => cases.some((each) => each.topic === topic))
    .map((topic) => {
      const about = judged.filter((each) => each.topic === topic);
      const others = judged.filter((each) => each.topic !== topic);
      const missed = about.filter(({ said }) => !said.includes(topic));
      // A second topic is an opinion; a wrong first one is a mistake.
      const mistaken = others.filter(({ said }) => said[0] === topic);
      return {
        topic,
        examples: about.length,
        found: about.length - missed.length,
        others: others.length,
        mistaken: mistaken.length,
        strangers: null,
        misses: [
          ...missed.map(({ text }) => ({ kind: "missed" as const, text, probability: null })),
          ...mistaken.map(({ text }) => ({ kind: "mistaken" as const, text, probability: null })),
        ],
        isPassed: about.length - missed.length >= about.length * minimumRecall,
      };
    });
}

function judge(text: string): readonly Topic[] {
  const before = "# Agreement\n\nThe parties agree as follows.";
  const { changes } = compareVersions(before, `${before}\n\n${text}`);
  return changes.flatMap(({ after, topics: said }) => (after === null ? [] : said));
}
