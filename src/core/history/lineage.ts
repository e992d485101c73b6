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
  const threads: Thread[] = [];
  const readUnits = createRecent(rememberedTexts, (_: Digest, text: string) =>
    toUnits(segmentClauses(text)),
  );
  const pair = createRecent(rememberedPairs, (_: string, texts: readonly (readonly Unit[])[]) =>
    pairClauses(texts[0] ?? [], texts[1] ?? []),
  );
  const departed = new Map<number, Departed>();
  let standing: readonly Unit[] = [];
  let owners: readonly number[] = [];
  let digest: Digest | null = null;

  const begin = (version: LineageVersion, unit: Unit, splitFrom: number | null): number => {
    const id = digestOfFields(termsId, version.id, String(unit.clause.start));
    const after = unit.clause;
    const at = versions.length - 1;
    threads.push({
      id,
      steps: [{ ...plainStep, kind: "first", version: at, before: null, after, splitFrom }],
    });
    return threads.length - 1;
  };

  return {
    versions,
    threads,
    add(version) {
      const { text, digest: nextDigest, ...life } = version;
      versions.push(life);
      const at = versions.length - 1;
      const units = readUnits(nextDigest, text);
      const before = { units: standing, owners };
      const pairing = pair(`${digest} ${nextDigest}`, [standing, units]);
      const next: (number | undefined)[] = units.map(() => undefined);
      const steps = new Map<number, ClauseStep>();
      const isWholeText = isReplaced(standing, units, pairing);

      const goneKeys = new Set([...departed.values()].map(({ unit }) => unit.key));
      // The very words of a clause that has gone say more than any likeness to one that stands.
      const successions = toSuccessions(pairing, standing, units).filter(({ heir, to }) => {
        const unit = units[to];
        return (
          unit === undefined ||
          unit.key === standing[heir]?.key ||
          !isTelling(unit) ||
          !goneKeys.has(unit.key)
        );
      });
      for (const { heir, to, whole, parts, isMoved } of successions) {
        const thread = before.owners[heir];
        const one = standing[heir]?.clause;
        const other = units[to]?.clause;
        if (thread === undefined || one === undefined || other === undefined) continue;
        next[to] = thread;
        const tookIn = whole.flatMap((index) => before.owners[index] ?? []);
        for (const index of whole) {
          const gone = before.owners[index];
          const unit = standing[index];
          if (gone === undefined || unit === undefined) continue;
          departed.set(gone, { thread: gone, unit, version: at });
          const left = { ...plainStep, kind: "left", version: at, mergedInto: thread } as const;
          steps.set(gone, { ...left, before: unit.clause, after: null });
        }
        const isReworded = !isSameWording(one, other);
        const isElsewhere = one.number !== other.number || !isSamePath(one.path, other.path);
        if (!isReworded && !isMoved && !isElsewhere && tookIn.length + parts.length === 0) continue;
        const kept = {
          ...plainStep,
          kind: "kept",
          version: at,
          before: one,
          after: other,
        } as const;
        steps.set(thread, { ...kept, isReworded, isMoved, tookIn });
      }

      const met = new Set(successions.flatMap(({ heir, whole }) => [heir, ...whole]));
      for (const [index, unit] of standing.entries()) {
        const thread = before.owners[index];
        if (met.has(index) || thread === undefined) continue;
        departed.set(thread, { thread, unit, version: at });
        const left = { ...plainStep, kind: "left", version: at, isWholeText } as const;
        steps.set(thread, { ...left, before: unit.clause, after: null });
      }

      const fresh = [...next.keys()].filter((index) => next[index] === undefined);
      const earlier = [...departed.values()].filter((one) => one.version < at);
      for (const { departed: one, at: index } of findReturns(earlier, units, fresh)) {
        const after = units[index]?.clause;
        if (after === undefined) continue;
        next[index] = one.thread;
        departed.delete(one.thread);
        const isReworded = !isSameWording(one.unit.clause, after);
        const back = { ...plainStep, kind: "returned", version: at, isWholeText } as const;
        steps.set(one.thread, { ...back, before: one.unit.clause, after, isReworded });
      }

      const wholes = new Map(
        successions.flatMap(({ heir, parts }) =>
          parts.map((part) => [part, before.owners[heir] ?? null] as const),
        ),
      );
      for (const index of fresh) {
        const unit = units[index];
        if (unit === undefined || next[index] !== undefined) continue;
        const splitFrom = wholes.get(index) ?? null;
        const thread = begin(version, unit, splitFrom);
        next[index] = thread;
        const step = splitFrom === null ? undefined : steps.get(splitFrom);
        if (splitFrom !== null && step !== undefined) {
          steps.set(splitFrom, { ...step, splitOff: [...step.splitOff, thread] });
        }
      }
      for (const [thread, step] of steps) threads[thread]?.steps.push(step);
      standing = units;
      owners = next.map((thread) => thread ?? -1);
      digest = nextDigest;
    },
  };
}

interface Succession {
  /** Of the earlier text: the clause that goes on. */
  readonly heir: number;
  /** Of the later text: what it goes on as. */
  readonly to: number;
  /** The other clauses that were merged with it. */
  readonly whole: readonly number[];
  /** The other parts that it was split into. */
  readonly parts: readonly number[];
  readonly isMoved: boolean;
}

function toSuccessions(
  { groups }: Pairing,
  before: readonly Unit[],
  after: readonly Unit[],
): readonly Succession[] {
  return groups.flatMap((group) => {
    const { isMoved } = group;
    const target = group.after.map((at) => after[at]).find((unit) => unit !== undefined);
    const source = group.before.map((at) => before[at]).find((unit) => unit !== undefined);
    const heir = group.before.length === 1 ? group.before[0] : mostOf(target, before, group.before);
    const to = group.after.length === 1 ? group.after[0] : mostOf(source, after, group.after);
    if (heir === undefined || to === undefined) return [];
    const whole = group.before.filter((at) => at !== heir);
    const parts = group.after.filter((at) => at !== to);
    return [{ heir, to, whole, parts, isMoved }];
  });
}

/** The clause that holds most of the words of `whole`; of several, the first. */
function mostOf(
  whole: Unit | undefined,
  units: readonly Unit[],
  indexes: readonly number[],
): number | undefined {
  const words = new Set(whole?.words);
  let best: { readonly at: number; readonly shared: number } | undefined;
  for (const at of indexes) {
    const shared = units[at]?.words.filter((word) => words.has(word)).length ?? 0;
    if (best === undefined || shared > best.shared) best = { at, shared };
  }
  return best?.at;
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
