import type { TermsId } from "../../model/declaration.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOfFields } from "../../model/digest.ts";
import { pairClauses } from "../clauses/pair.ts";
import type { Pairing } from "../clauses/pair.ts";
import { segmentClauses } from "../clauses/segment.ts";
import { toUnits } from "../clauses/unit.ts";
import type { Unit } from "../clauses/unit.ts";
import type { Departed } from "./departed.ts";
import { findReturns, isTelling } from "./departed.ts";
import { createRecent } from "./recent.ts";
import type { Succession } from "./succession.ts";
import { toSuccessions } from "./succession.ts";
import type { ClauseStep, ClauseThread, LifeVersion, Lineage } from "./thread.ts";
import { isSameWording } from "./wording.ts";

/** A version with the text that its clauses are found in. */
export interface LineageVersion extends LifeVersion {
  readonly text: string;
  /** Of the text. */
  readonly digest: Digest;
}

/** Clauses of one terms, followed from version to version. */
export interface LineageBuilder extends Lineage {
  /** Takes the next version, in the order of time. */
  add(version: LineageVersion): void;
}

// A page alternates between a handful of texts at most: these are read and paired once.
const rememberedTexts = 8;
const rememberedPairs = 16;
// As for a document that another one has replaced: fewer clauses than this share go on.
const replacedBelow = 0.16;
const minimumClausesToReplace = 4;

interface Thread extends ClauseThread {
  readonly steps: ClauseStep[];
}

/** All that is known so far. */
interface Book {
  readonly termsId: TermsId;
  readonly threads: Thread[];
  /** By thread. */
  readonly departed: Map<number, Departed>;
}

/** One version on its way into the book. */
interface Turn {
  readonly version: LifeVersion;
  /** Its place in the list of versions. */
  readonly at: number;
  /** The clauses of the version before, and the thread of each. */
  readonly standing: readonly Unit[];
  readonly owners: readonly number[];
  readonly units: readonly Unit[];
  /** The thread of each clause, as far as it is known. */
  readonly next: (number | undefined)[];
  /** By thread. */
  readonly steps: Map<number, ClauseStep>;
  readonly isWholeText: boolean;
}

/** What a clause's step says where nothing else is said. */
const plainStep = {
  isReworded: false,
  isMoved: false,
  isWholeText: false,
  splitFrom: null,
  mergedInto: null,
  tookIn: [],
  splitOff: [],
} as const;

/**
 * Follows the clauses of one terms: each keeps its identity while neighbouring versions pair it with
 * itself, through renumbering, moves and rewording. Of the parts of a split clause the one with most
 * of its words goes on as it, of merged ones the one that gave most; one that left and comes back is
 * itself again. Only what came before decides, so later versions change nothing that was said.
 * Near linear in the versions' length; holds what changed of each clause, not the versions.
 */
export function createLineage(termsId: TermsId): LineageBuilder {
  const versions: LifeVersion[] = [];
  const book: Book = { termsId, threads: [], departed: new Map() };
  const readUnits = createRecent(rememberedTexts, (_: Digest, text: string) =>
    toUnits(segmentClauses(text)),
  );
  const pair = createRecent(rememberedPairs, (_: string, texts: readonly (readonly Unit[])[]) =>
    pairClauses(texts[0] ?? [], texts[1] ?? []),
  );
  let standing: readonly Unit[] = [];
  let owners: readonly number[] = [];
  let digest: Digest | null = null;
  return {
    versions,
    threads: book.threads,
    get standing() {
      return owners;
    },
    add({ text, digest: nextDigest, ...version }) {
      versions.push(version);
      const units = readUnits(nextDigest, text);
      const pairing = pair(`${digest} ${nextDigest}`, [standing, units]);
      const turn: Turn = {
        version,
        at: versions.length - 1,
        standing,
        owners,
        units,
        next: units.map(() => undefined),
        steps: new Map(),
        isWholeText: isReplaced(standing, units, pairing),
      };
      const successions = toSuccessions(pairing, standing, units).filter((succession) =>
        isBelieved(book, turn, succession),
      );
      for (const succession of successions) goOn(book, turn, succession);
      leave(book, turn, new Set(successions.flatMap(({ heir, whole }) => [heir, ...whole])));
      comeBack(book, turn);
      begin(book, turn, successions);
      for (const [thread, step] of turn.steps) book.threads[thread]?.steps.push(step);
      standing = units;
      owners = turn.next.map((thread) => thread ?? -1);
      digest = nextDigest;
    },
  };
}

