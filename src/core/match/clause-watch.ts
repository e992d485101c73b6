import { digestOfFields } from "../../model/digest.ts";
import type { PassageIndex } from "../topics/passage-index.ts";
import { createPrototype } from "../topics/prototype.ts";
import type { Prototype } from "../topics/prototype.ts";
import { shippedGround } from "../topics/shipped-meanings.ts";
import type { Ground } from "../topics/shipped-meanings.ts";

/** Clause watches that have been learned, each once. */
export interface ClauseWatches {
  /** Gives for each of the passages whether it means what the sentences mean. */
  readonly listLike: (sentences: readonly string[], passages: PassageIndex) => readonly boolean[];
}

// Some 10 KB each.
const mostKept = 5_000;

/**
 * Gives clause watches over a ground: the sentences are learned as an own topic's examples are, and together they
 * also say what it covers. Some tenths of a millisecond for a watch that is new, and then some hundredths for each
 * change.
 */
export function createClauseWatches(ground: () => Ground = shippedGround): ClauseWatches {
  const learned = new Map<string, Prototype>();
  return {
    listLike: (sentences, passages) => {
      const key = digestOfFields(...sentences);
      const known = learned.get(key);
      const prototype = known ?? createPrototype(toExamples(sentences), ground());
      if (known === undefined) {
        if (learned.size >= mostKept) learned.clear();
        learned.set(key, prototype);
      }
      return Array.from(
        passages.listLikeness(prototype.passage),
        (likeness) => likeness >= prototype.threshold,
      );
    },
  };
}

function toExamples(sentences: readonly string[]): Parameters<typeof createPrototype>[0] {
  return { covers: sentences.join(" "), examples: sentences, counterExamples: [] };
}
