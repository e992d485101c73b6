import type { ClauseLife, ClauseOutline } from "../../model/clause-life.ts";
import { lastOf } from "./find-clauses.ts";
import type { ClauseThread } from "./thread.ts";

/** Two lines on a page. */
const maxOpening = 200;

/**
 * Gives a life in a line, for lists of many.
 * @param thread that the life is of
 * @param place among the clauses that stand; undefined for one that has left
 */
export function toClauseOutline(
  life: ClauseLife,
  thread: ClauseThread,
  place: number | undefined,
): ClauseOutline {
  const { id, firstSeenAt, leftAt, last, wordings } = life;
  const { number, path, start, wording } = last;
  return {
    id,
    firstSeenAt,
    leftAt,
    number,
    path,
    place: place ?? start,
    opening: wording.length > maxOpening ? toOpening(wording) : wording,
    isHeading: lastOf(thread)?.kind === "heading",
    wordings: wordings.length,
  };
}

/** Ends with a whole word, where one ends there. */
function toOpening(wording: string): string {
  const cut = wording.slice(0, maxOpening);
  return `${cut.replace(/\s\S{0,24}$/, "")}…`;
}
