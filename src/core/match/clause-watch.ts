import { digestOfFields } from "../../model/digest.ts";
import { matchPrototype } from "../topics/own-topics.ts";
import type { Passage } from "../topics/passage.ts";
import { createPrototype } from "../topics/prototype.ts";
import type { Prototype } from "../topics/prototype.ts";
import { shippedGround } from "../topics/shipped-meanings.ts";
import type { Ground } from "../topics/shipped-meanings.ts";

/** Clause watches that have been learned, each once. */
export interface ClauseWatches {
  /** Gives whether a passage means what the sentences mean. */
  readonly isLike: (sentences: readonly string[], passage: Passage) => boolean;
}

// Some 10 KB each.
const mostKept = 5_000;

/**
 * Gives clause watches over a ground: the sentences are learned as an own topic's examples are, and together they
 * also say what it covers. A millisecond for a watch that is new, some microseconds a clause from then on.
 */
export function createClauseWatches(ground: () => Ground = shippedGround): ClauseWatches {
  const learned = new Map<string, Prototype>();
  return {
    isLike: (sentences, passage) => {
      const key = digestOfFields(...sentences);
      const known = learned.get(key);
      const prototype = known ?? createPrototype(toExamples(sentences), ground());
      if (known === undefined) {
        if (learned.size >= mostKept) learned.clear();
        learned.set(key, prototype);
      }
      return matchPrototype(passage, prototype) !== undefined;
    },
  };
}

function toExamples(sentences: readonly string[]): Parameters<typeof createPrototype>[0] {
  return { covers: sentences.join(" "), examples: sentences, counterExamples: [] };
}
