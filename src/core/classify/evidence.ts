import type { Edit } from "../../model/comparison.ts";
import { toPlain, toWords } from "../clauses/plain.ts";
import { readChanged } from "./changed.ts";
import type { Changed } from "./changed.ts";
import type { Context } from "./context.ts";
import { readFocus } from "./focus.ts";
import type { Focus } from "./focus.ts";
import type { TopicEvidence } from "./topic-evidence.ts";

// A clause that is longer, a whole page without a line break, is judged by its beginning.
const maxRead = 8_000;

/** What an edit is judged by: read once, for all that is asked of it. */
export interface Evidence {
  readonly edit: Edit;
  /** The side that stands now; of what was removed, the side that stood. */
  readonly side: "before" | "after";
  readonly changed: Changed;
  readonly focus: Focus;
  readonly topic: TopicEvidence;
}

// A number or a name alone, as "A.4" before a sentence, does not say what the clause is about.
const minimumWords = 3;

function isTelling({ before, after }: Focus): boolean {
  return (`${before} ${after}`.match(/\p{L}{2,}/gu) ?? []).length >= minimumWords;
}

/** Gives what an edit is judged by. */
export function readEvidence(edit: Edit, context: Context): Evidence {
  const side = edit.after === null ? "before" : "after";
  const shown = edit.after ?? edit.before;
  const start = shown?.start ?? 0;
  const changed = readChanged(edit);
  const focus = readFocus(edit);
  const clause = toPlain((shown?.text ?? "").slice(0, maxRead));
  const isPair = edit.before !== null && edit.after !== null;
  return {
    edit,
    side,
    changed,
    focus,
    topic: {
      changed: isTelling(focus) ? `${focus.before} ${focus.after}`.trim() : clause,
      words: isPair
        ? [...changed.lost, ...changed.gained].map(({ word }) => word)
        : toWords(clause),
      clause,
      leadIn: context.unitAt(side, start)?.clause.leadIn ?? "",
      genre: context.genre,
      path: shown?.path ?? [],
      around: context.wordsAround(side, start),
    },
  };
}
