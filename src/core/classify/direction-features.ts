import { compareReadings, sumChanges } from "../deontic/compare.ts";
import { toBurden } from "../deontic/burden.ts";
import { turnAround } from "../deontic/change.ts";
import type { NormChange } from "../deontic/change.ts";
import type { Norm, Parties } from "../deontic/norm.ts";
import { readPassage } from "../deontic/reading.ts";
import type { Reading } from "../deontic/reading.ts";
import { toWords } from "../clauses/plain.ts";
import { createBagBuilder } from "../learn/bag.ts";
import type { Bag, BagBuilder, Rarity } from "../learn/bag.ts";
import type { Evidence } from "./evidence.ts";
import { scoreTopics } from "./topic-scores.ts";

/** What the direction of an edit is read from. */
export interface DirectionEvidence {
  /** The changed sentences of each side, as plain text; undefined where there is no side. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly changes: readonly NormChange[];
  /** Those of a side that stands alone; none of a pair. */
  readonly norms: readonly Norm[];
  /** Of a pair: 1 where all it says burdens the customer before and after, -1 where all serves them, else 0. */
  readonly bearing: -1 | 0 | 1;
}

// Of more changed text than this, the beginning says in whose favour it is.
const maxRead = 3_000;
const maxLeadIn = 200;

// Materiality and direction both ask; it costs the most of all that is read.
const known = new WeakMap<Evidence, DirectionEvidence>();

/** Gives what became of the norms in an edit's changed sentences; read once for an evidence. */
export function readDirectionEvidence(evidence: Evidence, parties: Parties): DirectionEvidence {
  const read = known.get(evidence) ?? readAnew(evidence, parties);
  known.set(evidence, read);
  return read;
}

function readAnew(evidence: Evidence, parties: Parties): DirectionEvidence {
  const { edit, focus, topic } = evidence;
  const options = {
    leadIn: topic.leadIn.slice(-maxLeadIn),
    heading: topic.path.join(" > "),
    parties,
  };
  const before = edit.before === null ? undefined : focus.before.slice(0, maxRead);
  const after = edit.after === null ? undefined : focus.after.slice(0, maxRead);
  const one = readPassage(before === undefined ? undefined : { ...options, text: before });
  const other = readPassage(after === undefined ? undefined : { ...options, text: after });
  const isPair = before !== undefined && after !== undefined;
  return {
    before,
    after,
    changes: compareReadings(one, other),
    norms: isPair ? [] : [...one.norms, ...other.norms],
    bearing: isPair ? toBearing(one, other) : 0,
  };
}

/** What all norms of both sides are to the customer: 1 a burden, -1 a benefit, 0 where they are of both kinds. */
function toBearing(one: Reading, other: Reading): -1 | 0 | 1 {
  if (one.norms.length === 0 || other.norms.length === 0) return 0;
  const burdens = [one, other].flatMap(({ norms, text }) =>
    norms.map((norm) => toBurden(norm, text)),
  );
  if (burdens.every((burden) => burden > 0)) return 1;
  return burdens.every((burden) => burden < 0) ? -1 : 0;
}

// Chosen across provider families (`npm run bench -- semantics`).
const weightOf = {
  text: 1,
  heading: 0.4,
  leadIn: 0.5,
  genre: 0.4,
  topic: 0.5,
  norm: 0.7,
  normWords: 0.8,
  normChange: 1,
} as const;
const maxSum = 3;
const maxRuleScore = 2;

/**
 * Gives what the learned model reads of an edit's direction. Everything in it stands for something
 * that came (above 0) or went (below 0), so that an edit turned around gives the opposite bag.
 */
export function toDirectionBag(
  evidence: Evidence,
  { before, after, changes, norms }: DirectionEvidence,
  rarity: Rarity,
): Bag {
  const bag = createBagBuilder(rarity);
  const { topic } = evidence;
  const leadIn = topic.leadIn.slice(-maxLeadIn);
  const [first = "none"] = scoreTopics(topic).map((score) => score.topic);
  const sum = Math.max(-maxSum, Math.min(maxSum, sumChanges(changes)));
  for (const change of changes) {
    const turned = turnAround(change).why;
    const name = turned < change.why ? turned : change.why;
    bag.addValue("change", name, change.sign * change.strength * weightOf.normChange);
  }
  if (before !== undefined && after !== undefined) {
    bag.addValue("sum of two", "", sum * weightOf.normChange);
    bag.addValue("sum of two", first, sum * weightOf.topic);
    addDifference(bag, toWords(`${leadIn} ${before}`), toWords(`${leadIn} ${after}`));
    return bag.toBag();
  }
  const sign = before === undefined ? 1 : -1;
  const text = after ?? before ?? "";
  bag.addValue("sum of one", "", sum * weightOf.normChange);
  bag.addTokens("text", toRuns(toWords(`${leadIn} ${text}`)), sign * weightOf.text);
  bag.addTokens("heading", toWords(topic.path.at(-1) ?? ""), sign * weightOf.heading);
  bag.addTokens("lead-in", toWords(leadIn), sign * weightOf.leadIn);
  bag.addValue("genre", topic.genre, sign * weightOf.genre);
  for (const { topic: name, score } of scoreTopics(topic))
    bag.addValue("topic", name, sign * Math.min(maxRuleScore, score) * weightOf.topic);
  if (norms.length === 0) bag.addValue("norm of topic", `none ${first}`, sign * weightOf.norm);
  const words = new Set<string>();
  for (const { actor, modality, isNegated, verb = "", start, end } of norms) {
    const kind = `${actor} ${modality} ${isNegated}`;
    bag.addValue("norm", kind, sign * weightOf.norm);
    bag.addValue("norm of topic", `${kind} ${first}`, sign * weightOf.norm);
    bag.addValue("norm's verb", `${kind} ${verb}`, sign * weightOf.norm);
    for (const word of toWords(text.slice(start, end))) words.add(`${kind} ${word}`);
  }
  bag.addTokens("norm's words", [...words], sign * weightOf.normWords);
  return bag.toBag();
}

/** Adds the runs of words that came and those that went, each by its share of them all. */
function addDifference(bag: BagBuilder, before: readonly string[], after: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const run of toRuns(before)) counts.set(run, (counts.get(run) ?? 0) - 1);
  for (const run of toRuns(after)) counts.set(run, (counts.get(run) ?? 0) + 1);
  const repeat = (sign: 1 | -1): string[] =>
    [...counts].flatMap(([run, count]) =>
      count * sign > 0 ? Array.from({ length: count * sign }, () => run) : [],
    );
  const came = repeat(1);
  const went = repeat(-1);
  const all = Math.max(1, came.length + went.length);
  bag.addTokens("text", came, Math.sqrt(came.length / all) * weightOf.text);
  bag.addTokens("text", went, -Math.sqrt(went.length / all) * weightOf.text);
}

/** Gives words, pairs and triples of neighbours. */
function toRuns(words: readonly string[]): readonly string[] {
  const runs = [...words];
  for (let at = 0; at + 1 < words.length; at++) {
    const pair = `${words[at]} ${words[at + 1]}`;
    runs.push(pair);
    if (at + 2 < words.length) runs.push(`${pair} ${words[at + 2]}`);
  }
  return runs;
}
