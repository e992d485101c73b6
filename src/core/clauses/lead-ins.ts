import { segmentClauses } from "./segment.ts";

/** Names the sentence that the clause at an offset of one of two texts completes ("You may not:"). */
export type LeadInOf = (side: "before" | "after", start: number) => string | undefined;

/** Gives what finds lead-ins; undefined where a clause has none. Reads each text once, when it is made. */
export function createLeadIns(texts: Readonly<Record<"before" | "after", string>>): LeadInOf {
  const leadIns = { before: readLeadIns(texts.before), after: readLeadIns(texts.after) };
  return (side, start) => leadIns[side].get(start);
}

function readLeadIns(text: string): ReadonlyMap<number, string | undefined> {
  return new Map(segmentClauses(text).map(({ start, leadIn }) => [start, leadIn]));
}
