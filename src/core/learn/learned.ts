import type { Bag, Rarity } from "./bag.ts";
import type { LinearModel } from "./linear.ts";
import { trainLinear } from "./train.ts";
import type { TrainOptions } from "./train.ts";

/** A model with the vocabulary it was learned over. */
export interface Learned {
  readonly rarity: Rarity;
  readonly model: LinearModel;
}

/** An example whose bag can be made over any vocabulary. */
export interface Lesson {
  readonly toBag: (rarity: Rarity) => Bag;
  readonly labels: ReadonlyMap<string, number>;
  /** How much it counts; 1 is an example like any other. */
  readonly weight: number;
}

// A token of one text alone teaches that text.
const minimumTexts = 2;

/** Gives a model learned from lessons: their vocabulary first, then the weights over it. */
export function learn(lessons: readonly Lesson[], options: TrainOptions): Learned {
  const rarity = countRarity(lessons, options.size);
  const examples = lessons.map(({ toBag, labels, weight }) => ({
    bag: toBag(rarity),
    labels,
    weight,
  }));
  return { rarity, model: trainLinear(examples, options) };
}

function countRarity(lessons: readonly Lesson[], size: number): Rarity {
  const texts = new Uint32Array(size);
  const plain: Rarity = { size, sixteenths: new Uint8Array(size).fill(16) };
  for (const { toBag } of lessons)
    for (const bucket of new Set(toBag(plain).buckets)) texts[bucket] = (texts[bucket] ?? 0) + 1;
  const sixteenths = Uint8Array.from(texts, (count) =>
    count < minimumTexts ? 0 : Math.round(16 * (1 + Math.log((1 + lessons.length) / (1 + count)))),
  );
  return { size, sixteenths };
}

/** Gives the same model with weights of one byte each, as it is kept. */
export function toBytes(model: LinearModel): LinearModel {
  const width = model.outputs.length;
  const largest = model.outputs.map((_, output) => {
    let most = 0;
    for (let cell = output; cell < model.weights.length; cell += width)
      most = Math.max(most, Math.abs(model.weights[cell] ?? 0));
    return most;
  });
  const scales = largest.map((most, output) => ((model.scales[output] ?? 1) * (most || 1)) / 127);
  const weights = new Int8Array(model.weights.length);
  for (let cell = 0; cell < weights.length; cell++)
    weights[cell] = Math.round((127 * (model.weights[cell] ?? 0)) / (largest[cell % width] || 1));
  return { outputs: model.outputs, weights, scales, biases: model.biases };
}
