import { toWords } from "../clauses/plain.ts";
import { toStem } from "../clauses/stem.ts";
import { createBagBuilder, toPairsToo } from "../learn/bag.ts";
import type { Bag, Rarity } from "../learn/bag.ts";
import type { TopicEvidence } from "./topic-evidence.ts";
import { scoreTopics } from "./topic-scores.ts";

// Of more text than this, the beginning says what it is about.
const maxWords = 600;

// Chosen across provider families (`npm run bench -- semantics`): what changed says most, then what
// it completes, then what stands around it.
const weightOf = {
  text: 1,
  words: 0.8,
  heading: 0.6,
  outer: 0.3,
  leadIn: 0.9,
  around: 0.8,
  genre: 0.8,
} as const;
// A rule that speaks more than thrice speaks no louder.
const maxRuleScore = 3;

/** What the words of the changed sentences are filed under. */
export const textKind = "text";

/** Gives what the learned model reads of a topic's evidence, rules included. */
export function toTopicBag(evidence: TopicEvidence, rarity: Rarity): Bag {
  const bag = createBagBuilder(rarity);
  bag.addTokens(
    textKind,
    toPairsToo(toWords(evidence.changed).slice(0, maxWords).map(toStem)),
    weightOf.text,
  );
  bag.addTokens("words", evidence.words.slice(0, maxWords), weightOf.words);
  bag.addTokens("heading", toWords(evidence.path.at(-1) ?? ""), weightOf.heading);
  bag.addTokens("outer", evidence.path.slice(0, -1).flatMap(toWords), weightOf.outer);
  bag.addTokens("lead-in", toWords(evidence.leadIn), weightOf.leadIn);
  bag.addTokens("around", evidence.around, weightOf.around);
  bag.addValue("genre", evidence.genre, weightOf.genre);
  for (const { topic, score } of scoreTopics(evidence))
    bag.addValue("rule", topic, Math.min(maxRuleScore, score));
  return bag.toBag();
}
