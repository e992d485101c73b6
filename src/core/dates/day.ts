import type { Instant } from "../../model/instant.ts";
import { addMs, parseInstant } from "../../model/instant.ts";
import type { Day } from "./calendar.ts";

const dayMs = 86_400_000;

/** Whether a text is a day of the calendar, as `2025-03-01`. */
export function isDay(text: string): text is Day {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  // 31 February is read as a day of March.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** Gives the first moment of a day in UTC. */
export function startOfDay(day: Day): Instant {
  return parseInstant(day);
}

/** Gives the last moment of a day in UTC: what was first seen in its course stood at its end. */
export function endOfDay(day: Day): Instant {
  return addMs(startOfDay(day), dayMs - 1);
}

/** Gives the first moment that is after a day, for bounds that are not reached themselves. */
export function afterDay(day: Day): Instant {
  return addMs(startOfDay(day), dayMs);
}
