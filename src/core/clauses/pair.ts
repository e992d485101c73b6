import { linkEqual, toLongestOrder } from "./anchors.ts";
import { linkSimilar } from "./residuals.ts";
import { joinNeighbours } from "./splits.ts";
import type { Group } from "./splits.ts";
import type { Unit } from "./unit.ts";

/** A group that knows whether it kept its place among the others. */
export interface PlacedGroup extends Group {
  readonly isMoved: boolean;
}

/** Which clauses of two texts belong together. */
export interface Pairing {
  /** In the order of `before`; clauses in none of them stand alone. */
  readonly groups: readonly PlacedGroup[];
  /** Clauses of `before` that stand in the same words, wherever. */
  readonly survived: number;
}

/**
 * Gives which clauses belong together. The same pairs whichever side is called before: ties are
 * broken in one orientation, that of the texts' own order.
 */
export function pairClauses(before: readonly Unit[], after: readonly Unit[]): Pairing {
  return isTurned(before, after) ? turn(pairInOrder(after, before)) : pairInOrder(before, after);
}

function isTurned(before: readonly Unit[], after: readonly Unit[]): boolean {
  const shorter = Math.min(before.length, after.length);
  for (let at = 0; at < shorter; at++) {
    const one = before[at]?.clause.text ?? "";
    const other = after[at]?.clause.text ?? "";
    if (one !== other) return one > other;
  }
  return before.length > after.length;
}

function turn({ groups, survived }: Pairing): Pairing {
  const turned = groups.map(({ before, after, isMoved }) => ({
    before: after,
    after: before,
    isMoved,
  }));
  return { groups: turned.toSorted(byBefore), survived };
}

function byBefore(one: Group, other: Group): number {
  return (one.before[0] ?? 0) - (other.before[0] ?? 0);
}

function pairInOrder(before: readonly Unit[], after: readonly Unit[]): Pairing {
  const equal = linkEqual(
    before.map((unit) => unit.key),
    after.map((unit) => unit.key),
  );
  const links = [...equal, ...linkSimilar(before, after, equal)];
  const groups = joinNeighbours(
    before,
    after,
    links.toSorted((x, y) => x.before - y.before),
  ).toSorted(byBefore);
  const firsts = groups.map((group) => ({
    before: group.before[0] ?? 0,
    after: group.after[0] ?? 0,
  }));
  const kept = new Set(toLongestOrder(firsts).map((link) => link.before));
  return {
    groups: groups.map((group) => ({ ...group, isMoved: !kept.has(group.before[0] ?? -1) })),
    survived: equal.length,
  };
}
