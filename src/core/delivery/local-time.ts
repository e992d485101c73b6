import { IANAZone } from "luxon";
import type { Instant } from "../../model/instant.ts";
import { toInstant, toMs } from "../../model/instant.ts";

const minuteMs = 60_000;
const dayMinutes = 1440;

/** Whether this program knows the clocks of a zone; it may have been told of one by a newer one. */
export function isKnownZone(timeZone: string): boolean {
  return IANAZone.isValidZone(timeZone);
}

/** Minutes after midnight that `HH:MM` stands for. */
export function toMinutes(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** What a clock on the wall shows in a zone: minutes after midnight, with their fraction. */
export function minutesOfDay(timeZone: string, at: Instant): number {
  const local = toMs(at) / minuteMs + offsetOf(timeZone, at);
  return ((local % dayMinutes) + dayMinutes) % dayMinutes;
}

/**
 * Gives the instant at which the clocks of a zone are put forward or back, the first after `from` up to `to`; null where
 * they go on as they are. Looks to the minute, and takes two that undo each other within the time for none.
 */
export function nextClockChange(timeZone: string, from: Instant, to: Instant): Instant | null {
  const before = offsetOf(timeZone, from);
  if (offsetOf(timeZone, to) === before) return null;
  let low = Math.floor(toMs(from) / minuteMs);
  let high = Math.ceil(toMs(to) / minuteMs);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(timeZone, fromMinutes(middle)) === before) low = middle;
    else high = middle;
  }
  return fromMinutes(high);
}

function fromMinutes(minutes: number): Instant {
  return toInstant(minutes * minuteMs);
}

/** Minutes that the zone is ahead of UTC. */
function offsetOf(timeZone: string, at: Instant): number {
  return IANAZone.create(timeZone).offset(toMs(at));
}
