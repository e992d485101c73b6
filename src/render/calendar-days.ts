import { toPlain } from "../core/clauses/plain.ts";
import type { Day } from "../core/dates/calendar.ts";
import type { Deadline, DeadlineAct } from "../core/dates/deadlines.ts";
import { readDeadlines, toLastDay } from "../core/dates/deadlines.ts";
import type { Digest } from "../model/digest.ts";
import { digestOfFields } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { Alert } from "./alert.ts";
import type { FeedItem } from "./feed-entry.ts";
import { capitalize, toDay } from "./labels.ts";
import { toStory } from "./story.ts";
import { toVisibleLine } from "./visible.ts";

/** A day that matters because of a change. */
export interface CalendarDay {
  /** Of the terms, the day and what it is: the same for every change that names the same day. */
  readonly uid: Digest;
  readonly day: Day;
  /** One line, nothing escaped. */
  readonly title: string;
  /** Lines, nothing escaped. */
  readonly description: string;
  readonly url: string | null;
  readonly updatedAt: Instant;
  /** The terms and its effective date that the day is, or is counted from; null for one of its own. */
  readonly restsOn: string | null;
  /** The effective date that this one took the place of, and what rests on it; null for none. */
  readonly moved: { readonly before: Day; readonly from: string } | null;
}

const maxQuote = 300;

const actLabels: Readonly<Record<DeadlineAct, string>> = {
  object: "last day to object",
  reject: "last day to reject the change",
  "opt-out": "last day to opt out",
  leave: "last day to leave if you do not agree",
};

/** Gives the days that a change names: from when it binds, and until when one may object to it or leave. */
export function toCalendarDays({ alert, updatedAt }: FeedItem): CalendarDay[] {
  const { comparison } = alert.change;
  const { before, after } = comparison.dates.effective;
  const seen = alert.change.detectedAt.slice(0, 10);
  const effective = after !== null && (after !== before || after > seen) ? after : null;
  const story = toStory(alert);
  const shared = { url: alert.permalink ?? story.sources[0] ?? null, updatedAt };
  const gist = [`${capitalize(story.gist)}.`, story.summary];
  const where = [
    ...story.flags.map(({ label, value }) => `${label}: ${value}.`),
    `All of it: ${alert.permalink ?? story.command}`,
    ...story.sources.map((source) => `Source: ${source}`),
  ];
  const days: CalendarDay[] = [];
  if (effective !== null && comparison.materiality === "substantive")
    days.push({
      ...shared,
      uid: digestOfFields("effective", alert.terms.id, effective),
      day: effective,
      title: `${story.title}: takes effect`,
      description: [...gist, ...where].join("\n"),
      restsOn: toKey(alert, effective),
      moved: before !== null && before !== after ? { from: toKey(alert, before), before } : null,
    });
  for (const { deadline, day, basis } of findLastDays(alert, effective)) {
    const quote = `“${toVisibleLine(toPlain(deadline.quote.text), maxQuote)}”`;
    days.push({
      ...shared,
      uid: digestOfFields(deadline.act, alert.terms.id, day),
      day,
      title: `${story.title}: ${actLabels[deadline.act]}`,
      description: [`The text says: ${quote}`, ...basis, ...gist, ...where].join("\n"),
      restsOn: effective !== null && isOfEffect(deadline) ? toKey(alert, effective) : null,
      moved: null,
    });
  }
  return [...new Map(days.map((each) => [each.uid, each])).values()];
}

/**
 * The deadlines of clauses that changed. A clause that is wholly new speaks of changes to come, unless it
 * says "these changes" or names a day.
 */
function findLastDays({ change }: Alert, effective: Day | null) {
  const { comparison, detectedAt } = change;
  const { lastUpdated } = comparison.dates;
  const seen = detectedAt.slice(0, 10);
  const isPosted = lastUpdated.after !== null && lastUpdated.after !== lastUpdated.before;
  const posted = isPosted && lastUpdated.after < seen ? lastUpdated.after : seen;
  return comparison.changes.flatMap(({ materiality, kind, before, after }) => {
    if (materiality !== "substantive" || after === null) return [];
    return readDeadlines(after.text)
      .filter(({ isOfThis, due }) => isOfThis || kind !== "added" || due.kind === "on")
      .filter(({ due, quote }) => due.kind !== "on" || !before?.text.includes(quote.text))
      .flatMap((deadline) => {
        const day = toLastDay(deadline, { effective, posted });
        return day === null ? [] : [{ deadline, day, basis: toBasis(deadline, effective, posted) }];
      });
  });
}

function isOfEffect({ due }: Pick<Deadline, "due">): boolean {
  return due.kind === "before-effect" || (due.kind === "after" && due.of === "effect");
}

function toKey({ terms }: Alert, effective: Day): string {
  return `${terms.id} ${effective}`;
}

/** What a counted day was counted from, so that nobody relies on it unread. */
function toBasis({ due }: Deadline, effective: Day | null, posted: Day): string[] {
  if (due.kind === "on") return [];
  const from =
    isOfEffect({ due }) && effective !== null
      ? `the stated effective date, ${toDay(effective)}`
      : `${toDay(posted)}, when the change was first seen or posted; a notice to you may count instead`;
  return [`Counted from ${from}.`];
}
