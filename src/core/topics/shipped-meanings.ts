import shippedBackground from "./background.json" with { type: "json" };
import json from "./meanings.json" with { type: "json" };
import { toPlain } from "../clauses/plain.ts";
import { fromMeaningsJson, toStems } from "./meanings.ts";
import type { Meanings } from "./meanings.ts";
import { toPassage } from "./passage.ts";
import type { Passage } from "./passage.ts";
import { createPassageIndex } from "./passage-index.ts";
import type { PassageIndex } from "./passage-index.ts";

/** What own topics are held against: the meanings of stems, and passages about anything. */
export interface Ground {
  readonly meanings: Meanings;
  readonly background: readonly Passage[];
  /** The same passages, for holding one against all of them. */
  readonly strangers: PassageIndex;
}

/** Gives a ground over meanings, from the texts of its background. */
export function createGround(meanings: Meanings, texts: readonly string[]): Ground {
  const background = texts.map((text) =>
    toPassage([{ stems: toStems(toPlain(text)), weight: 1 }], meanings),
  );
  return { meanings, background, strangers: createPassageIndex(background) };
}

let shipped: Ground | undefined;

/** Gives the ground that comes with this version; read once, as that takes a tenth of a second. */
export function shippedGround(): Ground {
  return (shipped ??= createGround(fromMeaningsJson(json), shippedBackground));
}
