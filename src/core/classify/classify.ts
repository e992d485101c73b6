import type { ClauseChange, Edit } from "../../model/comparison.ts";
import { readChanged } from "./changed.ts";
import type { Context } from "./context.ts";
import { judgeMateriality } from "./materiality.ts";

/** Gives the edit with its judgement: how much it matters, what it is about, and in whose favour it is. */
export function classifyEdit(edit: Edit, context: Context): ClauseChange {
  const changed = readChanged(edit);
  const { materiality, confidence, cues } = judgeMateriality(edit, changed, context);
  const direction = materiality === "substantive" ? "neutral" : null;
  return { ...edit, materiality, topics: [], direction, confidence, cues };
}
