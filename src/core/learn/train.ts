import type { Bag } from "./bag.ts";
import type { LinearModel } from "./linear.ts";

/** A text whose labels are known. */
export interface Example {
  readonly bag: Bag;
  /** How surely each output holds, 0–1, by name; 0 where it is not named. */
  readonly labels: ReadonlyMap<string, number>;
  /** How much it counts; 1 is an example like any other. */
  readonly weight: number;
}

/** How a model is learned. */
export interface TrainOptions {
  readonly outputs: readonly string[];
  /** Buckets of the vocabulary. */
  readonly size: number;
  readonly epochs: number;
  /** Step of the first update. */
  readonly rate: number;
  /** How strongly weights are drawn to 0. */
  readonly decay: number;
  readonly seed: number;
  /**
   * Whether scores may have a part that no feature brings; without it, opposite features give
   * opposite scores.
   * @default true
   */
  readonly hasBias?: boolean;
}

/**
 * Gives logistic regressions for several outputs, learned together by AdaGrad and averaged over the
 * later half of the epochs, as the last examples would else count most. Reproducible: the order of the
 * examples is shuffled by the seed alone.
 * @see Duchi, Hazan, Singer: Adaptive Subgradient Methods for Online Learning, JMLR 12 (2011)
 */
export function trainLinear(examples: readonly Example[], options: TrainOptions): LinearModel {
  const { outputs, size, rate, decay } = options;
  const width = outputs.length;
  const weights = new Float32Array(size * width);
  const squares = new Float32Array(size * width);
  const biases = new Float64Array(width);
  const biasSquares = new Float64Array(width);
  const targets = examples.map(({ labels }) =>
    Float64Array.from(outputs, (output) => labels.get(output) ?? 0),
  );
  const errors = new Float64Array(width);
  const random = createRandom(options.seed);
  const order = examples.map((_, at) => at);
  const sums = new Float32Array(size * width);
  const firstKept = Math.floor(options.epochs / 2);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const example = examples[at];
      const target = targets[at];
      if (example === undefined || target === undefined) continue;
      const { buckets, values } = example.bag;
      errors.set(biases);
      for (let feature = 0; feature < buckets.length; feature++) {
        const row = (buckets[feature] ?? 0) * width;
        const value = values[feature] ?? 0;
        for (let output = 0; output < width; output++)
          errors[output] = (errors[output] ?? 0) + value * (weights[row + output] ?? 0);
      }
      for (let output = 0; output < width; output++) {
        const error =
          (1 / (1 + Math.exp(-(errors[output] ?? 0))) - (target[output] ?? 0)) * example.weight;
        errors[output] = error;
        if (options.hasBias === false) continue;
        biasSquares[output] = (biasSquares[output] ?? 0) + error * error;
        biases[output] =
          (biases[output] ?? 0) - (rate * error) / Math.sqrt((biasSquares[output] ?? 0) + 1e-8);
      }
      for (let feature = 0; feature < buckets.length; feature++) {
        const row = (buckets[feature] ?? 0) * width;
        const value = values[feature] ?? 0;
        for (let output = 0; output < width; output++) {
          const cell = row + output;
          const weight = weights[cell] ?? 0;
          const gradient = value * (errors[output] ?? 0) + decay * weight;
          const square = (squares[cell] ?? 0) + gradient * gradient;
          squares[cell] = square;
          weights[cell] = weight - (rate * gradient) / Math.sqrt(square + 1e-8);
        }
      }
    }
    if (epoch < firstKept) continue;
    for (let cell = 0; cell < sums.length; cell++)
      sums[cell] = (sums[cell] ?? 0) + (weights[cell] ?? 0);
  }
  const kept = options.epochs - firstKept;
  return {
    outputs,
    weights: sums.map((sum) => sum / kept),
    scales: outputs.map(() => 1),
    biases: [...biases],
  };
}

/** Gives numbers from 0 up to 1 that look random and are the same for a seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const held = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = held;
  }
}
