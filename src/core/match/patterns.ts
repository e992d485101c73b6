import { RE2JS, RE2JSException } from "re2js";
import type { ChangedRange } from "../explain/changed-ranges.ts";
import type { GramIndex } from "./grams.ts";
import type { Requirement } from "./required-text.ts";
import { toRequirement } from "./required-text.ts";
import { isTouched } from "./words.ts";

export const maxPatternLength = 300;

/** Gives why a pattern is not taken, in the engine's words where it is one of its faults; undefined where it is. */
export function describePatternFault(pattern: string): string | undefined {
  if (pattern.length > maxPatternLength) return `longer than ${maxPatternLength} characters`;
  try {
    return RE2JS.compile(pattern).test("") ? "matches where there is nothing at all" : undefined;
  } catch (error) {
    if (error instanceof RE2JSException) return `no pattern of RE2: ${error.message}`;
    throw error;
  }
}

/** Patterns that have been compiled, each once. */
export interface Patterns {
  /** Gives the indexes of the texts in which a pattern can match at all; null for all of them. Cheap. */
  readonly listPlaces: (pattern: string, texts: GramIndex) => ReadonlySet<number> | null;
  /** Gives whether a pattern matches in a text such that the match overlaps or touches a changed stretch. */
  readonly touches: (pattern: string, text: string, ranges: readonly ChangedRange[]) => boolean;
}

interface Compiled {
  readonly required: Requirement | undefined;
  engine?: RE2JS;
}

// Some 10 KB each.
const mostKept = 2_000;

// A match that is sought from each place anew may read to the end of the text each time; the engine
// reads some fifteen million characters a second.
const mostRead = 1_000_000;

/**
 * Gives an empty set of patterns. Time is linear in the text, whatever the pattern. Matches are those that a search
 * from left to right finds one after the other; where they are so many that looking at all would take long, one of
 * them is held to lie where the text changed: rather an alert too many.
 */
export function createPatterns(): Patterns {
  const kept = new Map<string, Compiled>();
  const get = (pattern: string): Compiled => {
    const known = kept.get(pattern);
    if (known !== undefined) return known;
    if (kept.size >= mostKept) kept.clear();
    const fresh = { required: toRequirement(pattern) };
    kept.set(pattern, fresh);
    return fresh;
  };
  return {
    listPlaces: (pattern, texts) => texts.listMeeting(get(pattern).required),
    touches: (pattern, text, ranges) => {
      if (ranges.length === 0) return false;
      const compiled = get(pattern);
      const engine = (compiled.engine ??= RE2JS.compile(pattern));
      if (!engine.test(text)) return false;
      const isAllChanged = ranges.some(({ start, end }) => start <= 0 && end >= text.length);
      if (isAllChanged) return true;
      const matcher = engine.matcher(text);
      for (let read = 0; matcher.find(); read += text.length) {
        if (read > mostRead) return true;
        if (isTouched(matcher.start(), matcher.end(), ranges)) return true;
      }
      return false;
    },
  };
}
