import type { ClauseChange, Cue } from "../../model/comparison.ts";
import type { Topic } from "../../model/topic.ts";
import { readChanged } from "../classify/changed.ts";
import type { Context } from "../classify/context.ts";
import { readEvidence } from "../classify/evidence.ts";
import { readFocus } from "../classify/focus.ts";
import { shippedWeights } from "../classify/shipped-weights.ts";
import { weighTopics } from "../classify/topics.ts";
import { toPlain } from "../clauses/plain.ts";
import { toContentStem, toStems } from "./meanings.ts";
import type { OwnTopics, TopicMatch } from "./own-topics.ts";
import type { Part } from "./passage.ts";

// What changed says most, what it stands under says what it is about where it says little itself.
const focusWeight = 1;
const changedWeight = 0.5;
const leadInWeight = 0.5;
const headingWeight = 0.5;

/** Gives what own topics read of a change: its changed sentences, and a little of what they stand under. */
export function toParts(change: ClauseChange, leadIn: string): readonly Part[] {
  const shown = change.after ?? change.before;
  const focus = readFocus(change);
  const parts: Part[] = [
    { stems: toStems(`${focus.before} ${focus.after}`), weight: focusWeight },
    { stems: toStems(toPlain(leadIn)), weight: leadInWeight },
    { stems: toStems(toPlain(shown?.path.at(-1) ?? "")), weight: headingWeight },
  ];
  if (change.before === null || change.after === null) return parts;
  const { lost, gained } = readChanged(change);
  const words = [...lost, ...gained].flatMap(({ word }) => toContentStem(word) ?? []);
  return [...parts, { stems: words, weight: changedWeight }];
}

/**
 * Gives the change with the own topics that it is about among its topics, by how likely each is, and
 * the words that they rest on among its cues. Noise is about nothing.
 */
export function nameOwnTopics(
  change: ClauseChange,
  own: OwnTopics,
  context: Context,
): ClauseChange {
  if (own.topics.length === 0 || change.materiality === "noise") return change;
  const side = change.after === null ? "before" : "after";
  const leadIn = context.unitAt(side, change[side]?.start ?? 0)?.clause.leadIn ?? "";
  const matches = own.match(toParts(change, leadIn));
  if (matches.length === 0) return change;
  const likely = new Map(
    weighTopics(readEvidence(change, context).topic, shippedWeights().topics).map(
      ({ topic, probability }) => [topic, probability] as const,
    ),
  );
  const builtIn = change.topics
    // "About none of the topics" no longer holds.
    .filter((topic) => topic !== "other")
    .map((topic) => ({ topic, probability: likely.get(topic) ?? 0 }));
  return {
    ...change,
    topics: insertByLikeliness(builtIn, matches),
    cues: [...change.cues, ...matches.flatMap((match) => findTopicWords(change, match))],
  };
}

interface Weighed {
  readonly topic: Topic;
  readonly probability: number;
}

/** Built-in topics keep their order among themselves. */
function insertByLikeliness(builtIn: readonly Weighed[], own: readonly Weighed[]): Topic[] {
  const topics: Topic[] = [];
  let next = 0;
  for (const { topic, probability } of builtIn) {
    for (; next < own.length && (own[next]?.probability ?? 0) > probability; next++)
      topics.push(...own.slice(next, next + 1).map((match) => match.topic));
    topics.push(topic);
  }
  return [...topics, ...own.slice(next).map((match) => match.topic)];
}

const maxCues = 3;
// A word that adds less than this share of what the best one adds explains nothing.
const minimumShare = 0.4;
// Link targets and markup are no words of the clause.
const token = /\]\([^()\s]{0,2000}\)|<[a-z/][^<>\s]{0,20}>|\p{L}+(?:['’]\p{L}+)*/gu;

/** Gives the words of a change, at most three, that an own topic rests on. */
export function findTopicWords(change: ClauseChange, match: TopicMatch): readonly Cue[] {
  const side = change.after === null ? "before" : "after";
  const text = change[side]?.text ?? "";
  const words = [...text.matchAll(token)].flatMap(({ 0: word, index }) => {
    const stem = /^\p{L}/u.test(word)
      ? toContentStem(word.toLowerCase().replaceAll("’", "'"))
      : undefined;
    return stem === undefined ? [] : [{ stem, start: index, end: index + word.length }];
  });
  const weights = match.weigh(words.map(({ stem }) => stem));
  const best = Math.max(0, ...weights);
  const seen = new Set<string>();
  return words
    .map((word, at) => ({ ...word, weight: weights[at] ?? 0 }))
    .filter(({ weight }) => weight > 0 && weight >= best * minimumShare)
    .toSorted((one, other) => other.weight - one.weight || one.start - other.start)
    .filter(({ stem }) => !seen.has(stem) && seen.add(stem))
    .slice(0, maxCues)
    .toSorted((one, other) => one.start - other.start)
    .map(({ start, end }) => ({ side, start, end, why: `topic-${match.topic}` }));
}
