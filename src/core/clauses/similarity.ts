import { toStem } from "./stem.ts";

/** A clause as a weighted set of features; each of its two kinds is of unit length. */
export interface Profile {
  readonly chars: Features;
  readonly stems: Features;
}

/** Features by number, each once, with their weights. */
interface Features {
  readonly ids: Int32Array;
  readonly weights: Float64Array;
}

// Beyond this many characters a clause's partner is known anyway; bounds the work per clause.
const maxProfileCharacters = 1_500;
// A feature that stands in more clauses than this says little and costs much.
const maxPostings = 64;
const maxCandidates = 8;
// Character runs take some thousand entries a clause; beyond this many clauses stems must do.
const maxCharProfiles = 2_000;

// Features are numbered by their hash, so that counting them takes an array: where two fall together,
// in about one of thirty in a long clause, a weight is a little off.
const charIds = 2 ** 17;
const stemIds = 2 ** 16;

// FNV-1a, 32 bits: equal on every machine.
const hashStart = 0x811c9dc5;

function hashNext(value: number, code: number): number {
  return Math.imul(value ^ code, 0x01000193);
}

function hash(text: string): number {
  let value = hashStart;
  for (let at = 0; at < text.length; at++) value = hashNext(value, text.charCodeAt(at));
  return value;
}

/** The upper bits of a hash are mixed into the lower ones, of which its number is made. */
function toId(value: number, count: number): number {
  return (value ^ (value >>> 15)) & (count - 1);
}

/** Numbers of all runs of three, four and five characters, each begun once and carried on. */
function readChars(words: readonly string[], add: (id: number) => void): void {
  const text = ` ${words.join(" ").slice(0, maxProfileCharacters)} `;
  for (let at = 0; at + 3 <= text.length; at++) {
    let value = hashStart;
    const end = Math.min(at + 5, text.length);
    for (let next = at; next < end; next++) {
      value = hashNext(value, text.charCodeAt(next));
      if (next >= at + 2) add(toId(value, charIds));
    }
  }
}

/** Reads the stems of clauses and their pairs; the stem of a word is found once. */
function createStemReader(): Reader {
  const known = new Map<string, string>();
  const stemOf = (word: string): string => {
    let stem = known.get(word);
    if (stem === undefined) {
      stem = toStem(word);
      known.set(word, stem);
    }
    return stem;
  };
  return (words, add) => {
    let last = 0;
    const end = Math.min(words.length, maxProfileCharacters / 5);
    for (let at = 0; at < end; at++) {
      const own = hash(stemOf(words[at] ?? ""));
      add(toId(own, stemIds));
      if (at > 0) add(toId(hashNext(Math.imul(last, 31), own), stemIds));
      last = own;
    }
  };
}

type Reader = (words: readonly string[], add: (id: number) => void) => void;

/**
 * Gives a profile for each clause of either side, character 3–5-grams and stems with their pairs, each
 * weighted by how rare it is on the side that has it more: the two texts at hand, so that nothing needs
 * to be shipped, and what stands once on each side is rare.
 */
export function createProfiles(
  left: readonly (readonly string[])[],
  right: readonly (readonly string[])[],
): { readonly left: readonly Profile[]; readonly right: readonly Profile[] } {
  const clauses = [...left, ...right];
  const isMany = clauses.length > maxCharProfiles;
  const chars = isMany ? [] : weigh(clauses, left.length, { read: readChars, count: charIds });
  const stems = weigh(clauses, left.length, { read: createStemReader(), count: stemIds });
  const none: Features = { ids: new Int32Array(0), weights: new Float64Array(0) };
  const profiles = clauses.map((_, at) => ({ chars: chars[at] ?? none, stems: stems[at] ?? none }));
  return { left: profiles.slice(0, left.length), right: profiles.slice(left.length) };
}

