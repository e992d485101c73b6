import type { Edit } from "../../model/comparison.ts";
import { toPlain } from "../clauses/plain.ts";
import type { Day } from "./calendar.ts";
import { datePattern, daysBetween, toDay } from "./calendar.ts";
import { isDateLine, readLabels } from "./labels.ts";
import type { Editions } from "./silence.ts";

/** What an edit does to the day from which a text binds, and on which words of which side that rests. */
export interface DateVerdict {
  readonly materiality: "substantive" | "editorial";
  readonly why: "effective-date-moved" | "transitional-note-dropped" | "date-alone";
  readonly side: "before" | "after";
  /** UTF-16 offsets into that side's text. */
  readonly start: number;
  readonly end: number;
}

/** "Effective March 1, 2025 or the date you accept these Terms (if earlier)", "The updates go into effect on …". */
const transitional =
  /\bor\s+(?:on\s+)?the\s+date\b|\bif\s+(?:earlier|later)\b|\b(?:we're|we\s+are|we've|we\s+have)\s+updat|\bupdates?\s+(?:will\s+)?(?:go(?:es)?|come|take|become)|\bwill\s+(?:take|come|go|become|be)\b|\buntil\s+(?:then|that)\b|\bbeginning\b|\bupcoming\b|\bnew\s+(?:terms|version|policy)\b/i;

/**
 * Gives a function that says what an edit does to the day from which its text binds; null where it does
 * nothing of the kind, so that other rules decide. An effective date that moves before it has come postpones
 * (or brings forward) what was announced; the date of a new edition that replaces one long in force does not.
 */
export function createDateJudge(editions: Editions): (edit: Edit) => DateVerdict | null {
  const isPostponed = isAnnouncedDateMoved(editions);
  const isUpdateUnmoved = editions.before.lastUpdated === editions.after.lastUpdated;
  return (edit) => {
    const before = readBinding(edit.before?.text);
    const after = readBinding(edit.after?.text);
    if (before === null && after === null) return null;
    const mark = (
      materiality: DateVerdict["materiality"],
      why: DateVerdict["why"],
    ): DateVerdict => {
      const side = after === null ? "before" : "after";
      const { start, end } = after ?? before ?? { start: 0, end: 0 };
      return { materiality, why, side, start, end };
    };
    if (before !== null && after !== null) {
      if (before.rest !== after.rest) return null;
      if (before.day === after.day) return null;
      const isMoved =
        isPostponed ||
        before.isTransitional ||
        (isUpdateUnmoved && before.isLine && linksSameVersion(edit));
      return isMoved
        ? mark("substantive", "effective-date-moved")
        : mark("editorial", "date-alone");
    }
    const alone = before ?? after;
    if (alone === null) return null;
    if (alone.isLine) {
      const isOfMove =
        alone.day === editions.before.effective || alone.day === editions.after.effective;
      return isPostponed && isOfMove
        ? mark("substantive", "effective-date-moved")
        : mark("editorial", "date-alone");
    }
    if (before !== null && alone.isTransitional && hasCome(alone.day, editions))
      return mark("editorial", "transitional-note-dropped");
    return null;
  };
}

/**
 * The effective date moved while the edition stayed the same: it lay ahead of the "last updated" date, which
 * did not move, or it had not come when the text was seen. Both dates moved by as many days: posted anew with
 * the same notice.
 */
function isAnnouncedDateMoved({ before, after, seenOn }: Editions): boolean {
  const [was, is] = [before.effective, after.effective];
  if (was === null || is === null || was === is) return false;
  const [updated, updatedNow] = [before.lastUpdated, after.lastUpdated];
  const isSameEdition = updated === updatedNow;
  if (updated !== null && isSameEdition && was > updated) return true;
  if (seenOn === null || was <= seenOn) return false;
  if (updated === null || updatedNow === null) return true;
  return isSameEdition || daysBetween(updated, updatedNow) !== daysBetween(was, is);
}

/** The day that a dropped note speaks of has come: by the clock, or, without one, by the dates that the text states now. */
function hasCome(day: Day, { before, after, seenOn }: Editions): boolean {
  if (seenOn !== null) return day <= seenOn;
  if (after.all.length === 0 || before.effective !== after.effective) return true;
  return after.all.some((date) => date.day >= day);
}

interface Binding {
  readonly day: Day;
  readonly start: number;
  readonly end: number;
  /** The clause without its dates and link targets: two that differ in nothing else have the same. */
  readonly rest: string;
  /** It is there for nothing but the date. */
  readonly isLine: boolean;
  readonly isTransitional: boolean;
}

// Longer clauses state more than from when they bind.
const maxClause = 600;

/** Reads the one date from which a clause says that its text binds. */
function readBinding(text: string | undefined): Binding | null {
  if (text === undefined || text.length > maxClause) return null;
  const dates = [...text.matchAll(datePattern)];
  const dated = dates.flatMap((match) => {
    const label = readLabels(toPlain(text.slice(Math.max(0, match.index - 90), match.index)) + " ");
    const day = toDay(match[0]);
    const isEffective = label.some(({ kind }) => kind === "effective");
    return isEffective && day !== null ? [{ match, day }] : [];
  });
  const [first] = dated;
  if (first === undefined) return null;
  const plain = toPlain(text);
  const isLine = isDateLine(plain, datePattern);
  return {
    day: first.day,
    start: first.match.index,
    end: first.match.index + first.match[0].length,
    rest: plain
      .replaceAll(datePattern, "")
      .toLowerCase()
      .replaceAll(/[^\p{L}]/gu, ""),
    isLine,
    isTransitional: !isLine && transitional.test(plain),
  };
}

/** A date line links the version before it: where that stayed the same, so did the edition. */
function linksSameVersion(edit: Edit): boolean {
  const [was, is] = [edit.before?.text ?? "", edit.after?.text ?? ""].map(
    (text) => /\[[^\]]{0,40}previous version[^\]]{0,40}\]\(([^()\s]{8,2000})\)/i.exec(text)?.[1],
  );
  return was !== undefined && was === is;
}
