import type { Meanings } from "./meanings.ts";

/** A text as own topics read it: how strongly it holds each term, and what its words mean together. */
export interface Passage {
  /** Stems and pairs of neighbours; of unit length. */
  readonly terms: ReadonlyMap<string, number>;
  /** Of unit length. */
  readonly meaning: Float64Array;
}

/** Stems of one stretch of a text, and how much they count. */
export interface Part {
  readonly stems: readonly string[];
  readonly weight: number;
}

// Chosen across provider families (`npm run bench -- own-topics`): a pair says more than its stems
// only where it is their usual one.
const pairWeight = 0.5;

/** Gives what a text says in a form that can be held against another. Linear. */
export function toPassage(parts: readonly Part[], meanings: Meanings): Passage {
  const counts = new Map<string, number>();
  const pairs = new Map<string, { readonly rarity: number; readonly count: number }>();
  for (const { stems, weight } of parts)
    for (const [at, stem] of stems.entries()) {
      counts.set(stem, (counts.get(stem) ?? 0) + weight);
      const next = stems[at + 1];
      if (next === undefined) continue;
      const pair = `${stem} ${next}`;
      const rarity = pairs.get(pair)?.rarity ?? meanings.rarityOf(stem) + meanings.rarityOf(next);
      pairs.set(pair, { rarity, count: (pairs.get(pair)?.count ?? 0) + weight });
    }
  const terms = new Map<string, number>();
  const meaning = new Float64Array(meanings.dimensions);
  for (const [stem, count] of counts) {
    const weight = Math.log1p(count) / Math.LN2;
    terms.set(stem, weight * meanings.rarityOf(stem));
    meanings.addVector(stem, weight, meaning);
  }
  for (const [pair, { rarity, count }] of pairs)
    terms.set(pair, (pairWeight * rarity * Math.log1p(count)) / Math.LN2);
  const own = toUnitVector(meaning).map((value, at) => value - (meanings.shared[at] ?? 0));
  return { terms: toUnit(terms), meaning: toUnitVector(own) };
}

/** Gives the sum of weighed passages, of unit length: what several texts have in common. */
export function addUp(
  passages: readonly (readonly [passage: Passage, weight: number])[],
  dimensions: number,
): Passage {
  const terms = new Map<string, number>();
  const meaning = new Float64Array(dimensions);
  for (const [passage, weight] of passages) {
    for (const [term, value] of passage.terms)
      terms.set(term, (terms.get(term) ?? 0) + weight * value);
    for (let at = 0; at < dimensions; at++)
      meaning[at] = (meaning[at] ?? 0) + weight * (passage.meaning[at] ?? 0);
  }
  return { terms: toUnit(terms), meaning: toUnitVector(meaning) };
}

// Wording and meaning weigh about alike: cosines of terms are half as large as those of meanings.
export const termShare = 1;
export const meaningShare = 0.5;

/** Gives how alike two passages are, in wording and in meaning; about 0 for strangers, at most 1.5. */
export function toLikeness(one: Passage, other: Passage): number {
  const [less, more] =
    one.terms.size <= other.terms.size ? [one.terms, other.terms] : [other.terms, one.terms];
  let terms = 0;
  for (const [term, value] of less) terms += value * (more.get(term) ?? 0);
  let meaning = 0;
  for (let at = 0; at < one.meaning.length; at++)
    meaning += (one.meaning[at] ?? 0) * (other.meaning[at] ?? 0);
  return termShare * terms + meaningShare * meaning;
}

/** Gives what each stem of a text adds to its likeness with a passage; pairs count for both. */
export function weighStems(
  stems: readonly string[],
  other: Passage,
  meanings: Meanings,
): readonly number[] {
  const vector = new Float64Array(meanings.dimensions);
  const known = new Map<string, number>();
  return stems.map((stem, at) => {
    const alone =
      known.get(stem) ??
      (() => {
        vector.fill(0);
        meanings.addVector(stem, 1, vector);
        let meaning = 0;
        for (let place = 0; place < vector.length; place++)
          meaning += (vector[place] ?? 0) * (other.meaning[place] ?? 0);
        const term = (other.terms.get(stem) ?? 0) * meanings.rarityOf(stem);
        return termShare * term + meaningShare * meaning;
      })();
    known.set(stem, alone);
    const rarity = meanings.rarityOf(stem);
    const before = other.terms.get(`${stems[at - 1] ?? ""} ${stem}`) ?? 0;
    const after = other.terms.get(`${stem} ${stems[at + 1] ?? ""}`) ?? 0;
    return alone + pairWeight * rarity * (before + after);
  });
}

function toUnit(terms: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  let square = 0;
  for (const value of terms.values()) square += value * value;
  const length = Math.sqrt(square) || 1;
  return new Map([...terms].map(([term, value]) => [term, value / length]));
}

function toUnitVector(vector: Float64Array): Float64Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const length = Math.sqrt(square) || 1;
  return vector.map((value) => value / length);
}
