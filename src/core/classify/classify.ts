import type { ClauseChange, Edit } from "../../model/comparison.ts";
import { toPlain } from "../clauses/plain.ts";
import { isContent, readChanged } from "./changed.ts";
import type { ChangedWord } from "./changed.ts";
import type { Context } from "./context.ts";
import { readFocus } from "./focus.ts";
import { judgeDirection } from "./direction.ts";
import { judgeMateriality } from "./materiality.ts";
import { chooseTopics, findTopicCues, scoreTopics } from "./topics.ts";

// A clause that is longer, a whole page without a line break, is judged by its beginning.
const maxRead = 8_000;

/** Gives the edit with its judgement: how much it matters, what it is about, and in whose favour it is. */
export function classifyEdit(edit: Edit, context: Context): ClauseChange {
  if (standsInBanner(edit, context)) return toFurniture(edit);
  const changed = readChanged(edit);
  const { materiality, confidence, cues } = judgeMateriality(edit, changed, context);
  if (materiality === "noise")
    return { ...edit, materiality, topics: [], direction: null, confidence, cues };
  const side = edit.after === null ? "before" : "after";
  const shown = edit.after ?? edit.before;
  const unit = context.unitAt(side, shown?.start ?? 0);
  const focus = readFocus(edit);
  const leadIn = unit?.clause.leadIn ?? "";
  const topics = chooseTopics(
    scoreTopics({
      changed: `${focus.before} ${focus.after}`.trim(),
      clause: toPlain((shown?.text ?? "").slice(0, maxRead)),
      leadIn,
      genre: context.genre,
      path: shown?.path ?? [],
    }),
    context.genre,
  );
  if (materiality === "editorial")
    return { ...edit, materiality, topics, direction: null, confidence, cues };
  const grown = changed.gained.filter(isContent).length - changed.lost.filter(isContent).length;
  const direction = judgeDirection({
    edit,
    focus,
    leadIn,
    grown,
    topics,
    lostNumber: firstNumber(changed.lost),
    gainedNumber: firstNumber(changed.gained),
  });
  const topicCues = findTopicCues(topics, side, shown?.text ?? "");
  return {
    ...edit,
    materiality,
    topics,
    direction: direction.direction,
    confidence,
    cues: [...cues, ...topicCues, ...direction.cues],
  };
}

function firstNumber(words: readonly ChangedWord[]): number | undefined {
  const text = words.find((word) => word.kind === "number")?.text.replace(/[^\d.]/g, "");
  return text === undefined || text === "" ? undefined : Number(text);
}

/** Comes or goes as a whole; a dialogue that stays and reads differently is judged by its words. */
function standsInBanner({ before, after }: Edit, context: Context): boolean {
  if (before === null) return after !== null && context.standsInBanner("after", after.start);
  return after === null && context.standsInBanner("before", before.start);
}

function toFurniture(edit: Edit): ClauseChange {
  const side = edit.after === null ? "before" : "after";
  const end = edit[side]?.text.length ?? 0;
  return {
    ...edit,
    materiality: "noise",
    topics: [],
    direction: null,
    confidence: 0.9,
    cues: [{ side, start: 0, end, why: "page-furniture" }],
  };
}
