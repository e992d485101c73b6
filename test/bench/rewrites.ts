import { pairClauses } from "../../src/core/clauses/pair.ts";
import type { PlacedGroup } from "../../src/core/clauses/pair.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { toUnits } from "../../src/core/clauses/unit.ts";
import type { Clause } from "../../src/model/clause.ts";
import type { VersionPair } from "./versions.ts";

// A gold whose truth is known: real documents, rewritten by a seeded hand. Words are exchanged for
// words of other documents, which share no stem with what they replace: harsher than an editor is.

interface Rewrite {
  readonly name: string;
  /** Shares of the clauses; what no share takes stays as it is. */
  readonly reworded: number;
  readonly removed: number;
  readonly added: number;
  readonly moved: number;
  readonly split: number;
  readonly merged: number;
}

const rewrites: readonly Rewrite[] = [
  {
    name: "edit",
    reworded: 0.1,
    removed: 0.04,
    added: 0.04,
    moved: 0.03,
    split: 0.02,
    merged: 0.02,
  },
  {
    name: "rewrite",
    reworded: 0.6,
    removed: 0.15,
    added: 0.2,
    moved: 0.1,
    split: 0.03,
    merged: 0.03,
  },
];
// Shares of a clause's words that are exchanged.
const exchanges = [0.15, 0.35, 0.5, 0.65];
const fewestClauses = 40;
const fewestWords = 6;

type Random = () => number;

/** A linear congruential generator: the same documents on every machine. */
function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function pick<T>(random: Random, items: readonly T[]): T | undefined {
  return items[Math.floor(random() * items.length)];
}

/** A clause of the rewritten document, and which clauses it was made from; none: it is foreign. */
interface Written {
  readonly clause: Clause;
  readonly from: readonly number[];
  readonly how: string;
}

/** Prints, by what was done to a clause, how many find their way, and how many that have none are linked. */
export function benchRewrites(pairs: readonly VersionPair[]): void {
  const latest = new Map(pairs.map(({ document, after }) => [document, after]));
  const documents = [...latest]
    .map(([document, text]) => ({ document, clauses: segmentClauses(text) }))
    .filter(({ clauses }) => clauses.length >= fewestClauses && clauses.length <= 600);
  for (const rewrite of rewrites) {
    const tally = new Map<string, { all: number; right: number; wrong: number }>();
    for (const [at, { clauses }] of documents.entries()) {
      const other = documents[(at + 7) % documents.length]?.clauses ?? [];
      measure(clauses, write(clauses, other, rewrite, createRandom(at + 1)), tally);
    }
    console.log(`align, ${rewrite.name}: ${documents.length} documents`);
    for (const [how, { all, right, wrong }] of [...tally].toSorted(([x], [y]) => (x < y ? -1 : 1)))
      console.log(
        `  ${how.padEnd(24)} n ${String(all).padStart(5)}  linked right ${percent(right, all)}  wrong ${percent(wrong, all)}`,
      );
  }
}

function percent(count: number, all: number): string {
  return `${((100 * count) / Math.max(1, all)).toFixed(1)} %`.padStart(7);
}

function write(
  clauses: readonly Clause[],
  foreign: readonly Clause[],
  rewrite: Rewrite,
  random: Random,
): readonly Written[] {
  const vocabulary = foreign.flatMap(({ text }) => text.match(/\p{L}{4,}/gu) ?? []);
  const strange = foreign.filter(
    ({ kind, text }) => kind === "paragraph" && wordsOf(text).length >= fewestWords,
  );
  const written: Written[] = [];
  const moving: Written[] = [];
  for (let at = 0; at < clauses.length; at++) {
    const clause = clauses[at];
    if (clause === undefined) continue;
    const chance = (share: number): boolean => random() < share;
    if (clause.kind !== "heading" && chance(rewrite.added)) {
      const added = pick(random, strange);
      if (added !== undefined)
        written.push({ clause: { ...added, path: clause.path }, from: [], how: "added" });
    }
    if (clause.kind !== "paragraph" || wordsOf(clause.text).length < fewestWords) {
      if (!(clause.kind === "item" && chance(rewrite.removed)))
        written.push({ clause, from: [at], how: "same" });
      continue;
    }
    const next = clauses[at + 1];
    const half = clause.text.indexOf(". ", clause.text.length / 3) + 1;
    if (chance(rewrite.removed)) continue;
    if (chance(rewrite.split) && half > 60 && clause.text.length - half > 60) {
      for (const text of [clause.text.slice(0, half), clause.text.slice(half).trim()])
        written.push({ clause: { ...clause, text }, from: [at], how: "split" });
    } else if (chance(rewrite.merged) && next?.kind === "paragraph" && next.text.length > 60) {
      written.push({
        clause: { ...clause, text: `${clause.text} ${next.text}` },
        from: [at, at + 1],
        how: "merged",
      });
      at += 1;
    } else if (chance(rewrite.reworded)) {
      const share = pick(random, exchanges) ?? 0;
      const text = reword(clause.text, share, vocabulary, random);
      const isMoved = chance(rewrite.moved);
      const how = `reworded ${share}${isMoved ? ", moved" : ""}`;
      (isMoved ? moving : written).push({
        clause: { ...clause, text, title: undefined },
        from: [at],
        how,
      });
    } else if (chance(rewrite.moved)) moving.push({ clause, from: [at], how: "moved" });
    else written.push({ clause, from: [at], how: "same" });
  }
  for (const moved of moving) written.splice(Math.floor(random() * written.length), 0, moved);
  return written;
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\p{L}+/gu) ?? [];
}

function reword(
  text: string,
  share: number,
  vocabulary: readonly string[],
  random: Random,
): string {
  return text.replace(/\p{L}{3,}/gu, (word) =>
    random() < share ? (pick(random, vocabulary) ?? word) : word,
  );
}

function measure(
  clauses: readonly Clause[],
  written: readonly Written[],
  tally: Map<string, { all: number; right: number; wrong: number }>,
): void {
  const { groups } = pairClauses(toUnits(clauses), toUnits(written.map(({ clause }) => clause)));
  const byAfter = new Map<number, PlacedGroup>();
  for (const group of groups) for (const at of group.after) byAfter.set(at, group);
  const count = (how: string, isRight: boolean, isWrong: boolean): void => {
    const row = tally.get(how) ?? { all: 0, right: 0, wrong: 0 };
    tally.set(how, row);
    row.all += 1;
    if (isRight) row.right += 1;
    if (isWrong) row.wrong += 1;
  };
  for (const [at, { from, how }] of written.entries()) {
    const linked = byAfter.get(at)?.before ?? [];
    const isRight = from.length > 0 && from.every((one) => linked.includes(one));
    if (how !== "same") count(how, isRight, linked.length > 0 && !isRight);
  }
  const kept = new Set(written.flatMap(({ from }) => from));
  for (const at of clauses.keys())
    if (!kept.has(at))
      count(
        "removed",
        false,
        groups.some(({ before }) => before.includes(at)),
      );
}
