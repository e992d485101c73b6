import { toPlain } from "../../src/core/clauses/plain.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { fromMeaningsJson, toStems } from "../../src/core/topics/meanings.ts";
import type { MeaningsJson } from "../../src/core/topics/meanings.ts";
import { toPassage } from "../../src/core/topics/passage.ts";
import { createRandom } from "../../src/core/learn/train.ts";
import type { Archive } from "./archive.ts";
import { toFamily } from "./families.ts";

// Of an archive's document, its first, middle and last text: nearly all its clauses.
function textsOf(archive: Archive, document: string): readonly string[] {
  const blobs = archive.blobsOf(document);
  const chosen = [blobs[0], blobs[Math.floor(blobs.length / 2)], blobs.at(-1)];
  return [...new Set(chosen)].flatMap((blob) => (blob === undefined ? [] : [archive.textOf(blob)]));
}

const maxRead = 4_000;
const fewestStems = 4;

/** Gives the stems of each clause of the archive that families ask for, none twice. */
export function readStems(
  archive: Archive,
  isWanted: (family: string) => boolean,
): readonly (readonly string[])[] {
  const clauses = new Map<string, readonly string[]>();
  for (const document of archive.documents) {
    if (!isWanted(toFamily(document))) continue;
    for (const text of textsOf(archive, document))
      for (const clause of segmentClauses(text)) {
        const stems = toStems(toPlain(clause.text.slice(0, maxRead)));
        if (stems.length >= fewestStems) clauses.set(stems.join(" "), stems);
      }
  }
  return [...clauses.values()];
}

// A stem of fewer clauses means what those clauses are about.
const fewestClauses = 3;
const mostStems = 6_000;
const dimensions = 64;
const rounds = 8;

/**
 * Gives what stems mean, from the clauses that they stand in: the first left singular vectors of the
 * stem-by-clause matrix, found by subspace iteration. Reproducible.
 */
export function learnMeanings(clauses: readonly (readonly string[])[]): MeaningsJson {
  const counts = new Map<string, number>();
  for (const clause of clauses)
    for (const stem of new Set(clause)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const kept = [...counts]
    .filter(([stem, count]) => count >= fewestClauses && stem.length > 2 && /^[a-z]/.test(stem))
    .toSorted(([one, few], [other, many]) => many - few || (one < other ? -1 : 1))
    .slice(0, mostStems);
  const rowOf = new Map(kept.map(([stem], row) => [stem, row]));
  const rarities = kept.map(([, count]) => Math.log(clauses.length / count));
  const columns = clauses.map((clause) => toColumn(clause, rowOf, rarities));
  const { basis, strengths } = findSubspace(columns, kept.length);
  const scales: number[] = [];
  const bytes = new Uint8Array(kept.length * dimensions);
  for (const row of kept.keys()) {
    const vector = strengths.map(
      (strength, at) => (basis[at]?.[row] ?? 0) * Math.sqrt(strength) * (rarities[row] ?? 0),
    );
    const largest = Math.max(...vector.map(Math.abs)) || 1;
    const scale = Math.max(1, Math.round(largest * 10_000));
    scales.push(scale);
    for (const [at, value] of vector.entries())
      bytes[row * dimensions + at] = Math.round((127 * 10_000 * value) / scale) & 0xff;
  }
  const bare: MeaningsJson = {
    dimensions,
    shared: [],
    clauses: clauses.length,
    stems: kept.map(([stem]) => stem).join(" "),
    counts: kept.map(([, count]) => count),
    scales,
    vectors: Buffer.from(bytes).toString("base64"),
  };
  const meanings = fromMeaningsJson(bare);
  const sum = new Float64Array(dimensions);
  for (const stems of clauses) {
    const { meaning } = toPassage([{ stems, weight: 1 }], meanings);
    for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] ?? 0) + (meaning[at] ?? 0);
  }
  return {
    ...bare,
    shared: [...sum].map((value) => Math.round((10_000 * value) / clauses.length)),
  };
}

type Column = readonly (readonly [row: number, value: number])[];

function toColumn(
  clause: readonly string[],
  rowOf: ReadonlyMap<string, number>,
  rarities: readonly number[],
): Column {
  const held = new Map<number, number>();
  for (const stem of clause) {
    const row = rowOf.get(stem);
    if (row !== undefined) held.set(row, (held.get(row) ?? 0) + 1);
  }
  const weighed = [...held].map(
    ([row, count]) => [row, (1 + Math.log(count)) * (rarities[row] ?? 0)] as const,
  );
  const length = Math.hypot(...weighed.map(([, value]) => value)) || 1;
  return weighed.map(([row, value]) => [row, value / length] as const);
}

interface Subspace {
  /** A vector over all stems for each dimension. */
  readonly basis: readonly Float64Array[];
  readonly strengths: readonly number[];
}

function findSubspace(columns: readonly Column[], rows: number): Subspace {
  const random = createRandom(7);
  let basis = Array.from({ length: dimensions }, () =>
    Float64Array.from({ length: rows }, () => random() - 0.5),
  );
  let strengths: readonly number[] = [];
  for (let round = 0; round < rounds; round++) {
    orthonormalize(basis);
    const product = basis.map(() => new Float64Array(rows));
    for (const [at, vector] of basis.entries()) {
      const sum = product[at] ?? new Float64Array(rows);
      for (const column of columns) {
        let shared = 0;
        for (const [row, value] of column) shared += value * (vector[row] ?? 0);
        for (const [row, value] of column) sum[row] = (sum[row] ?? 0) + value * shared;
      }
    }
    strengths = product.map((vector) => Math.sqrt(lengthOf(vector)));
    basis = product;
  }
  orthonormalize(basis);
  return { basis, strengths };
}

/** Twice, as one pass leaves what rounding brings in. */
function orthonormalize(basis: readonly Float64Array[]): void {
  for (const [at, vector] of basis.entries()) {
    for (let pass = 0; pass < 2; pass++)
      for (const other of basis.slice(0, at)) {
        let shared = 0;
        for (let row = 0; row < vector.length; row++)
          shared += (vector[row] ?? 0) * (other[row] ?? 0);
        for (let row = 0; row < vector.length; row++)
          vector[row] = (vector[row] ?? 0) - shared * (other[row] ?? 0);
      }
    const length = lengthOf(vector) || 1;
    for (let row = 0; row < vector.length; row++) vector[row] = (vector[row] ?? 0) / length;
  }
}

function lengthOf(vector: Float64Array): number {
  let square = 0;
  for (const value of vector) square += value * value;
  return Math.sqrt(square);
}
