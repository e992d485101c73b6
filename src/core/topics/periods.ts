import type { Instant } from "../../model/instant.ts";
import { parseInstant } from "../../model/instant.ts";

/** A stretch of the calendar, as a column shows it. */
export interface Period {
  readonly year: number;
  /** `Q1`, `H2`, or empty for a whole year. */
  readonly label: string;
  /** First day of it, `2025-01-01`. */
  readonly from: string;
  /** Last day of it; today where that comes first. */
  readonly lastDay: string;
  /** When it is over; now where that comes first: what stood just before is what a column tells. */
  readonly end: Instant;
}

const months = [3, 6, 12] as const;
/** Columns that a table takes before its reader loses the row. */
const mostColumns = 18;

/** Gives the quarters from the first day to now; halves, or years, where these were too many. Oldest first. */
export function toPeriods(first: Instant, now: Instant): readonly Period[] {
  const periods = months.map((length) => listPeriods(first, now, length));
  return periods.find(({ length }) => length <= mostColumns) ?? periods.at(-1) ?? [];
}

function listPeriods(first: Instant, now: Instant, length: (typeof months)[number]): Period[] {
  const periods: Period[] = [];
  let year = Number(first.slice(0, 4));
  let month = Math.floor((Number(first.slice(5, 7)) - 1) / length) * length;
  for (;;) {
    const from = toDay(year, month);
    if (parseInstant(from) > now) return periods;
    const next = month + length;
    const end = parseInstant(toDay(year, next));
    const label = length === 12 ? "" : `${length === 3 ? "Q" : "H"}${month / length + 1}`;
    periods.push({
      year,
      label,
      from,
      lastDay: end > now ? now.slice(0, 10) : dayBefore(year, next),
      end: end > now ? now : end,
    });
    year = next === 12 ? year + 1 : year;
    month = next % 12;
  }
}

/** @param month from 0 on; 12 is the next year's first */
function toDay(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}

function dayBefore(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
