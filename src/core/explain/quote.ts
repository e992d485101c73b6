import type { Edit } from "../../model/comparison.ts";
import type { Quote } from "../../model/explanation.ts";
import { listChangedRanges } from "./changed-ranges.ts";
import type { ChangedRange } from "./changed-ranges.ts";
import { normalizeText } from "./normalized-text.ts";

/** Beyond this a quote is the clause over again and shows nothing. */
const maxQuote = 600;
/** Letters and digits: less is found in any text. */
const minWordCharacters = 2;

/**
 * Gives where a quoted text stands in one side of a change, the first place of several that holds changed words;
 * undefined where it does not stand there word for word, or where nothing in it has changed. Markup, blanks and
 * typographic spellings may differ; letters, case and numbers may not.
 */
export function findQuote(edit: Edit, side: "before" | "after", quoted: string): Quote | undefined {
  const original = edit[side]?.text;
  if (original === undefined || quoted.length > 2 * maxQuote) return undefined;
  const wanted = normalizeText(quoted).text;
  const words = wanted.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (words < minWordCharacters || wanted.length > maxQuote) return undefined;
  const ranges = listChangedRanges(edit, side);
  const within = normalizeText(original);
  let at = within.text.indexOf(wanted);
  while (at !== -1) {
    const end = at + wanted.length;
    if (isWhole(within.text, at, end)) {
      const place = within.toOriginal(at, end);
      if (ranges.some((range) => overlaps(place, range, original))) return { side, ...place };
    }
    at = within.text.indexOf(wanted, at + 1);
  }
  return undefined;
}

/** Begins and ends where words do: "may" is no quote from "mayor". */
function isWhole(text: string, start: number, end: number): boolean {
  return !isInsideWord(text, start) && !isInsideWord(text, end);
}

function isInsideWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text[at - 1] ?? "") && /[\p{L}\p{N}]/u.test(text[at] ?? "");
}

function overlaps(place: ChangedRange, range: ChangedRange, text: string): boolean {
  if (range.start === range.end) return isAround(place, range.start, text);
  const start = Math.max(place.start, range.start);
  return text.slice(start, Math.min(place.end, range.end)).trim() !== "";
}

/** Words that came between two others: both must be quoted to show it. At an end of the clause there is but one. */
function isAround(place: ChangedRange, at: number, text: string): boolean {
  const isWordless = (start: number, end: number) => !/[\p{L}\p{N}]/u.test(text.slice(start, end));
  const hasLeft = place.start < at || isWordless(0, at);
  const hasRight = at < place.end || isWordless(at, text.length);
  // Nothing of the clause stands between the quote and the place.
  return hasLeft && hasRight && isWordless(place.end, at) && isWordless(at, place.start);
}