function weigh(
  clauses: readonly (readonly string[])[],
  leftCount: number,
  { read, count }: { readonly read: Reader; readonly count: number },
): readonly Features[] {
  const counts = [new Int32Array(count), new Int32Array(count)] as const;
  const lastSeen = new Int32Array(count);
  const buffer = new Int32Array(3 * maxProfileCharacters + 8);
  const sets = clauses.map((words, at) => {
    const own = at < leftCount ? counts[0] : counts[1];
    let size = 0;
    read(words, (id) => {
      if (lastSeen[id] === at + 1) return;
      lastSeen[id] = at + 1;
      own[id] = (own[id] ?? 0) + 1;
      buffer[size] = id;
      size += 1;
    });
    return buffer.slice(0, size);
  });
  const most = Math.max(leftCount, clauses.length - leftCount);
  const rarity = Float64Array.from({ length: most + 1 }, (_, times) =>
    Math.log(1 + most / Math.max(1, times)),
  );
  return sets.map((ids) => {
    const weights = new Float64Array(ids.length);
    let sum = 0;
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] ?? 0;
      const weight = rarity[Math.max(counts[0][id] ?? 0, counts[1][id] ?? 0)] ?? 0;
      weights[at] = weight;
      sum += weight * weight;
    }
    const length = Math.sqrt(sum) || 1;
    for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] ?? 0) / length;
    return { ids, weights };
  });
}

/**
 * Creates what tells how alike two profiles are, 0–1: half by characters, half by stems. One profile
 * against many in a row is cheap: it is laid out once.
 */
export function createLikeness(): (one: Profile, other: Profile) => number {
  const chars = createCosine(charIds);
  const stems = createCosine(stemIds);
  return (one, other) => {
    const byStems = stems(one.stems, other.stems);
    if (one.chars.ids.length === 0 || other.chars.ids.length === 0) return byStems;
    return (chars(one.chars, other.chars) + byStems) / 2;
  };
}

function createCosine(count: number): (one: Features, other: Features) => number {
  const layout = new Float64Array(count);
  let laidOut: Features | undefined;
  return (one, other) => {
    if (laidOut !== one) {
      if (laidOut !== undefined) for (const id of laidOut.ids) layout[id] = 0;
      for (let at = 0; at < one.ids.length; at++) layout[one.ids[at] ?? 0] = one.weights[at] ?? 0;
      laidOut = one;
    }
    let sum = 0;
    for (let at = 0; at < other.ids.length; at++)
      sum += (layout[other.ids[at] ?? 0] ?? 0) * (other.weights[at] ?? 0);
    return sum;
  };
}

/**
 * Gives for each of `left` the indexes of up to eight of `right` that share its rarest stems, best
 * first. An inverted index with bounded postings: cost grows with the texts, not with their product.
 */
export function findCandidates(
  left: readonly Profile[],
  right: readonly Profile[],
): readonly (readonly number[])[] {
  const postings = new Map<number, Posting[]>();
  for (const [at, { stems }] of right.entries())
    for (let place = 0; place < stems.ids.length; place++) {
      const posting = { at, weight: stems.weights[place] ?? 0 };
      const list = postings.get(stems.ids[place] ?? 0);
      if (list === undefined) postings.set(stems.ids[place] ?? 0, [posting]);
      else if (list.length <= maxPostings) list.push(posting);
    }
  const scores = new Float64Array(right.length);
  return left.map(({ stems }) => {
    const met: number[] = [];
    for (let place = 0; place < stems.ids.length; place++) {
      const list = postings.get(stems.ids[place] ?? 0);
      if (list === undefined || list.length > maxPostings) continue;
      const own = stems.weights[place] ?? 0;
      for (const { at, weight } of list) {
        if (scores[at] === 0) met.push(at);
        scores[at] = (scores[at] ?? 0) + own * weight;
      }
    }
    const best = pickBest(met, scores);
    for (const at of met) scores[at] = 0;
    return best;
  });
}

interface Posting {
  readonly at: number;
  readonly weight: number;
}

/** The indexes with the highest scores, best first; of equals the first. */
function pickBest(met: readonly number[], scores: Float64Array): readonly number[] {
  const best: number[] = [];
  const isBefore = (one: number, other: number): boolean => {
    const difference = (scores[one] ?? 0) - (scores[other] ?? 0);
    return difference > 0 || (difference === 0 && one < other);
  };
  for (const at of met) {
    const last = best[maxCandidates - 1];
    if (last !== undefined && !isBefore(at, last)) continue;
    let place = Math.min(best.length, maxCandidates - 1);
    while (place > 0 && isBefore(at, best[place - 1] ?? 0)) place -= 1;
    best.splice(place, 0, at);
    if (best.length > maxCandidates) best.pop();
  }
  return best;
}
