import type { TermsChange } from "../../model/change.ts";
import type { ClauseChange } from "../../model/comparison.ts";
import type { ChangeKeys } from "../../model/filter-key.ts";
import type { SubscriptionFilter } from "../../model/subscription.ts";
import type { Materiality } from "../../model/topic.ts";
import { isAtLeast } from "../../model/topic.ts";
import { toParts } from "../topics/name-topics.ts";
import { createPassageIndex } from "../topics/passage-index.ts";
import type { PassageIndex } from "../topics/passage-index.ts";
import { toPassage } from "../topics/passage.ts";
import type { Ground } from "../topics/shipped-meanings.ts";
import { shippedGround } from "../topics/shipped-meanings.ts";
import { createClauseWatches } from "./clause-watch.ts";
import { toChangeKeys } from "./keys.ts";
import { createPatterns } from "./patterns.ts";
import type { ChangeReading, MatchedTerms } from "./reading.ts";
import { readChange, toDirections } from "./reading.ts";
import type { Phrase } from "./words.ts";
import { toPhrase, toSingleWord, touchesPhrase } from "./words.ts";

/** Holds changes against filters; keeps what it learned of patterns and clause watches from one to the next. */
export interface Matcher {
  /**
   * Gives for each filter, in their order, the indexes of the clause changes that it asks for, most important first;
   * null where it does not ask for the change. None, and yet asked for: what is said on replaced documents and
   * reversals below.
   *
   * Services, terms types, documents and tags look at the terms; silence, a whole text's reversal and the day of
   * effect at the change. Topic, direction, materiality, words, pattern, clause watch and a clause's own reversal
   * look at each clause change by itself, and all must hold for the same one.
   *
   * A replaced document also reaches those whose topics, directions and weight no single clause change meets: they
   * asked about these terms, and "all of it is another text now" is not a matter of one clause. A reversal of the
   * whole text does so whatever direction and weight were asked for, within the topics. Both ask of words, pattern
   * and clause watch that one clause change meets them, of any weight: a text that never said such a thing is
   * nothing to those who wait for it. What holds of terms and change as a whole must hold here too.
   */
  readonly match: (
    change: TermsChange,
    terms: MatchedTerms,
    filters: readonly SubscriptionFilter[],
  ) => (readonly number[] | null)[];
  /** Gives the keys that filters are looked up by which may let the change through. */
  readonly toKeys: (change: TermsChange, terms: MatchedTerms) => ChangeKeys;
}

/**
 * Gives a matcher that has learned nothing yet.
 * @param ground what clause watches are held against; read when the first one is asked
 */
export function createMatcher(ground: () => Ground = shippedGround): Matcher {
  const tools = { patterns: createPatterns(), watches: createClauseWatches(ground), ground };
  // Its keys are asked for first, then what it means to the filters that these found.
  const readings = new WeakMap<TermsChange, ChangeReading>();
  const read = (change: TermsChange): ChangeReading => {
    const reading = readings.get(change) ?? readChange(change);
    readings.set(change, reading);
    return reading;
  };
  return {
    toKeys: (change, terms) => toChangeKeys(read(change), terms),
    match: (change, terms, filters) => {
      const asked = toAsked(tools, read(change), terms);
      return filters.map((filter) => judge(filter, asked));
    },
  };
}

interface Tools {
  readonly patterns: ReturnType<typeof createPatterns>;
  readonly watches: ReturnType<typeof createClauseWatches>;
  readonly ground: () => Ground;
}

/** A change that filters are held against. */
interface Asked extends Tools {
  readonly reading: ChangeReading;
  readonly changes: readonly ClauseChange[];
  readonly terms: MatchedTerms;
  /** Those whose judgement a filter asks for, most important first; shared by filters that ask for the same. */
  readonly indexesFor: (filter: SubscriptionFilter) => readonly number[];
  readonly isLike: (clauseWatch: readonly string[], index: number) => boolean;
  /** Indexes of the clause changes in which a pattern can match; null for all. */
  readonly placesOf: (pattern: string) => ReadonlySet<number> | null;
  readonly phraseOf: (text: string) => Sought;
}

interface Sought {
  readonly phrase: Phrase | undefined;
  readonly word: string | undefined;
}

/** The clause changes of one weight. Nearly all that is asked for is substantive: the rest is read when that is not enough. */
interface PassageGroup {
  /** By the index of the clause change. */
  readonly places: ReadonlyMap<number, number>;
  readonly passages: PassageIndex;
  readonly likes: Map<readonly string[], readonly boolean[]>;
}

function toPassageGroup(
  { ground }: Tools,
  changes: readonly ClauseChange[],
  weight: Materiality,
): PassageGroup {
  const { meanings } = ground();
  const held = [...changes.entries()].filter(([, { materiality }]) => materiality === weight);
  return {
    places: new Map(held.map(([index], place) => [index, place])),
    passages: createPassageIndex(held.map(([, one]) => toPassage(toParts(one, ""), meanings))),
    likes: new Map(),
  };
}

