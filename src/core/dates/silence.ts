import type { Comparison } from "../../model/comparison.ts";
import type { Day } from "./calendar.ts";
import { daysBetween, readDayOrder } from "./calendar.ts";
import type { StatedDates } from "./stated.ts";
import { readStatedDates } from "./stated.ts";

/** What two versions of a text state about themselves. */
export interface Editions {
  readonly before: StatedDates;
  readonly after: StatedDates;
  /** The day on which the text after was first seen; null where nobody knows. */
  readonly seenOn: Day | null;
}

/** Gives both texts' stated dates; "03/04/2025" is read alike in both. */
export function readEditions(before: string, after: string, seenOn: Day | null): Editions {
  const order = readDayOrder(before, after);
  return { before: readStatedDates(before, order), after: readStatedDates(after, order), seenOn };
}

/** Gives both texts' stated dates side by side. */
export function toComparedDates({ before, after }: Editions): Comparison["dates"] {
  return {
    lastUpdated: { before: before.lastUpdated, after: after.lastUpdated },
    effective: { before: before.effective, after: after.effective },
  };
}

/**
 * `unmoved`: the text states dates, and all of them stand where they stood · `moved`: at least one is new,
 * or one is gone · `undated`: neither text states one. Of a text made of several documents any date counts.
 * A date of the day on which the change was seen, or of the day before, dates it even where it stood there
 * already: the text was edited twice that day.
 */
export function readMovement(editions: Editions): "moved" | "unmoved" | "undated" {
  const { before, after, seenOn } = editions;
  if (before.all.length === 0 && after.all.length === 0) return "undated";
  if (before.all.length === 0 || after.all.length === 0) return "moved";
  if (before.lastUpdated !== after.lastUpdated || before.effective !== after.effective)
    return "moved";
  if (toKeys(before) !== toKeys(after)) return "moved";
  const isFresh = after.all.some(
    ({ day }) => seenOn !== null && Math.abs(daysBetween(day, seenOn)) <= 1,
  );
  return isFresh ? "moved" : "unmoved";
}

function toKeys({ all }: StatedDates): string {
  const keys = new Set(all.map(({ kind, day }) => `${kind} ${day}`));
  return [...keys].toSorted().join(", ");
}

/**
 * Gives all that a comparison takes from the time when the text after was seen, as a key: of the same two
 * texts, equal keys mean equal comparisons. For those who compare the same pair over and over.
 */
export function toClockKey(before: string, after: string, seenAt: string): string {
  const editions = readEditions(before, after, seenAt.slice(0, 10));
  const days = new Set([...editions.before.all, ...editions.after.all].map(({ day }) => day));
  const nearest = [...days]
    .toSorted()
    .map((day) => Math.max(-2, Math.min(2, daysBetween(seenAt, day))));
  return nearest.join(" ");
}