/** The very words of a clause that has gone say more than any likeness to one that stands. */
function isBelieved({ departed }: Book, { standing, units }: Turn, { heir, to }: Succession) {
  const unit = units[to];
  if (unit === undefined || unit.key === standing[heir]?.key || !isTelling(unit)) return true;
  return departed.values().every((gone) => gone.unit.key !== unit.key);
}

function goOn(book: Book, turn: Turn, { heir, to, whole, parts, isMoved }: Succession): void {
  const { standing, owners, units, steps, next, at } = turn;
  const thread = owners[heir];
  const before = standing[heir]?.clause;
  const after = units[to]?.clause;
  if (thread === undefined || before === undefined || after === undefined) return;
  next[to] = thread;
  const tookIn = whole.flatMap((index) => owners[index] ?? []);
  for (const index of whole) depart(book, turn, index, { mergedInto: thread });
  const isReworded = !isSameWording(before, after);
  const isElsewhere = before.number !== after.number || !isSamePath(before.path, after.path);
  if (!isReworded && !isMoved && !isElsewhere && tookIn.length + parts.length === 0) return;
  const kept = { ...plainStep, kind: "kept", version: at, before, after } as const;
  steps.set(thread, { ...kept, isReworded, isMoved, tookIn });
}

function leave(book: Book, turn: Turn, met: ReadonlySet<number>): void {
  const { isWholeText } = turn;
  for (const index of turn.standing.keys()) {
    if (!met.has(index)) depart(book, turn, index, { isWholeText });
  }
}

function depart(
  { departed }: Book,
  { standing, owners, steps, at }: Turn,
  index: number,
  how: Partial<ClauseStep>,
): void {
  const thread = owners[index];
  const unit = standing[index];
  if (thread === undefined || unit === undefined) return;
  departed.set(thread, { thread, unit, version: at });
  const left = { ...plainStep, kind: "left", version: at, before: unit.clause } as const;
  steps.set(thread, { ...left, after: null, ...how });
}

function comeBack({ departed }: Book, turn: Turn): void {
  const { units, next, steps, at, isWholeText } = turn;
  const earlier = [...departed.values()].filter((one) => one.version < at);
  for (const { departed: one, at: index } of findReturns(earlier, units, toFresh(turn))) {
    const after = units[index]?.clause;
    if (after === undefined) continue;
    next[index] = one.thread;
    departed.delete(one.thread);
    const before = one.unit.clause;
    const isReworded = !isSameWording(before, after);
    const back = { ...plainStep, kind: "returned", version: at, isWholeText } as const;
    steps.set(one.thread, { ...back, before, after, isReworded });
  }
}

function begin({ termsId, threads }: Book, turn: Turn, successions: readonly Succession[]): void {
  const { version, at, units, owners, next, steps } = turn;
  const wholes = new Map(
    successions.flatMap(({ heir, parts }) => parts.map((part) => [part, owners[heir]] as const)),
  );
  for (const index of toFresh(turn)) {
    const after = units[index]?.clause;
    if (after === undefined) continue;
    const splitFrom = wholes.get(index) ?? null;
    const thread = threads.length;
    next[index] = thread;
    const first = { ...plainStep, kind: "first", version: at, before: null } as const;
    const id = digestOfFields(termsId, version.id, String(after.start));
    threads.push({ id, steps: [{ ...first, after, splitFrom }] });
    const step = splitFrom === null ? undefined : steps.get(splitFrom);
    if (splitFrom !== null && step !== undefined) {
      steps.set(splitFrom, { ...step, splitOff: [...step.splitOff, thread] });
    }
  }
}

/** Clauses that no thread is known for. */
function toFresh({ next }: Turn): readonly number[] {
  return [...next.keys()].filter((index) => next[index] === undefined);
}

function isReplaced(before: readonly Unit[], after: readonly Unit[], { groups }: Pairing): boolean {
  const most = Math.max(before.length, after.length);
  return (
    before.length > 0 && most >= minimumClausesToReplace && groups.length / most < replacedBelow
  );
}

function isSamePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((title, at) => title === other[at]);
}