function toAsked(tools: Tools, reading: ChangeReading, terms: MatchedTerms): Asked {
  const { changes } = reading.change.comparison;
  const judged = new Map<string, readonly number[]>();
  const places = new Map<string, ReadonlySet<number> | null>();
  const phrases = new Map<string, Sought>();
  const groups = new Map<Materiality, PassageGroup>();
  return {
    ...tools,
    reading,
    changes,
    terms,
    indexesFor: (filter) => {
      const { topics, directions, minMateriality } = filter;
      const key = `${topics.join()} ${directions.join()} ${minMateriality}`;
      return getOrAdd(judged, key, () =>
        reading.ranked.filter((index) => {
          const clauseChange = changes[index];
          return clauseChange !== undefined && wantsJudgement(filter, clauseChange);
        }),
      );
    },
    isLike: (clauseWatch, index) => {
      const weight = changes[index]?.materiality;
      if (weight === undefined) return false;
      const group = getOrAdd(groups, weight, () => toPassageGroup(tools, changes, weight));
      const likes = getOrAdd(group.likes, clauseWatch, () =>
        tools.watches.listLike(clauseWatch, group.passages),
      );
      return likes[group.places.get(index) ?? -1] ?? false;
    },
    placesOf: (pattern) =>
      getOrAdd(places, pattern, () => tools.patterns.listPlaces(pattern, reading.grams())),
    phraseOf: (text) =>
      getOrAdd(phrases, text, () => {
        const phrase = toPhrase(text);
        return { phrase, word: phrase && toSingleWord(phrase) };
      }),
  };
}

function judge(filter: SubscriptionFilter, asked: Asked): readonly number[] | null {
  const { reading, terms } = asked;
  if (!wantsTerms(filter, terms) || !wantsDay(filter, reading)) return null;
  const judged = asked.indexesFor(filter);
  const indexes =
    filter.marks.length > 0 || asksForText(filter)
      ? judged.filter(
          (index) => wantsMark(filter, reading, index) && wantsText(filter, asked, index),
        )
      : judged;
  if (indexes.length > 0) return indexes;
  return wantsWhole(filter, asked) ? [] : null;
}

function wantsWhole(filter: SubscriptionFilter, asked: Asked): boolean {
  const { reading, changes } = asked;
  const { comparison, reversalOf } = reading.change;
  if (!comparison.replaced && reversalOf === null) return false;
  if (filter.marks.length > 0 && !changes.some((_, index) => wantsMark(filter, reading, index)))
    return false;
  const isTopicAsked = !comparison.replaced && filter.topics.length > 0;
  if (!isTopicAsked && !asksForText(filter)) return true;
  return changes.some(
    ({ topics }, index) =>
      (!isTopicAsked || filter.topics.some((topic) => topics.includes(topic))) &&
      wantsText(filter, asked, index),
  );
}

function wantsTerms(filter: SubscriptionFilter, terms: MatchedTerms): boolean {
  return (
    holds(filter.services, (service) => service === terms.serviceId) &&
    holds(filter.termsTypes, (type) => type === terms.termsType) &&
    holds(filter.documents, (document) => document === terms.id) &&
    holds(filter.tags, (tag) => terms.tags.includes(tag))
  );
}

function wantsDay(filter: SubscriptionFilter, { daysUntilEffective }: ChangeReading): boolean {
  const { effectiveWithinDays } = filter;
  if (effectiveWithinDays === null) return true;
  return daysUntilEffective !== null && daysUntilEffective <= effectiveWithinDays;
}

function wantsJudgement(filter: SubscriptionFilter, change: ClauseChange): boolean {
  return (
    isAtLeast(change.materiality, filter.minMateriality) &&
    holds(filter.topics, (topic) => change.topics.includes(topic)) &&
    holds(filter.directions, (direction) => toDirections(change).includes(direction))
  );
}

function wantsMark(filter: SubscriptionFilter, reading: ChangeReading, index: number): boolean {
  if (filter.marks.length === 0) return true;
  const marks = reading.marksOf(index);
  return filter.marks.some((mark) => marks.includes(mark));
}

function asksForText({ words, pattern, clauseWatch }: SubscriptionFilter): boolean {
  return words.length > 0 || pattern !== null || clauseWatch.length > 0;
}

/** What is cheap first. */
function wantsText(filter: SubscriptionFilter, asked: Asked, index: number): boolean {
  return (
    holds(filter.words, (word) => hasWord(word, asked, index)) &&
    (filter.pattern === null || hasPattern(filter.pattern, asked, index)) &&
    (filter.clauseWatch.length === 0 || asked.isLike(filter.clauseWatch, index))
  );
}

function hasWord(text: string, { phraseOf, reading }: Asked, index: number): boolean {
  const { phrase, word } = phraseOf(text);
  const changed = reading.textOf(index);
  if (word !== undefined) return changed.touched().has(word);
  if (phrase === undefined) return false;
  return changed.sides.some(({ sought, ranges }) => touchesPhrase(sought(), phrase, ranges));
}

function hasPattern(
  pattern: string,
  { patterns, placesOf, reading }: Asked,
  index: number,
): boolean {
  if (placesOf(pattern)?.has(index) === false) return false;
  const { sides } = reading.textOf(index);
  return sides.some(({ text, ranges }) => patterns.touches(pattern, text, ranges));
}

/** An empty filter lets everything through. */
function holds<T>(filter: readonly T[], accepts: (wanted: T) => boolean): boolean {
  return filter.length === 0 || filter.some(accepts);
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = create();
  map.set(key, fresh);
  return fresh;
}
