import type { Clause } from "../../model/clause.ts";
import type { ClauseSide } from "../../model/comparison.ts";
import { segmentClauses } from "./segment.ts";

/** Names the sentence that the clause at an offset of one of two texts completes ("You may not:"). */
export type LeadInOf = (side: "before" | "after", start: number) => string | undefined;

/**
 * Gives what finds lead-ins; undefined where a clause has none. Reads each text once, when
 * it is first asked about one of its clauses, unless they are given: that before, where clauses are gone from it.
 */
export function createLeadIns(
  texts: Readonly<Record<"before" | "after", string | readonly Clause[]>>,
): LeadInOf {
  const read = new Map<"before" | "after", ReturnType<typeof readLeadIns>>();
  return (side, start) => {
    const leadIns = read.get(side) ?? readLeadIns(texts[side]);
    read.set(side, leadIns);
    return leadIns.get(start);
  };
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
