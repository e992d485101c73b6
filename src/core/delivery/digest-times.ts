import { DateTime } from "luxon";
import type { Instant } from "../../model/instant.ts";
import { toInstant, toMs } from "../../model/instant.ts";
import type { Subscriber } from "../../model/subscriber.ts";
import { weekdays } from "../../model/subscriber.ts";
import type { Rhythm } from "../../model/subscription.ts";
import { toMinutes } from "./local-time.ts";

/**
 * Gives when the next digest is due, later than `now`: once in each day, or week, of the subscriber's. A time that comes
 * twice counts the first time; one that the clocks leave out is due as much later as they are put forward.
 */
export function nextDigestAt(
  subscriber: Pick<Subscriber, "timeZone" | "digestAt" | "digestDay">,
  rhythm: Exclude<Rhythm, "instant">,
  now: Instant,
): Instant {
  const { timeZone, digestAt, digestDay } = subscriber;
  const today = DateTime.fromMillis(toMs(now), { zone: timeZone }).startOf("day");
  const time = toMinutes(digestAt);
  // Luxon counts weekdays from 1; a day beyond the week for a time that has passed, another for a day left out.
  const daysAhead =
    rhythm === "daily" ? 0 : (weekdays.indexOf(digestDay) + 1 - today.weekday + 7) % 7;
  const step = rhythm === "daily" ? 1 : 7;
  for (let days = daysAhead; ; days += step) {
    const { year, month, day } = today.plus({ days });
    const wall = { year, month, day, hour: Math.floor(time / 60), minute: time % 60 };
    const [first] = DateTime.fromObject(wall, { zone: timeZone }).getPossibleOffsets();
    const at = first?.toMillis();
    if (at === undefined || Number.isNaN(at)) {
      throw new TypeError(`no clock is known for ${timeZone}: this is a bug`);
    }
    if (at > toMs(now)) return toInstant(at);
  }
}
