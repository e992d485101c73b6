import { functionWords } from "../classify/lexicon.ts";
import { toWords } from "../clauses/plain.ts";
import { toStem } from "../clauses/stem.ts";

/**
 * What stems mean, learned from how provider terms use them: stems that stand in like clauses have like
 * vectors. Written by `test/training/train-meanings.ts`.
 * @see Deerwester et al.: Indexing by Latent Semantic Analysis, JASIS 41 (1990)
 */
export interface Meanings {
  readonly dimensions: number;
  /** How rare a stem is among clauses, as a natural logarithm; that of the rarest for one never met. */
  readonly rarityOf: (stem: string) => number;
  /** What all clauses share, in the form of one of unit length. */
  readonly shared: readonly number[];
  /** Adds a stem's vector, times a weight, to a sum; does nothing for a stem never met. */
  readonly addVector: (stem: string, weight: number, sum: Float64Array) => void;
}

/** Meanings as they are kept in a file: numbers as base64. */
export interface MeaningsJson {
  readonly dimensions: number;
  /** Clauses that they were learned from. */
  readonly clauses: number;
  /** With a space between, most frequent first. */
  readonly stems: string;
  /** Clauses that hold each stem. */
  readonly counts: readonly number[];
  /** What 127 stands for in a stem's vector, in ten-thousandths. */
  readonly scales: readonly number[];
  /** In ten-thousandths. */
  readonly shared: readonly number[];
  /** A signed byte for each stem and dimension. */
  readonly vectors: string;
}

// No English word is longer; what is longer is a token.
const longestStem = 24;

/** Gives the stems that carry what a plain text is about, in order. */
export function toStems(plain: string): readonly string[] {
  return toWords(plain).flatMap((word) => {
    const stem = toContentStem(word);
    return stem === undefined ? [] : [stem];
  });
}

/** Gives a word's stem; undefined for numbers and for words that stand in texts about anything. */
export function toContentStem(word: string): string | undefined {
  if (/\d/.test(word)) return undefined;
  const stem = toStem(word);
  return functionWords.has(stem) || stem.length > longestStem ? undefined : stem;
}

/** Gives meanings from their file's content. */
export function fromMeaningsJson(json: MeaningsJson): Meanings {
  const { dimensions, clauses, counts, scales } = json;
  const rowOf = new Map(json.stems.split(" ").map((stem, row) => [stem, row]));
  const bytes = atob(json.vectors);
  const vectors = new Int8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) vectors[at] = bytes.charCodeAt(at);
  const rarest = Math.log(clauses);
  const rarities = counts.map((count) => Math.log(clauses / count));
  return {
    dimensions,
    shared: json.shared.map((value) => value / 10_000),
    rarityOf: (stem) => {
      const row = rowOf.get(stem);
      return row === undefined ? rarest : (rarities[row] ?? rarest);
    },
    addVector: (stem, weight, sum) => {
      const row = rowOf.get(stem);
      if (row === undefined) return;
      const factor = (weight * (scales[row] ?? 0)) / (127 * 10_000);
      for (let at = 0; at < dimensions; at++)
        sum[at] = (sum[at] ?? 0) + factor * (vectors[row * dimensions + at] ?? 0);
    },
  };
}
