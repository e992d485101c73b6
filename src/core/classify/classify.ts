import type { ClauseChange, Edit } from "../../model/comparison.ts";
import type { Context } from "./context.ts";

/** Gives the edit with its judgement. */
export function classifyEdit(edit: Edit, context: Context): ClauseChange {
  const isRolledOff = context.isList && edit.kind === "removed";
  return {
    ...edit,
    materiality: isRolledOff ? "noise" : "substantive",
    topics: [],
    direction: isRolledOff ? null : "neutral",
    confidence: 0.5,
    cues: [],
  };
}
