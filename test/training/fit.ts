import { createHash } from "node:crypto";
import {
  readDirectionEvidence,
  toDirectionBag,
} from "../../src/core/classify/direction-features.ts";
import { toTopicBag } from "../../src/core/classify/topic-features.ts";
import { fromWeightsJson } from "../../src/core/classify/weights.ts";
import type { Weights, WeightsJson } from "../../src/core/classify/weights.ts";
import { learn, toBytes } from "../../src/core/learn/learned.ts";
import type { Learned, Lesson } from "../../src/core/learn/learned.ts";
import { topics } from "../../src/model/topic.ts";
import { fitMateriality } from "./fit-materiality.ts";
import type { Labelled } from "./labelled.ts";

const seed = 20_261_121;

/** Gives the weights learned from labelled edits, as their file holds them. */
export function fit(labelled: readonly Labelled[]): WeightsJson {
  const body = {
    topics: toJson(fitTopics(labelled)),
    materiality: toJson(fitMateriality(labelled)),
    direction: toJson(fitDirection(labelled)),
  };
  const digest = createHash("sha256").update(JSON.stringify(body)).digest("hex");
  return { version: digest.slice(0, 12), ...body };
}

/** Gives the weights learned from labelled edits. */
export function toWeights(labelled: readonly Labelled[]): Weights {
  return fromWeightsJson(fit(labelled));
}

// What was invented for this project teaches words, not how often providers write of what.
const topicWeightOf: Readonly<Record<Labelled["source"], number>> = {
  changes: 1,
  clauses: 1,
  read: 1,
  invented: 0.5,
};

function fitTopics(labelled: readonly Labelled[]): Learned {
  const lessons = labelled
    .filter((one) => one.topics.length > 0 && one.materiality !== "noise")
    .map((one): Lesson => {
      const isAside = one.materiality === "editorial";
      return {
        toBag: (rarity) => toTopicBag(one.evidence.topic, rarity),
        labels: new Map(one.topics.map((topic) => [topic, 1])),
        weight: topicWeightOf[one.source] * (isAside ? 0.6 : 1),
      };
    });
  return learn(lessons, {
    outputs: topics,
    size: 98_304,
    epochs: 12,
    rate: 0.3,
    decay: 1e-4,
    seed,
  });
}

// A reader who was asked of a clause alone saw less than one who saw what became of it.
const directionWeightOf: Readonly<Record<Labelled["source"], number>> = {
  changes: 1,
  clauses: 0.7,
  read: 0.7,
  invented: 1,
};
// Reworded clauses are few beside clauses that came or went, and harder to read.
const pairWeight = 2;

function fitDirection(labelled: readonly Labelled[]): Learned {
  const lessons = labelled
    .filter(({ direction }) => direction === "tightened" || direction === "loosened")
    .map(({ evidence, context, direction, source }): Lesson => {
      const { parties } = context;
      const read = readDirectionEvidence(evidence, parties);
      const isPair = read.before !== undefined && read.after !== undefined;
      return {
        toBag: (rarity) => toDirectionBag(evidence, read, rarity),
        labels: new Map([["tightened", direction === "tightened" ? 1 : 0]]),
        weight: directionWeightOf[source] * (isPair ? pairWeight : 1),
      };
    });
  return learn(lessons, {
    outputs: ["tightened"],
    size: 2 ** 17,
    epochs: 10,
    rate: 0.3,
    decay: 1e-4,
    seed,
    // Opposite features give opposite answers.
    hasBias: false,
  });
}

function toJson({ rarity, model }: Learned): WeightsJson["topics"] {
  const { outputs, weights, scales, biases } = toBytes(model);
  const base64 = (bytes: ArrayLike<number>): string =>
    Buffer.from(Uint8Array.from(bytes, (byte) => byte & 0xff)).toString("base64");
  return {
    size: rarity.size,
    rarity: base64(rarity.sixteenths),
    outputs: [...outputs],
    weights: base64(weights),
    scales: scales.map(Math.fround),
    biases: biases.map(Math.fround),
  };
}
