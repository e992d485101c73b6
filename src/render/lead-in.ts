import type { LeadInOf } from "../core/clauses/lead-ins.ts";
import type { ClauseChange } from "../model/comparison.ts";
import { toVisibleLine } from "./visible.ts";

const maxLeadIn = 160;

/** Gives the sentence that a clause completes, as its text stands now, else as it stood; empty where there is none. */
export function findLeadIn({ before, after }: ClauseChange, leadInOf?: LeadInOf): string {
  const side = after === null ? "before" : "after";
  return leadInOf?.(side, (after ?? before)?.start ?? 0) ?? "";
}

/** Gives the line that stands above a clause: `Under: “You must not:”`; null where it completes nothing. */
export function toLeadInLine(leadIn: string): string | null {
  if (leadIn === "") return null;
  // Its end is what a clause completes.
  const line = toVisibleLine(leadIn.slice(-maxLeadIn * 2));
  const end = line
    .slice(-maxLeadIn)
    .toWellFormed()
    .replace(/^\S*\s/, " ");
  return `Under: “${line.length <= maxLeadIn ? line : `…${end}`}”`;
}
