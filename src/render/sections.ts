import type { ClauseChange } from "../model/comparison.ts";
import { toPath } from "./entry.ts";

/** A change with the headings that it is shown under. */
export interface PlacedChange {
  readonly change: ClauseChange;
  readonly path: string;
  /** Where it stood, when it came from another section; null where only that section's heading reads otherwise. */
  readonly pathBefore: string | null;
}

/**
 * Gives the changes to show, in their order, each with its section: of a clause that is gone, the section
 * that stands where its own stood. A section is the same where most of its changed clauses are paired.
 */
export function placeChanges(
  changes: readonly ClauseChange[],
  isShown: (change: ClauseChange) => boolean,
): PlacedChange[] {
  const present = findPresent(changes);
  return changes.filter(isShown).map((change) => {
    const { before, after, kind } = change;
    const was = toPath(before?.path ?? []);
    const now = present.get(was) ?? was;
    const path = after === null ? now : toPath(after.path);
    const isElsewhere = before !== null && after !== null && was !== path;
    const isTold = isElsewhere && (kind === "moved" || now !== path);
    return { change, path, pathBefore: isTold ? was : null };
  });
}

/** For each path before, the one that most of its clauses have after. */
function findPresent(changes: readonly ClauseChange[]): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { before, after, kind } of changes) {
    if (before === null || after === null || kind === "moved") continue;
    const [was, now] = [toPath(before.path), toPath(after.path)];
    const found = counts.get(was) ?? new Map<string, number>();
    found.set(now, (found.get(now) ?? 0) + 1);
    counts.set(was, found);
  }
  return new Map(
    [...counts].map(([was, found]) => {
      const [most] = [...found].toSorted(([, one], [, other]) => other - one);
      return [was, most?.[0] ?? was];
    }),
  );
}
