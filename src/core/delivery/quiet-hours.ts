import type { Instant } from "../../model/instant.ts";
import { addMs } from "../../model/instant.ts";
import type { Subscriber } from "../../model/subscriber.ts";
import { minutesOfDay, nextClockChange, toMinutes } from "./local-time.ts";

type Times = Pick<Subscriber, "timeZone" | "quietHours">;

/**
 * Gives when the quiet hours end that a moment lies in, or null where it lies in none. It is quiet while the clock on
 * the subscriber's wall shows a time from `from` on and before `to`: an hour that comes twice is quiet twice, and one
 * that is left out ends as the clocks are put forward. From a time to the same time is never.
 */
export function quietUntil(subscriber: Times, now: Instant): Instant | null {
  const { quietHours, timeZone } = subscriber;
  if (quietHours === null || !isQuiet(subscriber, now)) return null;
  const left = (toMinutes(quietHours.to) - minutesOfDay(timeZone, now) + 1440) % 1440;
  const end = addMs(now, Math.round(left * 60_000));
  const changed = nextClockChange(timeZone, now, end);
  if (changed === null) return end;
  return quietUntil(subscriber, changed) ?? changed;
}

function isQuiet({ quietHours, timeZone }: Times, at: Instant): boolean {
  if (quietHours === null) return false;
  const [from, to] = [toMinutes(quietHours.from), toMinutes(quietHours.to)];
  const time = minutesOfDay(timeZone, at);
  return from <= to ? from <= time && time < to : from <= time || time < to;
}
