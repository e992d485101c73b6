import { linkEqual, toLongestOrder } from "../../src/core/clauses/anchors.ts";
import { pairClauses } from "../../src/core/clauses/pair.ts";
import type { Group } from "../../src/core/clauses/splits.ts";
import { segmentClauses } from "../../src/core/clauses/segment.ts";
import { toUnits } from "../../src/core/clauses/unit.ts";
import type { Unit } from "../../src/core/clauses/unit.ts";
import type { Clause } from "../../src/model/clause.ts";
import { benchRewrites } from "./rewrites.ts";
import { readVersionPairs } from "./versions.ts";

// Two golds that owe nothing to the likeness of words (research: semantic-diff §3), over all
// consecutive recorded versions:
// gap     one clause removed and one added between two unchanged neighbours: the one is the other;
// titled  one run-in title, unique in both versions, over different words; the title is cut off
//         before aligning, as is every other such title, so that only the words can tell.
// Nobody has read these pairs: in the lowest band some are a removal and an addition in truth.
// An orphan is a clause whose partner was taken out: whatever it is linked to then is wrong.

interface Gold {
  readonly before: readonly Unit[];
  readonly after: readonly Unit[];
  /** Indexes of the clauses that belong together. */
  readonly one: number;
  readonly other: number;
  readonly overlap: number;
}

const bands: readonly (readonly [name: string, from: number, to: number])[] = [
  ["below 0.2", 0, 0.2],
  ["0.2-0.4", 0.2, 0.4],
  ["0.4-0.6", 0.4, 0.6],
  ["0.6 and up", 0.6, 1.01],
];
const fewestWords = 4;
// Of the band that is easy, every ninth: an orphan costs a whole alignment.
const easySample = 9;

/** Prints how many of the pairs in each band of common words are found, and how many orphans are linked. */
export function benchAlign(): void {
  const pairs = readVersionPairs();
  benchRewrites(pairs);
  const golds: Record<"gap" | "titled", Map<string, Gold>> = {
    gap: new Map(),
    titled: new Map(),
  };
  for (const { before, after } of pairs) {
    const sides = { before: segmentClauses(before), after: segmentClauses(after) };
    for (const gold of findGapPairs(sides)) golds.gap.set(nameOf(gold), gold);
    for (const gold of findTitledPairs(sides)) golds.titled.set(nameOf(gold), gold);
  }
  for (const [name, found] of Object.entries(golds)) report(name, [...found.values()]);
}

function nameOf({ before, after, one, other }: Gold): string {
  return `${before[one]?.clause.text}\0${after[other]?.clause.text}`;
}

function report(name: string, golds: readonly Gold[]): void {
  console.log(`align, ${name}: ${golds.length} pairs of clauses`);
  let last: { before: readonly Unit[]; groups: readonly Group[] } | undefined;
  for (const [band, from, to] of bands) {
    const all = golds.filter(({ overlap }) => overlap >= from && overlap < to);
    const inside = from < 0.6 ? all : all.filter((_, at) => at % easySample === 0);
    const tally = { right: 0, wrong: 0, orphans: 0 };
    for (const gold of inside) {
      if (last?.before !== gold.before)
        last = { before: gold.before, groups: pairClauses(gold.before, gold.after).groups };
      const partners = partnersOf(last.groups, gold.one);
      if (partners.includes(gold.other)) tally.right += 1;
      else if (partners.length > 0) tally.wrong += 1;
      const without = pairClauses(gold.before, gold.after.toSpliced(gold.other, 1));
      if (partnersOf(without.groups, gold.one).length > 0) tally.orphans += 1;
    }
    const share = (count: number): string =>
      `${((100 * count) / Math.max(1, inside.length)).toFixed(0)} %`.padStart(5);
    console.log(
      `  ${band.padEnd(10)} n ${String(inside.length).padStart(4)}  linked right ${share(tally.right)}  wrong ${share(tally.wrong)}  orphans linked ${share(tally.orphans)}`,
    );
  }
}

function partnersOf(groups: readonly Group[], at: number): readonly number[] {
  return groups.find((group) => group.before.includes(at))?.after ?? [];
}

interface Sides {
  readonly before: readonly Clause[];
  readonly after: readonly Clause[];
}

function findGapPairs(sides: Sides): readonly Gold[] {
  const before = toUnits(sides.before);
  const after = toUnits(sides.after);
  const mine = new Set(before.map(({ key }) => key));
  const theirs = new Set(after.map(({ key }) => key));
  const anchors = toLongestOrder(
    linkEqual(
      before.map(({ key }) => key),
      after.map(({ key }) => key),
    ),
  );
  return anchors.flatMap((anchor, at): readonly Gold[] => {
    const next = anchors[at + 1];
    if (next?.before !== anchor.before + 2 || next.after !== anchor.after + 2) return [];
    // What stands elsewhere word for word has moved there, and its gap tells nothing.
    if (theirs.has(before[anchor.before + 1]?.key ?? "")) return [];
    if (mine.has(after[anchor.after + 1]?.key ?? "")) return [];
    return toGold(before, after, { one: anchor.before + 1, other: anchor.after + 1 });
  });
}

function findTitledPairs(sides: Sides): readonly Gold[] {
  const mine = uniqueTitles(sides.before);
  const theirs = uniqueTitles(sides.after);
  const shared = new Set([...mine.keys()].filter((title) => theirs.has(title)));
  const cut = {
    before: sides.before.map((clause) => withoutTitle(clause, shared)),
    after: sides.after.map((clause) => withoutTitle(clause, shared)),
  };
  const before = toUnits(cut.before);
  const after = toUnits(cut.after);
  return [...shared].flatMap((title) =>
    toGold(before, after, { one: mine.get(title) ?? 0, other: theirs.get(title) ?? 0 }),
  );
}

function uniqueTitles(clauses: readonly Clause[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [at, { kind, title }] of clauses.entries()) {
    if (kind === "heading" || title === undefined) continue;
    const name = title.toLowerCase();
    if (places.has(name)) repeated.add(name);
    places.set(name, at);
  }
  for (const name of repeated) places.delete(name);
  return places;
}

function withoutTitle(clause: Clause, titles: ReadonlySet<string>): Clause {
  if (clause.kind === "heading" || clause.title === undefined) return clause;
  if (!titles.has(clause.title.toLowerCase())) return clause;
  const end = clause.text.indexOf(clause.title) + clause.title.length;
  return { ...clause, title: undefined, number: undefined, text: clause.text.slice(end) };
}

/** A pair of the gold, where both have words that differ. */
function toGold(
  before: readonly Unit[],
  after: readonly Unit[],
  { one, other }: { readonly one: number; readonly other: number },
): readonly Gold[] {
  const mine = before[one];
  const theirs = after[other];
  if (mine === undefined || theirs === undefined || mine.key === theirs.key) return [];
  if (mine.clause.kind === "heading" || theirs.clause.kind === "heading") return [];
  if (Math.min(mine.words.length, theirs.words.length) < fewestWords) return [];
  const left = new Set(mine.words);
  const right = new Set(theirs.words);
  const common = [...left].filter((word) => right.has(word)).length;
  const overlap = common / (left.size + right.size - common);
  return [{ before, after, one, other, overlap }];
}
