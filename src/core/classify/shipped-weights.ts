import json from "./weights.json" with { type: "json" };
import { fromWeightsJson } from "./weights.ts";
import type { Weights } from "./weights.ts";

/** Names the weights that come with this version: the first digits of their digest. */
export const weightsVersion: string = json.version;

let decoded: Weights | undefined;

/** Gives the weights that come with this version; decoded once, as that takes some milliseconds. */
export function shippedWeights(): Weights {
  return (decoded ??= fromWeightsJson(json));
}
