import { toLongestOrder } from "./anchors.ts";
import type { Link } from "./anchors.ts";

/** For each clause of either side, the number of the gap between kept clauses that it stands in. */
export interface Gaps {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Gives the gaps that links leave which stand in one order on both sides; `links` in any order. */
export function toGaps(beforeCount: number, afterCount: number, links: readonly Link[]): Gaps {
  const anchors = toLongestOrder(links.toSorted((x, y) => x.before - y.before));
  const before = anchors.map((link) => link.before);
  const after = anchors.map((link) => link.after);
  return { before: numberGaps(beforeCount, before), after: numberGaps(afterCount, after) };
}

/** A gap is opened by an anchor, which carries its number. */
function numberGaps(count: number, anchors: readonly number[]): number[] {
  const gaps: number[] = [];
  let gap = 0;
  for (let at = 0; at < count; at++) {
    if (anchors[gap] === at) gap += 1;
    gaps.push(gap);
  }
  return gaps;
}

/** Gives the members of each gap among some clauses, in order. */
export function groupByGap(
  gaps: readonly number[],
  indexes: readonly number[],
): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const at of indexes) {
    const gap = gaps[at] ?? 0;
    const group = groups.get(gap);
    if (group === undefined) groups.set(gap, [at]);
    else group.push(at);
  }
  return groups;
}
