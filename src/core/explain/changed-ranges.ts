import type { Edit } from "../../model/comparison.ts";

/** A changed stretch of one side's text; where `start` is `end`, the place at which the other side has words more. */
export interface ChangedRange {
  readonly start: number;
  readonly end: number;
}

/** Gives the changed stretches of one side in order, by UTF-16 offsets into its text; changed blanks alone are none. */
export function listChangedRanges(edit: Edit, side: "before" | "after"): ChangedRange[] {
  const own = side === "before" ? "removed" : "added";
  const ranges: ChangedRange[] = [];
  let rebuilt = "";
  for (const { op, text } of edit.spans) {
    const start = rebuilt.length;
    if (op === "same" || op === own) rebuilt += text;
    if (op !== "same" && text.trim() !== "") ranges.push({ start, end: rebuilt.length });
  }
  // Offsets into another text than the side's would prove nothing.
  return rebuilt === edit[side]?.text ? ranges : [];
}

/** True where at least one word, number or mark differs: a clause that only moved has nothing to explain. */
export function hasChangedWords(edit: Edit): boolean {
  return edit.spans.some(({ op, text }) => op !== "same" && text.trim() !== "");
}
