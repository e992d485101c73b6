import { CronExpressionParser } from "cron-parser";
import type { Declaration } from "../model/declaration.ts";
import type { Instant } from "../model/instant.ts";
import { addMs, toInstant, toMs } from "../model/instant.ts";
import type { LastCheck } from "../model/terms-state.ts";

export interface ScheduleOptions {
  /** Between the first sight of new words and the fetch that confirms them; milliseconds. */
  readonly confirmDelayMs: number;
}

/** A confirmation that failed is tried again after this, then after twice this, and so on until the next slot. */
const confirmRetryMs = 60_000;

const dayMs = 86_400_000;
/** Gaps are looked at over this time: every weekday twice, so that a pause over the weekend counts. */
const intervalWindowMs = 14 * dayMs;
/** And over at most so many slots (a slot each five minutes of every working day of that fortnight). */
const intervalMaxSlots = 1_500;

/** Names of months and weekdays, numbers and the usual marks; not the extensions that one library has and another has not. */
const fieldPattern =
  /^(?:[\d*/,-]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)+$/i;

/** What is wrong with a cron expression; undefined for one of five or six fields that comes round. */
export function describeScheduleFault(expression: string): string | undefined {
  const fields = expression.trim().split(/\s+/);
  if (fields.length < 5 || fields.length > 6) {
    return `a cron expression has five or six fields, this has ${expression.trim() ? fields.length : 0}`;
  }
  const odd = fields.find((field) => !fieldPattern.test(field));
  if (odd !== undefined) return `not a cron field: ${odd}`;
  try {
    slotAfter(expression, toInstant(0));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * The declarations to check now, in the order given: never checked; a slot of their schedule has passed since the
 * last check began (one check, however many slots were missed); or new words wait for their confirmation.
 */
export function dueDeclarations(
  declarations: readonly Declaration[],
  lastChecks: readonly LastCheck[],
  now: Instant,
  options: ScheduleOptions,
): Declaration[] {
  const byTerms = new Map(lastChecks.map((check) => [check.termsId, check]));
  return declarations.filter(
    (declaration) => nextDueAt(declaration, byTerms.get(declaration.id), now, options) <= now,
  );
}

/** When a declaration is due next: `now` for one never checked, and in the past for one overdue. */
export function nextDueAt(
  declaration: Declaration,
  last: LastCheck | undefined,
  now: Instant,
  options: ScheduleOptions,
): Instant {
  if (!last) return now;
  const slot = slotAfter(declaration.schedule, last.startedAt);
  // The clock was turned back by more than an interval: the record's time says nothing, and waiting for it could
  // take years. By less, and the wait is no longer than the schedule's own.
  if (last.startedAt > now && toMs(last.startedAt) - toMs(now) > intervalMs(declaration, now)) {
    return now;
  }
  const confirmAt = confirmationAt(last, options);
  return confirmAt !== null && confirmAt < slot ? confirmAt : slot;
}

/**
 * The longest time between two slots in the fortnight before `now` (or the last two, where they lie further apart):
 * a schedule of working days has an interval of three days. Milliseconds.
 */
export function intervalMs(declaration: Pick<Declaration, "schedule">, now: Instant): number {
  const slots = parse(declaration.schedule, now);
  let later = slots.prev().getTime();
  // Where all days are alike one shows every gap; a fortnight of each terms would hold up the process for a second.
  const earliest = later - (isDaily(declaration.schedule) ? dayMs : intervalWindowMs);
  let longest = 0;
  for (let count = 0; count < intervalMaxSlots && (later > earliest || longest === 0); count += 1) {
    const earlier = slots.prev().getTime();
    longest = Math.max(longest, later - earlier);
    later = earlier;
  }
  return longest;
}

/** Days of the month, months and weekdays are the last three fields, of five as of six. */
function isDaily(schedule: string): boolean {
  const days = schedule.trim().split(/\s+/).slice(-3);
  return days.every((field) => field === "*");
}

/** The first slot of a schedule after a time, that time itself excluded. */
function slotAfter(schedule: string, at: Instant): Instant {
  return toInstant(parse(schedule, at).next().getTime());
}

/**
 * When pending words are to be fetched again; null when they wait for the schedule's own checks.
 * A wording that may be one of several a page alternates between proves lasting over days, so nothing hurries it.
 */
function confirmationAt(last: LastCheck, { confirmDelayMs }: ScheduleOptions): Instant | null {
  const { pending } = last;
  if (!pending || pending.kind === "return") return null;
  let waitMs = confirmDelayMs;
  // A check since then that left the words pending had failed: doubling the wait keeps a broken site from being hammered.
  // (Without a delay the first sight's own check began at that very moment, and is not such an attempt.)
  const attemptedMs = toMs(last.startedAt) - toMs(pending.firstSeenAt);
  while (waitMs < attemptedMs || (waitMs === attemptedMs && waitMs > 0)) {
    waitMs = Math.max(waitMs * 2, confirmRetryMs);
  }
  return addMs(pending.firstSeenAt, waitMs);
}

function parse(schedule: string, at: Instant) {
  return CronExpressionParser.parse(schedule, { currentDate: at, tz: "UTC" });
}
