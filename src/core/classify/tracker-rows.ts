import type { Edit } from "../../model/comparison.ts";
import { toPlain } from "../clauses/plain.ts";

const trackerSection = /\b(?:cookies?|trackers?|tracking|pixels?|local storage|sdk)\b/i;
const lifetime =
  /\b(?:session|persistent|\d+\s*(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?))\b/i;

/**
 * Gives whether an edit is of a row of a cookie table that still names the same vendor: its domains,
 * names and lifetimes bind nobody.
 */
export function isTrackerRow(edit: Edit): boolean {
  const before = edit.before?.text ?? "";
  const after = edit.after?.text ?? "";
  const place = (edit.after?.path ?? []).join(" ");
  if (!trackerSection.test(place) && !trackerSection.test(after)) return false;
  if (!lifetime.test(before) && !lifetime.test(after)) return false;
  return firstCell(before) === firstCell(after);
}

function firstCell(row: string): string {
  return toPlain(row.split("|").find((cell) => cell.trim() !== "") ?? "")
    .replace(/ahref=\S+|\/a|[[\]"]/g, "")
    .trim()
    .toLowerCase();
}
