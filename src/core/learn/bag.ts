/** Features of one text: buckets of a hashed vocabulary, with how strongly it holds each; one met twice adds up. */
export interface Bag {
  readonly buckets: Uint32Array;
  readonly values: Float64Array;
}

/** How often each bucket was met when the weights were learned; what was never met says nothing. */
export interface Rarity {
  readonly size: number;
  /** Inverse document frequency of each bucket in sixteenths, 0 for what too few texts held. */
  readonly sixteenths: Uint8Array;
}

/** Collects the features of one text, a block at a time. */
export interface BagBuilder {
  /**
   * Adds tokens of one kind. A block weighs `weight` in all, however many tokens it has, and within
   * it rare tokens weigh more than common ones.
   */
  readonly addTokens: (kind: string, tokens: readonly string[], weight: number) => void;
  /** Adds one feature with a value of its own. */
  readonly addValue: (kind: string, name: string, value: number) => void;
  readonly toBag: () => Bag;
}

/** Gives an empty builder over a hashed vocabulary. */
export function createBagBuilder(rarity: Rarity): BagBuilder {
  const buckets: number[] = [];
  const values: number[] = [];
  const add = (bucket: number, value: number): void => {
    if (value === 0) return;
    buckets.push(bucket);
    values.push(value);
  };
  return {
    addTokens: (kind, tokens, weight) => {
      const first = buckets.length;
      const square = weighTokens(kind, tokens, rarity, add);
      if (square === 0) return;
      const scale = weight / Math.sqrt(square);
      for (let at = first; at < values.length; at++) values[at] = (values[at] ?? 0) * scale;
    },
    addValue: (kind, name, value) => add(toBucket(kind, name, rarity.size), value),
    toBag: () => ({ buckets: Uint32Array.from(buckets), values: Float64Array.from(values) }),
  };
}

// Counting in one table, wiped after each block, spares a map for each: half of the time.
const tables = new WeakMap<Rarity, Uint32Array>();

/** Adds what each bucket of a block weighs, sublinear in its count, by its rarity; gives the sum of the squares. */
function weighTokens(
  kind: string,
  tokens: readonly string[],
  rarity: Rarity,
  add: (bucket: number, value: number) => void,
): number {
  const counts = tables.get(rarity) ?? new Uint32Array(rarity.size);
  tables.set(rarity, counts);
  const met: number[] = [];
  const start = hashKind(kind);
  for (const token of tokens) {
    const bucket = toPlace(start, token, rarity.size);
    if (rarity.sixteenths[bucket] === 0) continue;
    const count = counts[bucket] ?? 0;
    if (count === 0) met.push(bucket);
    counts[bucket] = count + 1;
  }
  let square = 0;
  for (const bucket of met) {
    const value = ((1 + Math.log(counts[bucket] ?? 1)) * (rarity.sixteenths[bucket] ?? 0)) / 16;
    counts[bucket] = 0;
    square += value * value;
    add(bucket, value);
  }
  return square;
}

/** Gives the bucket of a token of some kind: FNV-1a over its UTF-16 units, mixed once more. */
export function toBucket(kind: string, token: string, size: number): number {
  return toPlace(hashKind(kind), token, size);
}

function hashKind(kind: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < kind.length; at++) hash = Math.imul(hash ^ kind.charCodeAt(at), 0x01000193);
  return Math.imul(hash ^ 0x1f, 0x01000193);
}

function toPlace(start: number, token: string, size: number): number {
  let hash = start;
  for (let at = 0; at < token.length; at++)
    hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) % size;
}

const adjacent = (one: string, other: string): string => `${one} ${other}`;

/** Gives words and each two neighbours as one token. */
export function toPairsToo(words: readonly string[]): readonly string[] {
  const tokens = [...words];
  for (let at = 0; at + 1 < words.length; at++)
    tokens.push(adjacent(words[at] ?? "", words[at + 1] ?? ""));
  return tokens;
}
