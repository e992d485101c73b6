import type { Day } from "../core/dates/calendar.ts";
import { daysBetween } from "../core/dates/calendar.ts";
import type { Timing } from "../core/dates/timing.ts";
import { toCount, toDay } from "./labels.ts";
import { toInForce } from "./timing.ts";

/**
 * Gives from when a change binds, as it is to be said on a day, for what is read later than it is written:
 * `Takes effect in 12 days, on 1 May 2026`; null where that cannot be said.
 * @param stated the effective date that the text after states; null for none
 */
export function toEffectToday(
  timing: Timing | null,
  stated: Day | null,
  today: Day,
): string | null {
  if (timing?.kind === "unstated") return "No effective date stated: it may bind already";
  if (timing?.from == null)
    return stated === null ? null : `Stated effective date: ${toDay(stated)}`;
  const { kind, from, days } = timing;
  if (kind === "in-force")
    return days === 0
      ? `In force since ${toDay(from)}, the day it was first seen`
      : `In force ${toInForce(timing)}`;
  const left = daysBetween(today, from);
  if (left > 0) return `Takes effect in ${toCount(left, "day", "days")}, on ${toDay(from)}`;
  if (left === 0) return `Takes effect today, ${toDay(from)}`;
  return `In effect since ${toDay(from)}, ${toCount(days, "day", "days")} after it was first seen`;
}
