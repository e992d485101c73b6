import { toPlain } from "../clauses/plain.ts";
import { toStems } from "./meanings.ts";
import type { Ground } from "./shipped-meanings.ts";
import { addUp, toLikeness, toPassage } from "./passage.ts";
import type { Passage } from "./passage.ts";

/** What an own topic is learned from. */
export interface TopicExamples {
  /** What the topic is about, in a sentence. */
  readonly covers: string;
  /** Clauses about it. */
  readonly examples: readonly string[];
  /** Clauses that look like it and are about something else. */
  readonly counterExamples: readonly string[];
}

/** A topic as a passage of what its examples have in common, and how like it a clause must be. */
export interface Prototype {
  readonly passage: Passage;
  readonly counters: readonly Passage[];
  /** Likeness from which a clause is about the topic. */
  readonly threshold: number;
  /** Likeness of each example to what the others have in common, in their order. */
  readonly heldOut: readonly number[];
}

// Chosen across provider families over ten hidden built-in topics, with 3 and with 10 examples each
// (`npm run bench -- own-topics`). What it covers, in the team's words, is worth two examples.
const coversWeight = 2;
const counterWeight = 0.5;
// The threshold lies between what strangers reach and what an example not learned from reaches.
const strangerShare = 0.03;
const strangerFactor = 0.75;
const exampleFactor = 0.375;
// What is barely like a topic that few others speak of is not about it either: on hidden topics this
// floor costs no F1, and wins two points of precision with three examples.
const lowestThreshold = 0.25;

/** Gives a topic's prototype. Its cost is linear in the ground's size. */
export function createPrototype(
  examples: TopicExamples,
  { meanings, strangers: known }: Ground,
): Prototype {
  const read = (text: string): Passage =>
    toPassage([{ stems: toStems(toPlain(text)), weight: 1 }], meanings);
  const covers = read(examples.covers);
  const ours = examples.examples.map(read);
  const counters = examples.counterExamples.map(read);
  // However many there are, counter-examples do not outweigh half of the examples.
  const counterShare = (positives: number): number =>
    -counterWeight * Math.min(1, positives / counters.length);
  const combine = (positive: readonly Passage[]): Passage =>
    addUp(
      [
        [covers, coversWeight],
        ...positive.map((passage) => [passage, 1] as const),
        ...counters.map((passage) => [passage, counterShare(positive.length)] as const),
      ],
      meanings.dimensions,
    );
  const passage = combine(ours);
  const heldOut = ours.map((one) =>
    toLikeness(one, combine(ours.filter((other) => other !== one))),
  );
  const strangers = known.listLikeness(passage).toSorted((x, y) => y - x);
  const stranger = strangers[Math.round(strangers.length * strangerShare)] ?? 0;
  const mean = heldOut.reduce((sum, likeness) => sum + likeness, 0) / heldOut.length;
  return {
    passage,
    counters,
    heldOut,
    threshold: Math.max(lowestThreshold, strangerFactor * stranger + exampleFactor * mean),
  };
}
