import type { Edit } from "../../model/comparison.ts";
import type { Alignment } from "../clauses/align.ts";
import { toPlain, toWords } from "../clauses/plain.ts";
import type { Unit } from "../clauses/unit.ts";
import { createDateJudge } from "../dates/moved.ts";
import type { DateVerdict } from "../dates/moved.ts";
import type { Editions } from "../dates/silence.ts";
import type { Parties } from "../deontic/norm.ts";
import { readParties } from "../deontic/parties.ts";
import { findConsentBanner } from "./consent-banner.ts";
import { readGenre } from "./genre.ts";
import type { Genre } from "./genre.ts";
import { findSubstitutions } from "./substitutions.ts";
import type { Substitutions } from "./substitutions.ts";

/** What judging one edit needs to know of the whole comparison. */
export interface Context {
  readonly isList: boolean;
  readonly genre: Genre;
  /** Who is who in the document. */
  readonly parties: Parties;
  readonly substitutions: Substitutions;
  /** What an edit does to the day from which its text binds; null where it does nothing of the kind. */
  readonly judgeDate: (edit: Edit) => DateVerdict | null;
  /** The clause that begins at an offset of a side's text. */
  readonly unitAt: (side: "before" | "after", start: number) => Unit | undefined;
  /**
   * Share of a text's runs of four words that changed clauses of the other version hold, 0–1; 0 for a
   * short text. What an unchanged clause holds was copied, not moved, and says nothing.
   */
  readonly heldElsewhere: (side: "before" | "after", text: string) => number;
  /** Whether the clause that begins there is part of a consent dialogue captured with the page. */
  readonly standsInBanner: (side: "before" | "after", start: number) => boolean;
  /** The first words of the clauses that stand around one, changed or not. */
  readonly wordsAround: (side: "before" | "after", start: number) => readonly string[];
}

const runLength = 4;
// Fewer runs than this stand in any long text by chance.
const minimumRuns = 4;

// What stands a little above a clause says more of it than what follows.
const clausesAbove = 4;
const clausesBelow = 3;
const wordsOfEach = 24;

/** What the context is made from, beside the alignment. */
export interface ContextOptions {
  /** What both texts state about themselves. */
  readonly editions: Editions;
  readonly isList: boolean;
  /** The document's text, which says what kind it is. */
  readonly text: string;
}

/** Gives what is found once in the whole comparison and bears on each of its edits. */
export function createContext(alignment: Alignment, options: ContextOptions): Context {
  const places = { before: byStart(alignment.before), after: byStart(alignment.after) };
  const runs = {
    before: lazy(() => toRunSet(alignment.edits.map((edit) => edit.before?.text ?? ""))),
    after: lazy(() => toRunSet(alignment.edits.map((edit) => edit.after?.text ?? ""))),
  };
  const banners = {
    before: lazy(() => findConsentBanner(alignment.before)),
    after: lazy(() => findConsentBanner(alignment.after)),
  };
  const parties = lazy(() => readParties(options.text));
  return {
    isList: options.isList,
    genre: readGenre(options.text),
    get parties() {
      return parties();
    },
    substitutions: findSubstitutions(alignment),
    judgeDate: createDateJudge(options.editions),
    unitAt: (side, start) => alignment[side][places[side].get(start) ?? -1],
    standsInBanner: (side, start) => banners[side]().has(start),
    wordsAround: (side, start) => {
      const at = places[side].get(start);
      if (at === undefined) return [];
      return alignment[side]
        .slice(Math.max(0, at - clausesAbove), at + clausesBelow + 1)
        .flatMap((unit) => (unit.clause.start === start ? [] : unit.words.slice(0, wordsOfEach)));
    },
    heldElsewhere: (side, text) => {
      const mine = [...toRuns(toWords(toPlain(text)))];
      if (mine.length < minimumRuns) return 0;
      const theirs = runs[side === "before" ? "after" : "before"]();
      return mine.filter((run) => theirs.has(run)).length / mine.length;
    },
  };
}

function byStart(units: readonly Unit[]): ReadonlyMap<number, number> {
  return new Map(units.map((unit, at) => [unit.clause.start, at]));
}

function lazy<T>(create: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: create() }).value;
}

function toRunSet(texts: readonly string[]): ReadonlySet<number> {
  const runs = new Set<number>();
  for (const text of texts) for (const run of toRuns(toWords(toPlain(text)))) runs.add(run);
  return runs;
}

/** Runs of four words as 32-bit hashes: a chance meeting of two is rarer than one in a hundred thousand. */
function* toRuns(words: readonly string[]): Generator<number> {
  const hashes = words.map(hash);
  for (let at = 0; at + runLength <= hashes.length; at++) {
    let value = 17;
    for (let next = at; next < at + runLength; next++)
      value = (Math.imul(value, 31) + (hashes[next] ?? 0)) | 0;
    yield value;
  }
}

function hash(word: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < word.length; at++)
    value = Math.imul(value ^ word.charCodeAt(at), 0x01000193);
  return value | 0;
}
