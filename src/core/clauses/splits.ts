import type { Link } from "./anchors.ts";
import type { Unit } from "./unit.ts";

/** Clauses held together: one of each, or one and several neighbours. */
export interface Group {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

// A neighbour with fewer words is a fragment that could have come from anywhere.
const minimumWords = 4;
// This share of its words must stand in what its partner's clause has left over.
const minimumContained = 0.75;
const maxParts = 12;

/**
 * Gives the groups of linked clauses, in the order of `before`: where a clause was split, the free
 * neighbours of its partner whose words it holds come with it; where clauses were merged, likewise.
 */
export function joinNeighbours(
  before: readonly Unit[],
  after: readonly Unit[],
  links: readonly Link[],
): readonly Group[] {
  const linkedBefore = new Set(links.map((link) => link.before));
  const linkedAfter = new Set(links.map((link) => link.after));
  return links.map((link) => {
    const one = before[link.before];
    const other = after[link.after];
    if (one === undefined || other === undefined || one.key === other.key)
      return { before: [link.before], after: [link.after] };
    const parts = grow(one, after, link.after, linkedAfter);
    if (parts.length > 1) return { before: [link.before], after: parts };
    return { before: grow(other, before, link.before, linkedBefore), after: [link.after] };
  });
}

/** Takes free neighbours on both sides of `at` as long as the whole still holds their words. */
function grow(
  whole: Unit,
  units: readonly Unit[],
  at: number,
  linked: Set<number>,
): readonly number[] {
  const left = new Map<string, number>();
  for (const word of whole.words) left.set(word, (left.get(word) ?? 0) + 1);
  take(left, units[at]?.words ?? []);
  let first = at;
  let last = at;
  for (const step of [1, -1]) {
    for (let next = at + step; last - first < maxParts; next += step) {
      const unit = units[next];
      if (
        unit === undefined ||
        linked.has(next) ||
        (unit.clause.kind !== whole.clause.kind && unit.clause.kind === "heading")
      )
        break;
      if (unit.words.length < minimumWords || contained(left, unit.words) < minimumContained) break;
      take(left, unit.words);
      linked.add(next);
      if (step > 0) last = next;
      else first = next;
    }
  }
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
}

function take(bag: Map<string, number>, words: readonly string[]): void {
  for (const word of words) {
    const count = bag.get(word) ?? 0;
    if (count > 0) bag.set(word, count - 1);
  }
}

function contained(bag: ReadonlyMap<string, number>, words: readonly string[]): number {
  const need = new Map<string, number>();
  for (const word of words) need.set(word, (need.get(word) ?? 0) + 1);
  let found = 0;
  for (const [word, count] of need) found += Math.min(count, bag.get(word) ?? 0);
  return found / words.length;
}
