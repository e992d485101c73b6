import { toStem } from "./stem.ts";

/** A clause as a weighted set of features, of unit length. */
export interface Profile {
  readonly chars: ReadonlyMap<number, number>;
  readonly stems: ReadonlyMap<number, number>;
}

// Beyond this many characters a clause's partner is known anyway; bounds the work per clause.
const maxProfileCharacters = 1_500;
// A feature that stands in more clauses than this says little and costs much.
const maxPostings = 64;
const maxCandidates = 8;
// Character runs take some thousand entries a clause; beyond this many clauses stems must do.
const maxCharProfiles = 2_000;

// FNV-1a, 32 bits: equal on every machine.
const hashStart = 0x811c9dc5;

function hashNext(value: number, code: number): number {
  return Math.imul(value ^ code, 0x01000193);
}

function hash(text: string): number {
  let value = hashStart;
  for (let at = 0; at < text.length; at++) value = hashNext(value, text.charCodeAt(at));
  return value >>> 0;
}

/** Hashes of all runs of three, four and five characters, each begun once and carried on. */
function charFeatures(words: readonly string[]): Set<number> {
  const text = ` ${words.join(" ").slice(0, maxProfileCharacters)} `;
  const features = new Set<number>();
  for (let at = 0; at + 3 <= text.length; at++) {
    let value = hashStart;
    const end = Math.min(at + 5, text.length);
    for (let next = at; next < end; next++) {
      value = hashNext(value, text.charCodeAt(next));
      if (next >= at + 2) features.add(value >>> 0);
    }
  }
  return features;
}

function stemFeatures(words: readonly string[]): Set<number> {
  const stems = words.slice(0, maxProfileCharacters / 5).map(toStem);
  const features = new Set<number>();
  for (const [at, stem] of stems.entries()) {
    features.add(hash(stem));
    const next = stems[at + 1];
    if (next !== undefined) features.add(hash(`${stem} ${next}`));
  }
  return features;
}

/**
 * Gives a profile for each clause, character 3–5-grams and stems with their pairs, each weighted by
 * how rare it is among these clauses: the two texts at hand, so that nothing needs to be shipped.
 */
export function createProfiles(clauses: readonly (readonly string[])[]): readonly Profile[] {
  const isMany = clauses.length > maxCharProfiles;
  const chars = isMany ? [] : weigh(clauses.map(charFeatures));
  const stems = weigh(clauses.map(stemFeatures));
  return clauses.map((_, at) => ({ chars: chars[at] ?? new Map(), stems: stems[at] ?? new Map() }));
}

function weigh(sets: readonly ReadonlySet<number>[]): ReadonlyMap<number, number>[] {
  const counts = new Map<number, number>();
  for (const set of sets)
    for (const feature of set) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  return sets.map((set) => {
    const weights = new Map<number, number>();
    let sum = 0;
    for (const feature of set) {
      const weight = Math.log(1 + sets.length / (counts.get(feature) ?? 1));
      weights.set(feature, weight);
      sum += weight * weight;
    }
    const length = Math.sqrt(sum) || 1;
    for (const [feature, weight] of weights) weights.set(feature, weight / length);
    return weights;
  });
}

function cosine(left: ReadonlyMap<number, number>, right: ReadonlyMap<number, number>): number {
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  let sum = 0;
  for (const [feature, weight] of small) sum += weight * (large.get(feature) ?? 0);
  return sum;
}

/** Gives how alike two profiles are, 0–1: half by characters, half by stems. */
export function toSimilarity(left: Profile, right: Profile): number {
  const stems = cosine(left.stems, right.stems);
  if (left.chars.size === 0 || right.chars.size === 0) return stems;
  return (cosine(left.chars, right.chars) + stems) / 2;
}

/**
 * Gives for each of `left` the indexes of up to eight of `right` that share its rarest stems, best
 * first. An inverted index with bounded postings: cost grows with the texts, not with their product.
 */
export function findCandidates(
  left: readonly Profile[],
  right: readonly Profile[],
): readonly (readonly number[])[] {
  const postings = new Map<number, number[]>();
  for (const [at, profile] of right.entries())
    for (const feature of profile.stems.keys()) {
      const list = postings.get(feature);
      if (list === undefined) postings.set(feature, [at]);
      else if (list.length <= maxPostings) list.push(at);
    }
  return left.map((profile) => {
    const scores = new Map<number, number>();
    for (const [feature, weight] of profile.stems) {
      const list = postings.get(feature);
      if (list === undefined || list.length > maxPostings) continue;
      for (const at of list)
        scores.set(at, (scores.get(at) ?? 0) + weight * (right[at]?.stems.get(feature) ?? 0));
    }
    return [...scores]
      .toSorted((one, other) => other[1] - one[1] || one[0] - other[0])
      .slice(0, maxCandidates)
      .map(([at]) => at);
  });
}
