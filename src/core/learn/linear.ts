import type { Bag } from "./bag.ts";

/** Linear models over one hashed vocabulary, one for each output. */
export interface LinearModel {
  readonly outputs: readonly string[];
  /** A row of as many weights as there are outputs for each bucket. */
  readonly weights: Int8Array | Float32Array;
  /** What a weight of 1 stands for, by output. */
  readonly scales: readonly number[];
  readonly biases: readonly number[];
}

/** Gives each output's score for a bag, in log-odds. */
export function scoreBag(model: LinearModel, { buckets, values }: Bag): Float64Array {
  const { weights, scales, biases } = model;
  const width = scales.length;
  const scores = new Float64Array(width);
  for (let at = 0; at < buckets.length; at++) {
    const row = (buckets[at] ?? 0) * width;
    const value = values[at] ?? 0;
    for (let output = 0; output < width; output++)
      scores[output] = (scores[output] ?? 0) + value * (weights[row + output] ?? 0);
  }
  for (let output = 0; output < width; output++)
    scores[output] = (scores[output] ?? 0) * (scales[output] ?? 0) + (biases[output] ?? 0);
  return scores;
}

/** Gives the probability that a score in log-odds stands for. */
export function toProbability(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
