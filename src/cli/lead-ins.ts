import { segmentClauses } from "../core/clauses/segment.ts";

/** Gives a function that names the sentence which the clause at an offset of a text completes. */
export function createLeadIns(texts: Readonly<Record<"before" | "after", string>>) {
  const leadIns = { before: readLeadIns(texts.before), after: readLeadIns(texts.after) };
  return (side: "before" | "after", start: number): string | undefined => leadIns[side].get(start);
}

function readLeadIns(text: string): ReadonlyMap<number, string | undefined> {
  return new Map(segmentClauses(text).map(({ start, leadIn }) => [start, leadIn]));
}
