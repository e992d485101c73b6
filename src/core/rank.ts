import type { ClauseChange } from "../model/comparison.ts";
import type { Direction, Topic } from "../model/topic.ts";
import { isOwnTopic, materialities, topics } from "../model/topic.ts";

/**
 * Gives all indexes of `changes`, what a reader should see first to last: substantive before
 * editorial before noise; then what has a direction before what is neutral; then by topic in the
 * order of interest that the topic list has, what a team named for itself before all; then by direction, tightened first; then by
 * confidence; then as they stand in the text. For a reader who asked for topics, a clause that is mainly
 * about one of these comes before one that touches it.
 */
export function rankClauseChanges(
  changes: readonly ClauseChange[],
  asked: readonly Topic[] = [],
): number[] {
  const keys = changes.map((change) => importanceOf(change, asked));
  return [...keys.keys()].toSorted((a, b) => {
    const left = keys[a] ?? [];
    const right = keys[b] ?? [];
    const at = left.findIndex((value, place) => value !== right[place]);
    return at === -1 ? a - b : (left[at] ?? 0) - (right[at] ?? 0);
  });
}

/** Smaller is more important, place by place. */
function importanceOf(change: ClauseChange, asked: readonly Topic[]): readonly number[] {
  const directionRank: Record<Direction, number> = {
    tightened: 0,
    mixed: 1,
    loosened: 2,
    neutral: 3,
  };
  const touched = asked.length === 0 ? 0 : change.topics.findIndex((one) => asked.includes(one));
  const topic = change.topics[Math.max(0, touched)];
  const hasDirection = change.direction !== null && change.direction !== "neutral";
  return [
    -materialities.indexOf(change.materiality),
    hasDirection ? 0 : 1,
    touched === -1 ? change.topics.length : touched,
    topic === undefined ? topics.length : isOwnTopic(topic) ? -1 : topics.indexOf(topic),
    change.direction === null ? 4 : directionRank[change.direction],
    -change.confidence,
  ];
}
