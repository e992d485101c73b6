/** A day as `YYYY-MM-DD`, so that text order is time order. */
export type Day = string;

// By number of the month; English first, with its abbreviations. Other languages' names are read in full
// only: "mar", "set" and "out" are words of English sentences.
const monthNames: readonly (readonly string[])[] = [
  ["january", "jan", "januar", "janvier", "enero", "gennaio", "januari", "janeiro"],
  ["february", "feb", "februar", "février", "febrero", "febbraio", "februari", "fevereiro"],
  ["march", "mar", "märz", "mars", "marzo", "maart", "março"],
  ["april", "apr", "avril", "abril", "aprile"],
  ["may", "mai", "mayo", "maggio", "maj", "mei", "maio"],
  ["june", "jun", "juni", "juin", "junio", "giugno", "junho"],
  ["july", "jul", "juli", "juillet", "julio", "luglio", "julho"],
  ["august", "aug", "août", "agosto", "augusti", "augustus"],
  ["september", "sept", "sep", "septembre", "septiembre", "settembre", "setembro"],
  ["october", "oct", "oktober", "octobre", "octubre", "ottobre", "outubro"],
  ["november", "nov", "novembre", "noviembre", "novembro"],
  ["december", "dec", "dezember", "décembre", "diciembre", "dicembre", "dezembro"],
];

const monthOf: ReadonlyMap<string, number> = new Map(
  monthNames.flatMap((names, at) => names.map((name) => [name, at + 1] as const)),
);

const month = `(?:${[...monthOf.keys()].toSorted((one, other) => other.length - one.length).join("|")})\\.?`;
const year = "(?:19|20)\\d{2}";
const ordinal = "\\d{1,2}(?:st|nd|rd|th|\\.|º)?";
const gap = "[\\s\\u00a0]{1,3}";

const forms: readonly string[] = [
  // March 2, 2023 · March 2nd 2023 · Mar. 2,2023
  `${month}[\\s\\u00a0]{0,3}\\d{1,2}(?:st|nd|rd|th)?(?:,[\\s\\u00a0]{0,3}|${gap})${year}`,
  // 2 March 2023 · 2nd day of March, 2023 · 2 de marzo de 2023
  `${ordinal}(?:${gap}day)?${gap}(?:of${gap}|de${gap})?${month},?${gap}(?:de${gap})?${year}`,
  // 2-Mar-2023
  `\\d{1,2}[-/]${month}[-/]${year}`,
  // 2023-03-02 · 2023/3/2 · 2023.03.02
  `${year}(?<mark>[-/.])\\d{1,2}\\k<mark>\\d{1,2}`,
  // 02.03.2023 · 3/2/2023 · 2-3-2023
  `\\d{1,2}(?<dot>[-/.])\\d{1,2}\\k<dot>${year}`,
  // 3/2/23
  "\\d{1,2}/\\d{1,2}/\\d{2}(?![\\d/])",
  // 2023年3月2日 · 2023년 3월 2일
  `${year}\\s?年\\s?\\d{1,2}\\s?月(?:\\s?\\d{1,2}\\s?日)?`,
  `${year}\\s?년\\s?\\d{1,2}\\s?월(?:\\s?\\d{1,2}\\s?일)?`,
  // March 2023
  `${month},?${gap}${year}`,
];

/** A date as texts write it, in every form this file reads. A letter may stand before it: "UpdatedMarch 2, 2023". */
export const datePattern = new RegExp(`(?<![\\d./-])(?:${forms.join("|")})(?!\\d)`, "giu");

/** Which of the two numbers before a year is the day. */
export type DayOrder = "day-first" | "month-first";

const slashed = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(?:(?:19|20)\d{2}|\d{2})(?![\d/])/g;

/**
 * Gives how texts of one house write "03/04/2025": as their dates that can be read in one way only show.
 * Without such a date the month comes first, as most of the watched providers are American.
 */
export function readDayOrder(...texts: readonly string[]): DayOrder {
  for (const text of texts)
    for (const [, first, second] of text.matchAll(slashed)) {
      if (Number(first) > 12 && Number(second) <= 12) return "day-first";
      if (Number(second) > 12 && Number(first) <= 12) return "month-first";
    }
  return "month-first";
}

/**
 * Gives a date as `YYYY-MM-DD`, or null where it names none that exists; a month without a day is its
 * first. With dots or hyphens the day comes first; between slashes `order` decides.
 */
export function toDay(text: string | undefined, order: DayOrder = "month-first"): Day | null {
  if (text === undefined) return null;
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  const named = (text.toLowerCase().match(/\p{L}+/gu) ?? []).flatMap(
    (word) => monthOf.get(word) ?? [],
  )[0];
  const yearAt = numbers.findIndex((number) => number >= 1_900);
  const isShort = yearAt < 0 && numbers.length === 3;
  const stated = isShort ? 2_000 + (numbers[2] ?? 0) : numbers[yearAt];
  if (stated === undefined) return null;
  const [first, second] = numbers.filter((_, at) => at !== (isShort ? 2 : yearAt));
  if (named !== undefined) return compose(stated, named, first ?? 1);
  if (first === undefined) return null;
  if (yearAt === 0) return compose(stated, first, second ?? 1);
  if (second === undefined) return null;
  const isDayFirst = first > 12 || (second <= 12 && (!text.includes("/") || order === "day-first"));
  return isDayFirst ? compose(stated, second, first) : compose(stated, first, second);
}

function compose(yearNumber: number, monthNumber: number, day: number): Day | null {
  const date = new Date(Date.UTC(yearNumber, monthNumber - 1, day));
  if (date.getUTCMonth() !== monthNumber - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

const dayMs = 24 * 60 * 60_000;

/** Gives how many days after `from` the day `to` is; negative when it is earlier. Instants count by their UTC day. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / dayMs);
}
