import type { ClauseChange } from "../model/comparison.ts";
import { toPlain } from "./clauses/plain.ts";
import { rankClauseChanges } from "./rank.ts";

const maxQuote = 90;
/** A list item's mark, and the bars around a table's row. */
const frame = /^\s*(?:[-*+]|\|)\s+|\s+\|\s*$/g;

/** Gives one or two sentences on what changed, made of quotes and counts only. */
export function summarize(changes: readonly ClauseChange[]): string {
  if (changes.length === 0) return "Nothing differs.";
  const kinds = (["substantive", "editorial", "noise"] as const)
    .map((materiality) => ({
      materiality,
      count: changes.filter((change) => change.materiality === materiality).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ materiality, count }) => `${count} ${materiality}`);
  const noun = changes.length === 1 ? "change" : "changes";
  const total =
    kinds.length === 1 ? `${kinds[0]} ${noun}.` : `${changes.length} ${noun}: ${kinds.join(", ")}.`;
  const first = changes[rankClauseChanges(changes)[0] ?? 0];
  return first?.materiality !== "substantive" ? total : `${describe(first)} ${total}`;
}

function describe(change: ClauseChange): string {
  const side = change.after ?? change.before;
  const place = side?.path.at(-1);
  const where = place === undefined ? "" : `${clip(place, 60)}: `;
  return `${where}${change.kind} “${clip(toPlain((side?.text ?? "").replace(frame, "")), maxQuote)}”.`;
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
