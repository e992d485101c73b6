import type { ClauseChange } from "../../model/comparison.ts";
import { toParts } from "../topics/name-topics.ts";
import type { Passage } from "../topics/passage.ts";
import { toPassage } from "../topics/passage.ts";
import type { Ground } from "../topics/shipped-meanings.ts";

/** Gives what a clause change says, in a form that clause watches are held against. */
export type PassageReader = (change: ClauseChange) => Passage;

// Some 5 KB each. Documents of one provider change alike on the same days: what is met again is met soon.
const mostKept = 2_000;

/** Gives a reader that remembers what it has read: of a year of history, a third is the same words in another document. */
export function createPassageReader(ground: () => Ground): PassageReader {
  const known = new Map<string, Passage>();
  return (change) => {
    const { before, after } = change;
    const heading = (after ?? before)?.path.at(-1) ?? "";
    const key = JSON.stringify([before?.text, after?.text, heading]);
    const passage = known.get(key) ?? toPassage(toParts(change, ""), ground().meanings);
    if (known.size >= mostKept) known.clear();
    known.set(key, passage);
    return passage;
  };
}
