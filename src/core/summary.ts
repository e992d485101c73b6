import type { ClauseChange } from "../model/comparison.ts";
import { toPlain } from "./clauses/plain.ts";

const maxQuote = 90;

/** Gives one or two sentences on what changed, made of quotes and counts only. */
export function summarize(changes: readonly ClauseChange[]): string {
  if (changes.length === 0) return "Nothing differs.";
  const counts = (["substantive", "editorial", "noise"] as const)
    .map((materiality) => ({
      materiality,
      count: changes.filter((change) => change.materiality === materiality).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ materiality, count }) => `${count} ${materiality}`);
  const first = changes.find((change) => change.materiality === "substantive");
  const total = `${counts.join(", ")} ${changes.length === 1 ? "change" : "changes"}.`;
  return first === undefined ? total : `${describe(first)} ${total}`;
}

function describe(change: ClauseChange): string {
  const side = change.after ?? change.before;
  const place = side?.path.at(-1);
  const where = place === undefined ? "" : `${clip(place, 60)}: `;
  return `${where}${change.kind} “${clip(toPlain(side?.text ?? ""), maxQuote)}”.`;
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
