import type { Comparison, StatedDate } from "../../model/comparison.ts";
import { toPlain } from "../clauses/plain.ts";

const months = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;

const monthName = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
const dateText = `(?:${monthName}\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}|\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${monthName},?\\s+\\d{4}|\\d{4}-\\d{2}-\\d{2}|\\d{4}/\\d{1,2}/\\d{1,2}|\\d{1,2}[./]\\d{1,2}[./]\\d{4}|${monthName}\\s+\\d{4})`;

/** A date as texts write it, in every form this file reads. */
export const datePattern = new RegExp(`(?<!\\d)${dateText}\\b`, "gi");

const updated = new RegExp(
  `\\b(?:last\\s+(?:updated|modified|revised|amended|reviewed)|(?:date\\s+of\\s+)?last\\s+(?:update|revision|modification)|updated|revised|modified|revision\\s+date|update\\s+date|version(?:\\s+date)?|as\\s+of|published|posted)(?:\\s+(?:on|date|as\\s+of))?\\s*[:;-]?\\s*(?:on\\s+)?(${dateText})`,
  "i",
);
const effective = new RegExp(
  `\\b(?:effective(?:\\s+(?:date|from|on|as\\s+of|starting|beginning))*|(?:comes?|came|enters?|entered)\\s+into\\s+(?:force|effect)(?:\\s+on)?|in\\s+(?:force|effect)\\s+(?:from|since|as\\s+of)|takes?\\s+effect(?:\\s+on)?)\\s*[:;-]?\\s*(?:is\\s+)?(?:on\\s+)?(${dateText})`,
  "i",
);

interface Stated {
  readonly lastUpdated: string | null;
  readonly effective: string | null;
}

// A text states its dates where it begins, a few where it ends; elsewhere a date is part of a rule.
const headCharacters = 6_000;
const tailCharacters = 1_500;

/** Gives the dates that a text states about itself. Reads its beginning and its end only. */
export function readStatedDates(text: string): Stated {
  const head = toPlain(text.slice(0, headCharacters));
  const tail =
    text.length > headCharacters
      ? toPlain(text.slice(Math.max(headCharacters, text.length - tailCharacters)))
      : "";
  const find = (pattern: RegExp): string | null =>
    toIsoDate(pattern.exec(head)?.[1]) ?? toIsoDate(pattern.exec(tail)?.[1]);
  return { lastUpdated: find(updated), effective: find(effective) };
}

/** Gives both texts' stated dates side by side. */
export function compareStatedDates(before: string, after: string): Comparison["dates"] {
  const one = readStatedDates(before);
  const other = readStatedDates(after);
  const pair = (name: keyof Stated): StatedDate => ({ before: one[name], after: other[name] });
  return { lastUpdated: pair("lastUpdated"), effective: pair("effective") };
}

/**
 * Gives a date as `YYYY-MM-DD`, or null where it names none that exists. Of "03/04/2025" the first is
 * the month, as most of the watched providers are American, unless it cannot be one; a month without
 * a day is its first.
 */
export function toIsoDate(text: string | undefined): string | null {
  if (text === undefined) return null;
  const lower = text.toLowerCase();
  const numbers = (lower.match(/\d+/g) ?? []).map(Number);
  const year = numbers.find((number) => number > 1_900);
  if (year === undefined) return null;
  const named = months.findIndex((month) => lower.includes(month.slice(0, 3)));
  const [first = 0, second = 0] = numbers.filter((number) => number !== year);
  if (named >= 0) return toDate(year, named + 1, first || 1);
  if (numbers[0] === year) return toDate(year, first, second);
  const isDayFirst = first > 12 || (lower.includes(".") && second <= 12);
  return isDayFirst ? toDate(year, second, first) : toDate(year, first, second);
}

function toDate(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
