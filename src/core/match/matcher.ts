import type { TermsChange } from "../../model/change.ts";
import type { ChangeKeys } from "../../model/filter-key.ts";
import type { SubscriptionFilter } from "../../model/subscription.ts";
import { materialities } from "../../model/topic.ts";
import type { Materiality } from "../../model/topic.ts";
import { createPassageIndex } from "../topics/passage-index.ts";
import type { Ground } from "../topics/shipped-meanings.ts";
import { shippedGround } from "../topics/shipped-meanings.ts";
import { createClauseWatches } from "./clause-watch.ts";
import type { Judgements } from "./judgements.ts";
import { createJudgements } from "./judgements.ts";
import { toChangeKeys } from "./keys.ts";
import type { PassageReader } from "./passages.ts";
import { createPassageReader } from "./passages.ts";
import { createPatterns } from "./patterns.ts";
import type { Places } from "./places.ts";
import { hasPlaces, joinPlaces, listPlaces, meetPlaces, toPlaces } from "./places.ts";
import type { ChangeReading, MatchedTerms } from "./reading.ts";
import { readChange } from "./reading.ts";
import type { WordIndex } from "./word-index.ts";
import { createWordIndex } from "./word-index.ts";

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
  const tools = {
    patterns: createPatterns(),
    watches: createClauseWatches(ground),
    readPassage: createPassageReader(ground),
    judgementKeyOf: createJudgementKeys(),
  };
  // Its keys are asked for first, then what it means to the filters that these found.
  const readings = new WeakMap<TermsChange, ChangeReading>();
  const judgements = new WeakMap<ChangeReading, Judgements>();
  const read = (change: TermsChange): ChangeReading => {
    const reading = readings.get(change) ?? readChange(change);
    readings.set(change, reading);
    return reading;
  };
  const judgementsOf = (reading: ChangeReading): Judgements => {
    const known = judgements.get(reading) ?? createJudgements(reading);
    judgements.set(reading, known);
    return known;
  };
  return {
    toKeys: (change, terms) => toChangeKeys(read(change), terms),
    match: (change, terms, filters) => {
      const reading = read(change);
      const asked = toAsked(tools, { reading, terms, judgements: judgementsOf(reading) });
      return filters.map((filter) => judge(filter, asked));
    },
  };
}

interface Tools {
  readonly patterns: ReturnType<typeof createPatterns>;
  readonly watches: ReturnType<typeof createClauseWatches>;
  readonly readPassage: PassageReader;
  readonly judgementKeyOf: (filter: SubscriptionFilter) => string;
}

/** A change that filters are held against; places are those of the reading's ranks. */
interface Asked {
  readonly reading: ChangeReading;
  readonly terms: MatchedTerms;
  readonly judgements: Judgements;
  readonly words: WordIndex;
  /** Those whose judgement a filter asks for; shared by filters that ask for the same. */
  readonly judgedFor: (filter: SubscriptionFilter) => Judged;
  /** Of the places those where a pattern matches. */
  readonly listMatching: (pattern: string, within: Places) => Places;
  /** Of the places those that mean what the sentences mean. */
  readonly listLike: (clauseWatch: readonly string[], within: Places) => Places;
}

interface Judged {
  readonly places: Places;
  /** Of the clause changes, most important first. */
  readonly indexes: readonly number[];
}

/** To word it takes longer than to look up what it stands for. */
function createJudgementKeys(): Tools["judgementKeyOf"] {
  const keys = new WeakMap<SubscriptionFilter, string>();
  return (filter) => {
    const known = keys.get(filter);
    if (known !== undefined) return known;
    const { topics, directions, minMateriality } = filter;
    const key = `${topics.join()} ${directions.join()} ${minMateriality}`;
    keys.set(filter, key);
    return key;
  };
}

function toAsked(
  tools: Tools,
  { reading, terms, judgements }: Pick<Asked, "reading" | "terms" | "judgements">,
): Asked {
  const judged = new Map<string, Judged>();
  return {
    reading,
    terms,
    judgements,
    words: createWordIndex(reading),
    judgedFor: (filter) =>
      getOrAdd(judged, tools.judgementKeyOf(filter), () => {
        const places = judgements.listAsked(filter);
        return { places, indexes: toIndexes(reading, places) };
      }),
    listMatching: (pattern, within) => {
      const possible = tools.patterns.listPlaces(pattern, reading.grams());
      if (possible?.size === 0) return toPlaces(reading.ranked.length, []);
      const found = listPlaces(within).filter((place) => {
        const index = reading.ranked[place] ?? -1;
        if (possible?.has(index) === false) return false;
        const { sides } = reading.textOf(index);
        return sides.some(({ text, ranges }) => tools.patterns.touches(pattern, text, ranges));
      });
      return toPlaces(reading.ranked.length, found);
    },
    listLike: createLikes(tools, reading, judgements),
  };
}

