import type { TermsChange } from "../../model/change.ts";
import { toSilence } from "../../model/change.ts";
import type { ClauseChange } from "../../model/comparison.ts";
import type { ChangeMark } from "../../model/subscription.ts";
import type { Terms } from "../../model/terms.ts";
import type { Direction } from "../../model/topic.ts";
import { daysBetween } from "../dates/calendar.ts";
import { readTiming } from "../dates/timing.ts";
import type { ChangedRange } from "../explain/changed-ranges.ts";
import { listChangedRanges } from "../explain/changed-ranges.ts";
import { rankClauseChanges } from "../rank.ts";
import type { GramIndex } from "./grams.ts";
import { createGramIndex } from "./grams.ts";
import type { SoughtText, Token } from "./words.ts";
import { isTouched, readTokens, toSoughtText } from "./words.ts";

/** What matching needs to know of the terms that changed; a `Declaration` is one too. */
export type MatchedTerms = Pick<Terms, "id" | "serviceId" | "termsType" | "tags">;

/** A change as filters look at it: what costs something is read when the first filter asks, and once. */
export interface ChangeReading {
  readonly change: TermsChange;
  /** Indexes of all clause changes, most important first. */
  readonly ranked: readonly number[];
  /** Days from when it was seen until it takes effect; null where no day is stated, or that day was over. */
  readonly daysUntilEffective: number | null;
  /** By the index of the clause change. */
  readonly textOf: (index: number) => ChangedText;
  readonly marksOf: (index: number) => readonly ChangeMark[];
  /** All changed texts, by the index of their clause change, for a first look. */
  readonly grams: () => GramIndex;
}

/** What words and patterns are sought in: one clause change. */
export interface ChangedText {
  readonly sides: readonly ChangedSide[];
  /** Words that overlap or touch a changed stretch. */
  readonly touched: () => ReadonlySet<string>;
}

export interface ChangedSide {
  readonly text: string;
  readonly ranges: readonly ChangedRange[];
  readonly tokens: () => readonly Token[];
  readonly sought: () => SoughtText;
}

// Of a longer side so much is read, from shortly before its first changed stretch on: thirty times the
// longest clause of real terms, and a clause of megabytes costs no more than this.
const maxRead = 100_000;
const contextBefore = 1_000;

/** Gives a change ready for being asked. */
export function readChange(change: TermsChange): ChangeReading {
  const { changes } = change.comparison;
  const texts = changes.map((one) => once(() => readChangedText(one)));
  const isSilent = toSilence(change) !== null;
  const returning = new Set(change.returns?.map(({ start }) => start));
  const nothing: ChangedText = { sides: [], touched: () => new Set() };
  return {
    change,
    ranked: rankClauseChanges(changes),
    daysUntilEffective: countDaysUntilEffective(change),
    textOf: (index) => texts[index]?.() ?? nothing,
    marksOf: (index) => {
      const start = changes[index]?.after?.start;
      const isReturn = start !== undefined && returning.has(start);
      const isReversal = change.reversalOf !== null || isReturn;
      return [
        ...(isSilent ? (["silent"] as const) : []),
        ...(isReversal ? (["reversal"] as const) : []),
      ];
    },
    grams: once(() =>
      createGramIndex(
        texts.map((read) =>
          read()
            .sides.map(({ text }) => text)
            .join("\n"),
        ),
      ),
    ),
  };
}

/** A mixed change tightens and loosens, so it is for those who asked for either. */
export function toDirections({ direction }: ClauseChange): readonly Direction[] {
  if (direction === null) return [];
  return direction === "mixed" ? ["mixed", "tightened", "loosened"] : [direction];
}

/** The date that a text gives itself counts also where nothing substantive changed, or everything did. */
function countDaysUntilEffective({ comparison, detectedAt }: TermsChange): number | null {
  const timing = readTiming(comparison, { seenAt: detectedAt, beforeSeenAt: null });
  const from = timing === null ? comparison.dates.effective.after : timing.from;
  if (from === null) return null;
  const days = daysBetween(detectedAt.slice(0, 10), from);
  return days < 0 ? null : days;
}

function readChangedText(change: ClauseChange): ChangedText {
  const sides = (["before", "after"] as const).flatMap((side) => {
    const text = change[side]?.text ?? "";
    const ranges = listChangedRanges(change, side);
    return ranges.length === 0 ? [] : [toChangedSide(text, ranges)];
  });
  return {
    sides,
    touched: once(() => {
      const words = new Set<string>();
      for (const { tokens, ranges } of sides)
        for (const { word, start, end } of tokens())
          if (isTouched(start, end, ranges)) words.add(word);
      return words;
    }),
  };
}

function toChangedSide(whole: string, all: readonly ChangedRange[]): ChangedSide {
  const from = whole.length <= maxRead ? 0 : Math.max(0, (all[0]?.start ?? 0) - contextBefore);
  const text = whole.slice(from, from + maxRead);
  const ranges = all
    .map(({ start, end }) => ({ start: start - from, end: end - from }))
    .filter(({ start }) => start <= text.length);
  const tokens = once(() => readTokens(text));
  return { text, ranges, tokens, sought: once(() => toSoughtText(text, tokens())) };
}

function once<T>(read: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => (kept ??= { value: read() }).value;
}
