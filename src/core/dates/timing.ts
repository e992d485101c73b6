import type { Comparison, NoticePromise } from "../../model/comparison.ts";
import type { Day } from "./calendar.ts";
import { daysBetween } from "./calendar.ts";

/** When a changed text binds, seen from the day on which it was first seen. */
export interface Timing {
  /**
   * `upcoming`: from a day still to come · `in-force`: from that day or an earlier one · `unstated`: the text
   * gives the change no day of its own, so that it stands there as if it bound already.
   */
  readonly kind: "upcoming" | "in-force" | "unstated";
  /** From when it binds; null for `unstated`. */
  readonly from: Day | null;
  /** Days from `from` to the day it was seen, never negative: how long it had bound; for `upcoming`, how long until it does. */
  readonly days: number;
  /** Says that it binds from a day on which the text before still stood there. */
  readonly isBackdated: boolean;
  /** The longest notice that the text before promised for such a change; null where it promised none. */
  readonly promise: NoticePromise | null;
  /** Days of notice that the page itself gave: from the day it was posted, as it says, or was seen, until it binds. */
  readonly noticeDays: number;
  /** Fewer days than promised, of a change that is not all in the customer's favour. */
  readonly isShort: boolean;
}

/** Days on which texts were first seen; an instant counts by its UTC day. */
export interface Sightings {
  /** Of the text after. */
  readonly seenAt: string;
  /** Of the text before; null where nobody knows. */
  readonly beforeSeenAt: string | null;
}

/**
 * Gives how a substantive change stands to the clock: in force already, with how much notice, and whether
 * that is less than the document itself promised before it changed. Null for any other change. Where the page
 * says that it was posted earlier than it was seen, it is believed.
 */
export function readTiming(
  comparison: Comparison,
  { seenAt, beforeSeenAt }: Sightings,
): Timing | null {
  if (comparison.materiality !== "substantive" || comparison.replaced) return null;
  const { effective, lastUpdated } = comparison.dates;
  const seen = seenAt.slice(0, 10);
  const isNew = effective.after !== null && effective.after !== effective.before;
  const isAhead = effective.after !== null && effective.after > seen;
  const from = isNew || isAhead ? effective.after : toRuledDay(comparison, seen);
  const promise = findPromise(comparison.notices.before);
  const isPosted = lastUpdated.after !== null && lastUpdated.after !== lastUpdated.before;
  const posted = isPosted && lastUpdated.after < seen ? lastUpdated.after : seen;
  const noticeDays = from === null ? 0 : Math.max(0, daysBetween(posted, from));
  const isShort = promise?.days != null && noticeDays < promise.days && !isAllLoosened(comparison);
  const shared = { from, promise, noticeDays, isShort };
  if (from === null) return { kind: "unstated", days: 0, isBackdated: false, ...shared };
  const inForce = daysBetween(from, seen);
  if (inForce < 0) return { kind: "upcoming", days: -inForce, isBackdated: false, ...shared };
  const isBackdated = beforeSeenAt !== null && from < beforeSeenAt.slice(0, 10);
  return { kind: "in-force", days: inForce, isBackdated, ...shared };
}

/** What only favours the customer needs no notice: promises are of material, most of adverse, changes. */
function isAllLoosened({ changes }: Comparison): boolean {
  return changes.every(
    ({ materiality, direction }) => materiality !== "substantive" || direction === "loosened",
  );
}

/** "Changes are effective on the “last updated” date": where that date is new, they bind from it. */
function toRuledDay({ dates, notices }: Comparison, seen: Day): Day | null {
  const { before, after } = dates.lastUpdated;
  if (after === null || after === before || after > seen) return null;
  const promises = notices.before.filter(({ changes }) => changes === "all");
  return promises.length > 0 && promises.every(({ days }) => days === 0) ? after : null;
}

/** Of the promises for material changes, or for all, the longest: the reader may rely on it. */
function findPromise(promises: readonly NoticePromise[]): NoticePromise | null {
  const own = promises.filter(
    ({ changes, days }) =>
      (changes === "material" || changes === "all") && days !== null && days > 0,
  );
  return own.toSorted((one, other) => (other.days ?? 0) - (one.days ?? 0))[0] ?? null;
}
