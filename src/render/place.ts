import { readLabel } from "../core/clauses/numbering.ts";
import { segmentClauses } from "../core/clauses/segment.ts";
import type { ClauseChange, ClauseSide } from "../model/comparison.ts";
import { kindLabels } from "./labels.ts";
import { toVisibleLine } from "./visible.ts";

const maxNumber = 20;

/** The clause's own number or letter as written; empty where it has none. */
export function toNumber(side: ClauseSide | null): string {
  const text = (side?.text ?? "").replace(/^\s*#{1,6}\s+/, "");
  return toVisibleLine(readLabel(text).number ?? "", maxNumber);
}

/** `Changed clause 4.3 (was 4.2)`, `Clause 4.2 removed`, `Clause split into 3`. */
export function toKind(change: ClauseChange): string {
  const was = toShown(toNumber(change.before));
  const is = toShown(toNumber(change.after));
  const number = [is === "" ? was : is]
    .filter((part) => part !== "")
    .map((part) => ` ${part}`)
    .join("");
  const earlier = was !== "" && is !== "" && was !== is ? ` (was ${was})` : "";
  switch (change.kind) {
    case "removed":
      return `Clause${number} removed`;
    case "moved":
      return `Clause${number}${earlier} moved${isSame(change) ? "" : " and changed"}`;
    case "split":
      return `Clause${number}${earlier} split${toParts(change.after, " into ")}`;
    case "merged":
      return `Clauses merged${number === "" ? "" : ` into${number}`}${toParts(change.before, ", ")}`;
    default:
      return isRenumberedAlone(change)
        ? `Clause renumbered ${was} → ${is}`
        : `${kindLabels[change.kind]}${number}${earlier}`;
  }
}

/** `(c)` for a letter, which alone would read as a word. */
function toShown(number: string): string {
  return /^[a-z]{1,5}$/i.test(number) ? `(${number})` : number;
}

/** How many clauses a side holds, where that is more than one. */
function toParts(side: ClauseSide | null, before: string): string {
  const count = segmentClauses(side?.text ?? "").length;
  if (count < 2) return "";
  return before === ", " ? ` (${count})` : `${before}${count}`;
}

function isSame({ spans }: ClauseChange): boolean {
  return spans.every(({ op }) => op === "same");
}

function isRenumberedAlone({ before, after }: ClauseChange): boolean {
  if (before === null || after === null) return false;
  const [was, is] = [readLabel(before.text), readLabel(after.text)];
  return (
    was.number !== undefined &&
    is.number !== undefined &&
    was.number !== is.number &&
    before.text.slice(was.end).trim() === after.text.slice(is.end).trim()
  );
}