/** Nearly all that is asked for is substantive: what weighs less is read when that is not enough. */
function createLikes(
  { readPassage, watches }: Tools,
  { change, ranked }: ChangeReading,
  { listOfWeight }: Judgements,
): Asked["listLike"] {
  const { changes } = change.comparison;
  const groups = new Map<Materiality, (clauseWatch: readonly string[]) => Places>();
  const createGroup = (weight: Materiality) => {
    const held = listPlaces(listOfWeight(weight));
    const passages = createPassageIndex(
      held.flatMap((place) => {
        const own = changes[ranked[place] ?? -1];
        return own === undefined ? [] : [readPassage(own)];
      }),
    );
    const known = new Map<readonly string[], Places>();
    return (clauseWatch: readonly string[]) =>
      getOrAdd(known, clauseWatch, () => {
        const likes = watches.listLike(clauseWatch, passages);
        return toPlaces(
          ranked.length,
          held.filter((_, at) => likes[at]),
        );
      });
  };
  return (clauseWatch, within) =>
    joinPlaces(
      ranked.length,
      materialities.map((weight) => {
        const own = meetPlaces(within, listOfWeight(weight));
        if (!hasPlaces(own)) return undefined;
        const group = getOrAdd(groups, weight, () => createGroup(weight));
        return meetPlaces(own, group(clauseWatch));
      }),
    );
}

function judge(filter: SubscriptionFilter, asked: Asked): readonly number[] | null {
  const { reading, terms, judgements } = asked;
  if (!wantsTerms(filter, terms) || !wantsDay(filter, reading)) return null;
  const judged = asked.judgedFor(filter);
  if (filter.marks.length === 0 && !asksForText(filter)) {
    if (judged.indexes.length > 0) return judged.indexes;
  } else {
    const marked =
      filter.marks.length === 0
        ? judged.places
        : meetPlaces(judged.places, judgements.listMarked(filter.marks));
    const places = listTextual(filter, asked, marked);
    if (hasPlaces(places)) return toIndexes(reading, places);
  }
  return wantsWhole(filter, asked) ? [] : null;
}

function wantsWhole(filter: SubscriptionFilter, asked: Asked): boolean {
  const { reading, judgements } = asked;
  const { comparison, reversalOf } = reading.change;
  if (!comparison.replaced && reversalOf === null) return false;
  if (filter.marks.length > 0 && !hasPlaces(judgements.listMarked(filter.marks))) return false;
  const isTopicAsked = !comparison.replaced && filter.topics.length > 0;
  if (!isTopicAsked && !asksForText(filter)) return true;
  const about = isTopicAsked ? judgements.listAbout(filter.topics) : judgements.all;
  return hasPlaces(listTextual(filter, asked, about));
}

/** An empty list lets everything through. */
function wantsTerms(
  { services, termsTypes, documents, tags }: SubscriptionFilter,
  terms: MatchedTerms,
): boolean {
  return (
    (services.length === 0 || services.includes(terms.serviceId)) &&
    (termsTypes.length === 0 || termsTypes.some((type) => type === terms.termsType)) &&
    (documents.length === 0 || documents.includes(terms.id)) &&
    (tags.length === 0 || tags.some((tag) => terms.tags.includes(tag)))
  );
}

function wantsDay(filter: SubscriptionFilter, { daysUntilEffective }: ChangeReading): boolean {
  const { effectiveWithinDays } = filter;
  if (effectiveWithinDays === null) return true;
  return daysUntilEffective !== null && daysUntilEffective <= effectiveWithinDays;
}

function asksForText({ words, pattern, clauseWatch }: SubscriptionFilter): boolean {
  return words.length > 0 || pattern !== null || clauseWatch.length > 0;
}

/** Of the places those where words, pattern and clause watch are met; what is cheap first. */
function listTextual(filter: SubscriptionFilter, asked: Asked, within: Places): Places {
  const { words, pattern, clauseWatch } = filter;
  let left = within;
  if (words.length > 0 && hasPlaces(left)) {
    const touched = words.map((word) => asked.words.listTouched(word));
    left = meetPlaces(left, joinPlaces(asked.reading.ranked.length, touched));
  }
  if (pattern !== null && hasPlaces(left)) left = asked.listMatching(pattern, left);
  if (clauseWatch.length > 0 && hasPlaces(left)) left = asked.listLike(clauseWatch, left);
  return left;
}

function toIndexes({ ranked }: ChangeReading, places: Places): readonly number[] {
  return listPlaces(places).map((place) => ranked[place] ?? -1);
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const fresh = create();
  map.set(key, fresh);
  return fresh;
}
