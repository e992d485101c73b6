import type { ChangeKeys, FilterKey } from "../../model/filter-key.ts";
import type { ChangeMark, SubscriptionFilter } from "../../model/subscription.ts";
import { materialities } from "../../model/topic.ts";
import type { Materiality } from "../../model/topic.ts";
import type { ChangeReading, ChangedSide, MatchedTerms } from "./reading.ts";
import { toDirections } from "./reading.ts";
import { isTouched, toPhrase, toSingleWord } from "./words.ts";

// A filter is kept under so many keys at most; of one with more, a part of what it asks is left to the look itself.
const mostKeys = 64;
const any = "*";

/** Gives the keys that a filter is kept under, each once: a change without one of them is nothing to it. */
export function toFilterKeys(filter: SubscriptionFilter): readonly FilterKey[] {
  const all = [...new Set(listScopes(filter))];
  const scopes = all.length > mostKeys ? [any] : all;
  const aspects = new Set(listAspects(filter, Math.floor(mostKeys / scopes.length)));
  return scopes.flatMap((scope) =>
    Array.from(aspects, (aspect) => ({ scope: toHash(scope), aspect: toHash(aspect) })),
  );
}

/** Gives the keys that a change of terms is looked up by: every filter that lets it through has one of them. */
export function toChangeKeys(reading: ChangeReading, terms: MatchedTerms): ChangeKeys {
  const { change } = reading;
  const { id, serviceId, termsType, tags } = terms;
  const scopes = [
    any,
    toScope("document", id),
    toScope("service", serviceId),
    toScope("service", serviceId, termsType),
    toScope("type", termsType),
    ...tags.map((tag) => toScope("tag", tag)),
  ];
  // There it may be that no clause change meets what is asked (see Matcher).
  const isWhole = change.comparison.replaced || change.reversalOf !== null;
  return {
    scopes: toHashes(scopes),
    aspects: isWhole ? null : toHashes(listChangeAspects(reading)),
  };
}

/** Gives the keys of several changes together: for one that is judged in several ways. */
export function joinKeys(all: readonly ChangeKeys[]): ChangeKeys {
  const aspects = all.map((keys) => keys.aspects);
  return {
    scopes: [...new Set(all.flatMap(({ scopes }) => scopes))],
    aspects: aspects.every((own) => own !== null) ? [...new Set(aspects.flat())] : null,
  };
}

/** By what selects most. */
function listScopes({ documents, services, termsTypes, tags }: SubscriptionFilter): string[] {
  if (documents.length > 0) return documents.map((id) => toScope("document", id));
  if (services.length * termsTypes.length > 0 && services.length * termsTypes.length <= mostKeys)
    return services.flatMap((service) =>
      termsTypes.map((type) => toScope("service", service, type)),
    );
  if (services.length > 0) return services.map((service) => toScope("service", service));
  if (termsTypes.length > 0) return termsTypes.map((type) => toScope("type", type));
  return tags.length > 0 ? tags.map((tag) => toScope("tag", tag)) : [any];
}

function toScope(...parts: readonly string[]): string {
  return parts.join(" ");
}

/** Words select more than topics do. */
function listAspects(filter: SubscriptionFilter, most: number): string[] {
  const words = filter.words.map(toWordAspect);
  if (words.length > 0 && words.length <= most && !words.includes(undefined))
    return words.flatMap((word) => word ?? []);
  const { topics, directions, minMateriality } = filter;
  const asked = filter.marks.length > 0 ? filter.marks : [toMomentOf(filter)];
  const list = (topic: readonly string[], direction: readonly string[]): string[] =>
    orAny(topic).flatMap((about) =>
      orAny(direction).flatMap((way) =>
        asked.map((moment) => toAspect(about, way, minMateriality, moment)),
      ),
    );
  const lists = [list(topics, directions), list(topics, []), list([], directions)];
  return lists.find(({ length }) => length <= most) ?? list([], []);
}

type Moment = ChangeMark | "dated" | typeof any;

function toMomentOf({ effectiveWithinDays }: SubscriptionFilter): Moment {
  return effectiveWithinDays === null ? any : "dated";
}

function orAny(values: readonly string[]): readonly string[] {
  return values.length === 0 ? [any] : values;
}

function toAspect(topic: string, direction: string, weight: Materiality, moment: Moment): string {
  return `${topic} ${direction} ${weight} ${moment}`;
}

/** Undefined for what no word of a text is known by. */
function toWordAspect(text: string): string | undefined {
  const phrase = toPhrase(text);
  if (phrase === undefined || phrase.kind === "letters") return undefined;
  const single = toSingleWord(phrase);
  if (single !== undefined) return `touched ${single}`;
  const longest = phrase.words.reduce((one, other) => (other.length > one.length ? other : one));
  return `near ${longest}`;
}

function listChangeAspects(reading: ChangeReading): ReadonlySet<string> {
  const { change, daysUntilEffective } = reading;
  const { changes } = change.comparison;
  const aspects = new Set<string>();
  const dated: readonly Moment[] = daysUntilEffective === null ? [any] : [any, "dated"];
  for (const [index, clauseChange] of changes.entries()) {
    const weights = materialities.slice(0, materialities.indexOf(clauseChange.materiality) + 1);
    for (const moment of [...dated, ...reading.marksOf(index)])
      for (const topic of [any, ...clauseChange.topics])
        for (const direction of [any, ...toDirections(clauseChange)])
          for (const weight of weights) aspects.add(toAspect(topic, direction, weight, moment));
    const text = reading.textOf(index);
    for (const word of text.touched()) aspects.add(`touched ${word}`);
    for (const side of text.sides) for (const word of listNear(side)) aspects.add(`near ${word}`);
  }
  return aspects;
}

// A phrase has at most so many words: they are parted, and all of it is a hundred characters.
const longestPhrase = 50;

/** Gives the words that a phrase which touches a changed stretch may hold. */
function listNear({ tokens, ranges }: ChangedSide): string[] {
  const all = tokens();
  const isNear = new Uint8Array(all.length);
  let filled = 0;
  for (const at of all.keys()) {
    // A mark alone may be what changed, so that it is the words beside it which lead there.
    if (!isTouched(all[at - 1]?.end ?? 0, all[at + 1]?.start ?? Infinity, ranges)) continue;
    const to = Math.min(all.length, at + longestPhrase);
    for (let near = Math.max(filled, at - longestPhrase, 0); near < to; near++) isNear[near] = 1;
    filled = to;
  }
  return all.flatMap(({ word }, at) => (isNear[at] === 1 ? [word] : []));
}

function toHashes(texts: Iterable<string>): number[] {
  return [...new Set([...texts].map(toHash))];
}

/** FNV-1a, of which 31 bits fit the integers of any database. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function toHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 1) & 0x7fffffff;
}
