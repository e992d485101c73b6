import type { Learned } from "../learn/learned.ts";

/** What was learned from labelled clauses and changes. */
export interface Weights {
  /** Names these weights: the first digits of their digest. */
  readonly version: string;
  /** How likely each topic is. */
  readonly topics: Learned;
  /** In whose favour an edit is: above 0 tightened, below 0 loosened. */
  readonly direction: Learned;
  /** How likely it is that an edit is substantive. */
  readonly materiality: Learned;
}

/** A learned model as it is kept: bytes as base64. */
interface LearnedJson {
  readonly size: number;
  readonly rarity: string;
  readonly outputs: readonly string[];
  readonly weights: string;
  readonly scales: readonly number[];
  readonly biases: readonly number[];
}

/** Weights as they are kept in a file. */
export interface WeightsJson {
  readonly version: string;
  readonly topics: LearnedJson;
  readonly direction: LearnedJson;
  readonly materiality: LearnedJson;
}

/** Gives weights from their file's content. */
export function fromWeightsJson(json: WeightsJson): Weights {
  return {
    version: json.version,
    topics: toLearned(json.topics),
    direction: toLearned(json.direction),
    materiality: toLearned(json.materiality),
  };
}

function toLearned(json: LearnedJson): Learned {
  const { outputs, scales, biases } = json;
  return {
    rarity: { size: json.size, sixteenths: toBytes(json.rarity) },
    model: { outputs, weights: new Int8Array(toBytes(json.weights).buffer), scales, biases },
  };
}

function toBytes(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
