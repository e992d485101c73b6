import type { Clause } from "../../model/clause.ts";
import type { ClauseSide } from "../../model/comparison.ts";
import { segmentClauses } from "./segment.ts";

/** Names the sentence that the clause at an offset of one of two texts completes ("You may not:"). */
export type LeadInOf = (side: "before" | "after", start: number) => string | undefined;

/**
 * Gives what finds lead-ins; undefined where a clause has none. Reads each text once, when it is made, unless its clauses
 * are given.
 */
export function createLeadIns(
  texts: Readonly<Record<"before" | "after", string | readonly Clause[]>>,
): LeadInOf {
  const leadIns = { before: readLeadIns(texts.before), after: readLeadIns(texts.after) };
  return (side, start) => leadIns[side].get(start);
}

function readLeadIns(text: string | readonly Clause[]): ReadonlyMap<number, string | undefined> {
  const clauses = typeof text === "string" ? segmentClauses(text) : text;
  return new Map(clauses.map(({ start, leadIn }) => [start, leadIn]));
}

/**
 * Gives the lead-ins of these clauses of a text by where each begins; of what completes nothing, or does not stand there,
 * there is none. Reads the text once.
 */
export function readLeadInsOf(
  text: string,
  clauses: readonly ClauseSide[],
): ReadonlyMap<number, string> {
  const leadIns = readLeadIns(text);
  const found = new Map<number, string>();
  for (const { start, text: clause } of clauses) {
    const leadIn = leadIns.get(start);
    if (leadIn !== undefined && text.startsWith(clause, start)) found.set(start, leadIn);
  }
  return found;
}
