import background from "./background.json" with { type: "json" };
import json from "./meanings.json" with { type: "json" };
import { toPlain } from "../clauses/plain.ts";
import { fromMeaningsJson, toStems } from "./meanings.ts";
import type { Meanings } from "./meanings.ts";
import { toPassage } from "./passage.ts";
import type { Passage } from "./passage.ts";

/** What own topics are held against: the meanings of stems, and passages about anything. */
export interface Ground {
  readonly meanings: Meanings;
  readonly background: readonly Passage[];
}

/** Gives a ground over meanings, from the texts of its background. */
export function createGround(meanings: Meanings, texts: readonly string[]): Ground {
  return {
    meanings,
    background: texts.map((text) =>
      toPassage([{ stems: toStems(toPlain(text)), weight: 1 }], meanings),
    ),
  };
}

let shipped: Ground | undefined;

/** Gives the ground that comes with this version; read once, as that takes a tenth of a second. */
export function shippedGround(): Ground {
  return (shipped ??= createGround(fromMeaningsJson(json), background));
}
