import type {
  ClauseChange,
  ClauseSide,
  Comparison,
  DefinitionChange,
  Span,
} from "../model/comparison.ts";
import { cutText, toJsonBytes } from "./webhook-bounds.ts";

/** What of a comparison was left out so that a body stays within its bound. */
export interface Truncation {
  /** Clause changes left out. */
  readonly changes: number;
  /** Clause changes whose texts end early; offsets into what is left of them still hold. */
  readonly texts: number;
  /** Changes of defined terms left out, and promises of notice. */
  readonly definitions: number;
  readonly notices: number;
}

export interface FittedComparison {
  readonly comparison: Comparison;
  /** Into the `changes` of this comparison, in the order given. */
  readonly changeIndexes: readonly number[];
  /** Null where all of it is there. */
  readonly truncated: Truncation | null;
}

/** Characters of a text, from the roomiest on: first nothing is cut but what was not asked for. */
const textSizes = [Infinity, 16_000, 2_000, 200] as const;
/** Of a clause change that says nothing: its fields have names. */
const minChangeBytes = 100;
const maxPath = 10;
const maxCues = 100;
const maxNotices = 10;
const maxDefinitions = 50;
const maxReaches = 10;

/**
 * Gives the comparison whole where its JSON has at most `maxBytes`; else the chosen clause changes alone, then these
 * with their texts cut, then the most important ones of them. `chosen` holds indexes into its `changes`.
 */
export function fitComparison(
  comparison: Comparison,
  chosen: readonly number[],
  maxBytes: number,
): FittedComparison {
  if (isWithin(comparison, maxBytes)) return { comparison, changeIndexes: chosen, truncated: null };
  // Of more than these not even the starts would fit.
  const most = chosen.slice(0, Math.ceil(maxBytes / minChangeBytes));
  const [whole, ...cutSizes] = textSizes;
  let fitted = keepChosen(comparison, most, whole);
  for (const maxText of cutSizes) {
    if (isWithin(fitted.comparison, maxBytes)) return fitted;
    fitted = keepChosen(comparison, most, maxText);
  }
  let kept = most.length;
  while (kept > 0 && !isWithin(fitted.comparison, maxBytes)) {
    kept = Math.floor(kept / 2);
    fitted = keepChosen(comparison, most.slice(0, kept), textSizes[3]);
  }
  return fitted;
}

/** A text of megabytes is never written out only to be measured. */
function isWithin(comparison: Comparison, maxBytes: number): boolean {
  return countChars(comparison, maxBytes) <= maxBytes && toJsonBytes(comparison) <= maxBytes;
}

/** At least so many bytes its JSON has; counted until there are more than `enough`. */
function countChars({ changes, notices }: Comparison, enough: number): number {
  let count = changes.length * minChangeBytes;
  for (const { quote } of [...notices.before, ...notices.after]) count += quote.text.length;
  for (const change of changes) {
    if (count > enough) return count;
    count += lengthOf(change);
  }
  return count;
}

/** The changes that stay keep the document's order, whatever the reader's is. */
function keepChosen(
  comparison: Comparison,
  chosen: readonly number[],
  maxText: number,
): FittedComparison {
  const indexes = chosen.toSorted((one, other) => one - other);
  const placeOf = new Map(indexes.map((index, place) => [index, place]));
  const whole = indexes.flatMap((index) => comparison.changes[index] ?? []);
  const changes = whole.map((change) => cutChange(change, maxText));
  const { definitions = [] } = comparison;
  const told = definitions
    .flatMap((definition) => {
      const change = placeOf.get(definition.change);
      return change === undefined ? [] : [{ ...definition, change }];
    })
    .slice(0, maxText === Infinity ? Infinity : maxDefinitions)
    .map((definition) => cutDefinition(definition, maxText));
  const notices = cutNotices(comparison.notices, maxText);
  return {
    comparison: {
      ...comparison,
      summary: cutText(comparison.summary, maxText),
      notices,
      changes,
      ...(comparison.definitions && { definitions: told }),
    },
    changeIndexes: chosen.flatMap((index) => placeOf.get(index) ?? []),
    truncated: {
      changes: comparison.changes.length - changes.length,
      texts: changes.filter((change, at) => lengthOf(change) !== lengthOf(whole[at])).length,
      definitions: definitions.length - told.length,
      notices: countNotices(comparison.notices) - countNotices(notices),
    },
  };
}

type Notices = Comparison["notices"];

function cutNotices({ before, after }: Notices, maxText: number): Notices {
  if (maxText === Infinity) return { before, after };
  const [cutBefore, cutAfter] = ([before, after] as const).map((notices) =>
    notices.slice(0, maxNotices).map((notice) => ({
      ...notice,
      quote: { ...notice.quote, text: cutText(notice.quote.text, maxText) },
    })),
  );
  return { before: cutBefore ?? [], after: cutAfter ?? [] };
}

function countNotices({ before, after }: Notices): number {
  return before.length + after.length;
}

/** How many clauses use a term stays told, where not all of them are named. */
function cutDefinition(definition: DefinitionChange, maxText: number): DefinitionChange {
  if (maxText === Infinity) return definition;
  const { term, formerly, reaches } = definition;
  return {
    ...definition,
    term: cutText(term, maxText),
    formerly: formerly === null ? null : cutText(formerly, maxText),
    reaches: reaches
      .slice(0, maxReaches)
      .map((place) => ({ ...place, path: cutPath(place.path, maxText) })),
  };
}

function cutChange(change: ClauseChange, maxText: number): ClauseChange {
  if (maxText === Infinity) return change;
  return {
    ...change,
    before: cutSide(change.before, maxText),
    after: cutSide(change.after, maxText),
    spans: cutSpans(change.spans, maxText),
    cues: change.cues.filter(({ end }) => end <= maxText).slice(0, maxCues),
  };
}

function lengthOf(change: ClauseChange | undefined): number {
  const texts = [change?.before, change?.after, ...(change?.spans ?? [])];
  return texts.reduce((sum, part) => sum + (part?.text.length ?? 0), 0);
}

/** The start stays: what offsets into it point at is still there. */
function cutSide(side: ClauseSide | null, maxText: number): ClauseSide | null {
  if (side === null) return null;
  return { ...side, text: cutText(side.text, maxText), path: cutPath(side.path, maxText) };
}

function cutPath(path: readonly string[], maxText: number): readonly string[] {
  if (maxText === Infinity) return path;
  return path.slice(-maxPath).map((heading) => cutText(heading, Math.min(maxText, 200)));
}

function cutSpans(spans: readonly Span[], maxText: number): Span[] {
  const kept: Span[] = [];
  let left = maxText;
  for (const { op, text } of spans) {
    // Each costs a few characters more than its text.
    if (left <= 0) break;
    kept.push({ op, text: cutText(text, left) });
    left -= text.length + 30;
  }
  return kept;
}
