import background from "../../src/core/topics/background.json" with { type: "json" };
import { createRandom } from "../../src/core/learn/train.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import type { Channel, Subscription, SubscriptionFilter } from "../../src/model/subscription.ts";
import { termsTypes } from "../../src/model/terms-type.ts";
import type { TermsType } from "../../src/model/terms-type.ts";
import type { Terms } from "../../src/model/terms.ts";
import { directions, topics } from "../../src/model/topic.ts";

/** How many have subscribed, and to what of how much. */
export interface Population {
  readonly seed: number;
  readonly subscriptions: number;
  readonly services: number;
}

const serviceSkew = 0.9;
const topicSkew = 0.8;
const wordSkew = 0.8;
const types: readonly TermsType[] = termsTypes.slice(0, 8);
const tags = ["frontier", "eu", "us", "open-weights", "images", "code", "speech", "search"];

/** The terms that a service of this rank has: the first is the most popular one of all. */
export function toTerms(rank: number, type = 0): Terms {
  const serviceId = `service-${rank}`;
  const termsType = types[type] ?? "Terms of Service";
  return {
    id: toDocument(rank, type),
    serviceId,
    serviceName: serviceId,
    termsType,
    tags: tags.filter((_, at) => (rank + at) % 4 === 0),
    urls: [],
  };
}

function toDocument(rank: number, type: number): string {
  const name = types[type] ?? "Terms of Service";
  return `service-${rank}/${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
}

/**
 * Gives subscriptions as people would make them, the same ones for the same seed: most follow one or a few
 * services or documents, some popular and most not, a third all of their topics; 3 % words, 0.5 % patterns, 0.2 %
 * clause watches, 3 % marks, 3 % days of effect. A sixth of the targets have two subscriptions or more.
 */
export function* drawSubscriptions(population: Population): Generator<Subscription> {
  const random = createRandom(population.seed);
  const draw = createDraws(random, population.services);
  for (let at = 0; at < population.subscriptions; at++) {
    const [channel, target] = drawTarget(random, population.subscriptions);
    const roll = random();
    yield {
      ...draw.filter(),
      id: `s-${at}`,
      channel,
      target,
      rhythm: roll < 0.7 ? "instant" : roll < 0.9 ? "daily" : "weekly",
      source: "database",
    };
  }
}

/** Every fiftieth address of those drawn from is written to no more. */
export function isGone(target: string): boolean {
  return /^reader-\d*[05]0@/.test(target);
}

function drawTarget(random: () => number, count: number): readonly [Channel, string] {
  const reader = Math.floor(random() * count * 2.5);
  const roll = random();
  if (roll < 0.65) return ["email", `reader-${reader}@team-${reader % 9973}.example`];
  if (roll < 0.85) return ["slack", `#ai-terms-${reader}`];
  return [roll < 0.93 ? "teams" : "webhook", `endpoint-${reader}`];
}

interface Draws {
  readonly filter: () => SubscriptionFilter;
}

function createDraws(random: () => number, services: number): Draws {
  const rank = createZipf(random, services, serviceSkew);
  const topic = createZipf(random, topics.length, topicSkew);
  const type = createZipf(random, types.length, 1);
  const words = listWords();
  const word = createZipf(random, words.length, wordSkew);
  const sentence = (): string => background[Math.floor(random() * background.length)] ?? "";
  const several = <T>(most: number, one: () => T): T[] => [
    ...new Set(Array.from({ length: 1 + Math.floor(random() * most) }, one)),
  ];
  const service = (): string => `service-${rank() + 1}`;
  const pick = <T>(from: readonly T[], at: number): T[] => from.slice(at, at + 1);
  const text = (): string => words[word()] ?? "";

  function scope(): Partial<SubscriptionFilter> {
    const roll = random();
    if (roll < 0.55)
      return { services: [service()], ...(random() < 0.25 && { termsTypes: pick(types, type()) }) };
    if (roll < 0.7) return { services: several(4, service) };
    if (roll < 0.92) return { documents: several(2, () => toDocument(rank() + 1, type())) };
    if (roll < 0.95) return { termsTypes: pick(types, type()) };
    if (roll < 0.98) return { tags: pick(tags, Math.floor(random() * tags.length)) };
    return {};
  }

  function subject(isNarrow: boolean): Partial<SubscriptionFilter> {
    const roll = random();
    if (roll < 0.03) return { words: several(3, text) };
    if (roll < 0.035) return { pattern: drawPattern(random, text) };
    if (roll < 0.037) return { clauseWatch: several(3, sentence).concat(sentence()) };
    if (isNarrow && roll < 0.35) return {};
    return { topics: several(roll < 0.8 ? 1 : 4, () => topics[topic()] ?? "other") };
  }

  function rest(): Partial<SubscriptionFilter> {
    const [way, weight, moment] = [random(), random(), random()];
    return {
      ...(way < 0.22 && { directions: ["tightened"] }),
      ...(way >= 0.22 &&
        way < 0.3 && {
          directions: several(2, () => directions[Math.floor(random() * 4)] ?? "mixed"),
        }),
      ...(weight < 0.07 && { minMateriality: weight < 0.06 ? "editorial" : "noise" }),
      ...(moment < 0.03 && { marks: [moment < 0.02 ? "silent" : "reversal"] }),
      ...(moment >= 0.03 && moment < 0.06 && { effectiveWithinDays: moment < 0.05 ? 30 : 90 }),
    };
  }

  return {
    filter: () => {
      const where = scope();
      const isNarrow = where.services !== undefined || where.documents !== undefined;
      return { ...wholeFilter, ...where, ...subject(isNarrow), ...rest() };
    },
  };
}

function drawPattern(random: () => number, text: () => string): string {
  const [one, other] = [text(), text()];
  const roll = random();
  if (roll < 0.4) return `(?i)\\b${one}\\w*`;
  if (roll < 0.6) return `(?i)\\b(?:${one}|${other})\\b`;
  if (roll < 0.8) return `(?i)${one}[^.]{0,60}${other}`;
  return `\\b(?:[A-Z]\\w+ )?${one}\\b`;
}

/** Words and pairs of words of invented clauses, the most frequent first. */
function listWords(): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of background) {
    const own = text.toLowerCase().match(/[a-z]{5,}/g) ?? [];
    for (const [at, word] of own.entries()) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      const next = own[at + 1];
      if (next !== undefined && text.toLowerCase().includes(`${word} ${next}`))
        counts.set(`${word} ${next}`, (counts.get(`${word} ${next}`) ?? 0) + 1);
    }
  }
  return [...counts].toSorted((one, other) => other[1] - one[1]).map(([word]) => word);
}

/** Gives a source of indexes below a count, the n-th as often as 1 / (n + 1)^skew of the first. */
function createZipf(random: () => number, count: number, skew: number): () => number {
  const sums: number[] = [];
  let sum = 0;
  for (let at = 0; at < count; at++) sums.push((sum += 1 / (at + 1) ** skew));
  return () => {
    const sought = random() * sum;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < sought) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
