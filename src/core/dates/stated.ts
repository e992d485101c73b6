import { toPlain } from "../clauses/plain.ts";
import type { Day, DayOrder } from "./calendar.ts";
import { datePattern, readDayOrder, toDay } from "./calendar.ts";
import type { DateLabel, StatedKind } from "./labels.ts";
import { isDateLine, readLabelAfter, readLabels } from "./labels.ts";

/** A date that a text states about itself, and the words it rests on. */
export interface OwnDate {
  readonly kind: StatedKind;
  readonly day: Day;
  /** The line that states it, as a reader sees it. */
  readonly words: string;
  /** UTF-16 offset of that line into the text. */
  readonly start: number;
}

/** What a text states about itself: when it was last changed, from when it binds; null where it states nothing. */
export interface StatedDates {
  readonly lastUpdated: Day | null;
  readonly effective: Day | null;
  /** All of them, in the order of the text: one made of several documents states several. */
  readonly all: readonly OwnDate[];
}

// A text states its dates where it begins, a few where it ends; elsewhere a date is part of a rule,
// unless its line is there for nothing else.
const headCharacters = 6_000;
const tailCharacters = 1_500;
// A date without any label, close under the title.
const titleCharacters = 600;
const maxLine = 4_000;
const maxLabel = 90;

// Most lines hold no year: the cheapest test comes first.
const yearish = /(?:19|20)\d\d|\/\d\d(?!\d)/;
const documentNoun =
  /\b(?:this|these|our|the)\b[^.]{0,60}\b(?:terms|polic(?:y|ies)|agreement|notice|statement|addendum|conditions|contract|document|page|guidelines?|rules|list|dpa|eula|licen[cs]e|schedule)\b/i;
const changelogHeading =
  /\b(?:change\s?log|(?:change|revision|version|update)\s+history|history\s+of\s+changes)\b/i;

interface Found extends OwnDate {
  readonly rank: number;
}

/** Gives the dates that a text states about itself. Linear in its length. */
export function readStatedDates(text: string, order: DayOrder = readDayOrder(text)): StatedDates {
  const found: Found[] = [];
  let lineBefore = "";
  let isChangelog = false;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const raw = text.slice(start, Math.min(end, start + maxLine));
    if (/^\s{0,3}(?:#|\*\*)/.test(raw)) isChangelog = changelogHeading.test(raw);
    else if (raw.length < 60 && changelogHeading.test(raw)) isChangelog = true;
    if (yearish.test(raw)) {
      const place = { start, length: text.length, lineBefore, isChangelog, order };
      found.push(...readLine(toPlain(raw), place));
    }
    if (raw.trim() !== "") lineBefore = raw;
    start = end + 1;
  }
  return {
    lastUpdated: choose(found, "lastUpdated"),
    effective: choose(found, "effective"),
    all: found.map(({ kind, day, words, start }) => ({ kind, day, words, start })),
  };
}

interface Place {
  readonly start: number;
  readonly length: number;
  readonly lineBefore: string;
  readonly isChangelog: boolean;
  readonly order: DayOrder;
}

function readLine(line: string, place: Place): Found[] {
  const isAlone = isDateLine(line, datePattern);
  const isHead = place.start < headCharacters;
  const isTail = place.start >= place.length - tailCharacters;
  if (!isAlone && !isHead && !isTail && !place.isChangelog) return [];
  const found: Found[] = [];
  let from = 0;
  for (const match of line.matchAll(datePattern)) {
    const day = toDay(match[0], place.order);
    const before = line.slice(Math.max(from, match.index - maxLabel), match.index);
    const after = line.slice(match.index + match[0].length, match.index + match[0].length + 30);
    const isFirst = from === 0;
    from = match.index + match[0].length;
    if (day === null) continue;
    const add = (label: DateLabel, extra = 0): void => {
      found.push({
        kind: label.kind,
        day,
        words: line,
        start: place.start,
        rank: label.rank + extra,
      });
    };
    const labels = readLabels(before).filter((label) => isAlone || !label.isWeak);
    if (labels.length > 0) {
      if (isAlone || isOpening(before) || documentNoun.test(line))
        labels.forEach((label) => add(label));
      continue;
    }
    if (place.isChangelog && isFirst && /^[\W]{0,4}$/.test(before)) {
      add({ kind: "lastUpdated", rank: 5, isWeak: true });
      continue;
    }
    if (!isAlone) continue;
    const labelAfter = readLabelAfter(after);
    if (labelAfter !== null) add(labelAfter);
    else if (isFirst && /^\W*(?:\w+day,?\s)?\W*$/.test(before)) {
      const above = toPlain(place.lineBefore).slice(-maxLabel);
      const labelsAbove = datePattern.test(above) ? [] : readLabels(`${above} `);
      datePattern.lastIndex = 0;
      if (labelsAbove.length > 0 && above.length < 60) labelsAbove.forEach((label) => add(label));
      else if (place.start < titleCharacters || isTail)
        add({ kind: "lastUpdated", rank: 4, isWeak: true });
    }
  }
  return found;
}

/** The label opens its line or sentence: "Effective March 1, 2025, these …". */
function isOpening(before: string): boolean {
  return /(?:^|[.|*>"-]\s*)(?:last\s+)?\p{L}+(?:\s+\p{L}+){0,2}[\s:|-]*$/iu.test(before);
}

/**
 * The best labels win. Of several dates under such labels the latest counts: a text made of several
 * documents was last updated when the last of them was.
 */
function choose(found: readonly Found[], kind: StatedKind): Day | null {
  const own = found.filter((date) => date.kind === kind);
  const rank = Math.max(1, Math.min(...own.map((date) => date.rank)));
  const best = own.filter((date) => date.rank <= rank).map(({ day }) => day);
  return best.toSorted().at(-1) ?? null;
}
