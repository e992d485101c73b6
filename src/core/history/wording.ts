import type { Clause } from "../../model/clause.ts";
import { withoutLabel } from "../clauses/numbering.ts";
import { toPlain } from "../clauses/plain.ts";

/** Gives what a reader sees of a clause: no number, markup or link targets, so that only words make it another wording. */
export function toWording({ kind, text }: Pick<Clause, "kind" | "text">): string {
  return toPlain(withoutLabel(kind === "heading" ? text.replace(/^#+\s*/, "") : text));
}

/** Whether two clauses read the same, whatever their number, place and markup. */
export function isSameWording(one: Clause, other: Clause): boolean {
  return one.text === other.text || toWording(one) === toWording(other);
}
