import type { ICalEventData } from "ical-generator";
import { ICalCalendar, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import type { Day } from "../core/dates/calendar.ts";
import type { Instant } from "../model/instant.ts";
import { toMs } from "../model/instant.ts";
import type { CalendarDay } from "./calendar-days.ts";
import type { FeedHead } from "./feed.ts";
import { toDay } from "./labels.ts";
import { toVisibleLine } from "./visible.ts";

/** How often a calendar asks again, as it is told. */
const refreshSeconds = 6 * 3600;
const maxDescription = 4000;

/**
 * Gives days as an iCalendar (RFC 5545) of all-day events, earliest first. Several changes that name the
 * same day are one event, whose `SEQUENCE` counts them; a day that a later change moved is cancelled. Nothing
 * in it depends on when it is made.
 */
export function renderCalendar(days: readonly CalendarDay[], head: FeedHead): string {
  const calendar = new ICalCalendar({
    name: toTextLine(head.title),
    description: toTextLine(head.description),
    prodId: { company: "clausewatch", product: "calendar", language: "EN" },
    ttl: refreshSeconds,
    ...(head.selfUrl !== null && { source: head.selfUrl }),
  });
  const moved = findMoved(days);
  for (const same of [...Map.groupBy(days, ({ uid }) => uid).values()].toSorted(byDay))
    calendar.createEvent(toEvent(same.toSorted(byUpdate), moved));
  return `${calendar.toString()}\r\n`;
}

interface Move {
  readonly to: Day;
  readonly at: Instant;
}

/** By what rests on it: the date that a later change put in an effective date's place. */
function findMoved(days: readonly CalendarDay[]): ReadonlyMap<string, Move> {
  return new Map(
    days
      .toSorted((one, other) => (one.updatedAt < other.updatedAt ? -1 : 1))
      .flatMap(({ moved, day, updatedAt }) =>
        // One that had passed was not moved: this is the date of the next text.
        moved === null || moved.before <= updatedAt.slice(0, 10)
          ? []
          : [[moved.from, { to: day, at: updatedAt }] as const],
      ),
  );
}

function toEvent(same: readonly CalendarDay[], moved: ReadonlyMap<string, Move>): ICalEventData {
  const [last] = same;
  if (last === undefined) throw new RangeError("an event needs a day");
  const move = last.restsOn === null ? undefined : moved.get(last.restsOn);
  const title =
    move === undefined ? last.title : `${last.title} (effective date moved to ${toDay(move.to)})`;
  const changedAt = new Date(toMs(move?.at ?? last.updatedAt));
  const description = same.map((each) => each.description).join("\n\n");
  return {
    id: `${last.uid.slice(0, 40)}@clausewatch`,
    sequence: same.length - 1 + (move === undefined ? 0 : 1),
    stamp: changedAt,
    lastModified: changedAt,
    start: new Date(last.day),
    end: new Date(Date.parse(last.day) + 86_400_000),
    allDay: true,
    summary: toVisibleLine(title, 200),
    description: toVisibleLines(description),
    transparency: ICalEventTransparency.TRANSPARENT,
    status: move === undefined ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    ...(last.url !== null && { url: toUri(last.url) }),
  };
}

function toVisibleLines(text: string): string {
  const kept =
    text.length <= maxDescription
      ? text
      : `${text.slice(0, maxDescription)}…\n(more: \`clausewatch changes\`)`;
  return kept
    .split("\n")
    .map((line) => toVisibleLine(line, maxDescription))
    .join("\n");
}

/** The library escapes what events say, and not the calendar's own name. */
function toTextLine(text: string): string {
  return toVisibleLine(text).replaceAll(/[\\;,]/g, String.raw`\$&`);
}

/** The library escapes an address as if it were text, which would change it. */
function toUri(url: string): string {
  return url.replaceAll(/[,;\\]/g, encodeURIComponent);
}

function byDay(one: readonly CalendarDay[], other: readonly CalendarDay[]): number {
  const [a, b] = [one[0], other[0]];
  const keys = [`${a?.day} ${a?.uid}`, `${b?.day} ${b?.uid}`] as const;
  return keys[0] < keys[1] ? -1 : +(keys[0] > keys[1]);
}

function byUpdate(one: CalendarDay, other: CalendarDay): number {
  if (one.updatedAt !== other.updatedAt) return one.updatedAt < other.updatedAt ? 1 : -1;
  return one.description < other.description ? -1 : +(one.description > other.description);
}
