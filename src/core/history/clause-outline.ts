import type { ClauseLife, ClauseOutline } from "../../model/clause-life.ts";

/** Two lines on a page. */
const maxOpening = 200;

/** Gives a life in a line, for lists of many. */
export function toClauseOutline(life: ClauseLife): ClauseOutline {
  const { id, firstSeenAt, leftAt, last, wordings } = life;
  const { number, path, start, text, wording } = last;
  return {
    id,
    firstSeenAt,
    leftAt,
    number,
    path,
    start,
    opening: wording.length > maxOpening ? `${wording.slice(0, maxOpening).trimEnd()}…` : wording,
    isHeading: /^#{1,6}\s/.test(text),
    wordings: wordings.length,
  };
}
