import type { Clause } from "../../model/clause.ts";
import type { ClauseChange, ClauseSide } from "../../model/comparison.ts";
import { toPlain } from "../clauses/plain.ts";
import { segmentClauses } from "../clauses/segment.ts";

/** A clause that no change touches, as each text has it. */
export interface SameClause {
  /** Null where the text before was parted in another way when it was compared. */
  readonly before: Clause | null;
  readonly after: Clause;
}

/**
 * What stands next in two texts that are read as one: clauses without a change, all in one section; a change, which
 * `index` names among the comparison's; or the place that a clause has moved away from.
 */
export type DocumentRow =
  | {
      readonly kind: "same";
      /** Headings above these clauses, outermost first; where the first of them is a heading, that too. */
      readonly path: readonly string[];
      readonly clauses: readonly SameClause[];
    }
  | {
      readonly kind: "change";
      readonly index: number;
      /** Its side before stands in a row of its own, of kind `departed`. */
      readonly isMoved: boolean;
    }
  | { readonly kind: "departed"; readonly index: number };

/** The two texts of a comparison, or their clauses where these have been read, and what it says of them. */
export interface ComparedTexts {
  readonly before: string | readonly Clause[];
  readonly after: string | readonly Clause[];
  readonly changes: readonly ClauseChange[];
}

/**
 * Gives both texts as rows, in the order of the text after; what is gone from it stands where it stood, and what has
 * moved stands where it is, with a row where it was. Every clause of either text is in exactly one row, and every change
 * in one of kind `change`. Linear.
 */
export function layOutDocument({ before, after, changes }: ComparedTexts): readonly DocumentRow[] {
  const left = toWalk(toClauses(before), changes, "before");
  const right = toWalk(toClauses(after), changes, "after");
  const pairs = pairSame(left, right);
  const gone = placeGone(left, { changes, right, pairs });
  const rows = createRows();
  const emitGone = (at: number): void => {
    for (const index of gone.rows.get(at) ?? [])
      rows.push(
        changes[index]?.after === null
          ? { kind: "change", index, isMoved: false }
          : { kind: "departed", index },
      );
  };
  const beforeOf = new Map(pairs.map(({ left: one, right: other }) => [other, one]));
  emitGone(-1);
  for (const [at, clause] of right.clauses.entries()) {
    for (const index of right.beginning[at] ?? [])
      rows.push({ kind: "change", index, isMoved: gone.moved.has(index) });
    if (right.isSame[at] === true) {
      const one = left.clauses[beforeOf.get(at) ?? -1] ?? null;
      rows.pushSame({ before: one, after: clause });
    }
    emitGone(at);
  }
  return rows.all;
}

function toClauses(text: string | readonly Clause[]): readonly Clause[] {
  return typeof text === "string" ? segmentClauses(text) : text;
}

/** The clauses of one text, and the changes on their way. */
interface Walk {
  readonly clauses: readonly Clause[];
  /** By clause: the changes whose side begins with it; those that begin behind the last one stand there too. */
  readonly beginning: readonly (readonly number[])[];
  /** By clause: whether no change has it. */
  readonly isSame: readonly boolean[];
}

function toWalk(
  clauses: readonly Clause[],
  changes: readonly ClauseChange[],
  side: "before" | "after",
): Walk {
  const sides = changes
    .flatMap((change, index) => {
      const place: ClauseSide | null = change[side];
      return place === null ? [] : [{ index, start: place.start, end: place.end }];
    })
    .toSorted((one, other) => one.start - other.start || one.index - other.index);
  const beginning: number[][] = clauses.map(() => []);
  const isSame: boolean[] = [];
  let next = 0;
  // Where the last change that has begun ends.
  let reach = -1;
  for (const [at, clause] of clauses.entries()) {
    for (let one = sides[next]; one !== undefined && one.start < clause.end; one = sides[next]) {
      beginning[at]?.push(one.index);
      reach = Math.max(reach, one.end);
      next += 1;
    }
    isSame.push(clause.start >= reach);
  }
  beginning.at(-1)?.push(...sides.slice(next).map(({ index }) => index));
  return { clauses, beginning, isSame };
}

/** A clause without a change, by its index among the clauses of each text. */
interface Pair {
  readonly left: number;
  readonly right: number;
}

/** They stand in the same order; where a text was parted in another way when it was compared, those that still fit. */
function pairSame(left: Walk, right: Walk): readonly Pair[] {
  const pairs: Pair[] = [];
  const mine = [...left.clauses.keys()].filter((at) => left.isSame[at]);
  const theirs = [...right.clauses.keys()].filter((at) => right.isSame[at]);
  const textAt = (walk: Walk, at: number | undefined): string | undefined =>
    walk.clauses[at ?? -1]?.text;
  const isWhole = mine.length === theirs.length;
  let from = 0;
  for (const other of theirs) {
    const text = textAt(right, other);
    const isNext = textAt(left, mine[from]) === text;
    const found = isNext ? from : isWhole ? -1 : findNear(mine, from, left, text);
    const one = mine[found];
    if (one === undefined) {
      if (isWhole) from += 1;
      continue;
    }
    pairs.push({ left: one, right: other });
    from = found + 1;
  }
  return pairs;
}

/** How many clauses to look ahead: enough for a list that was parted in another way. */
const ahead = 8;

function findNear(mine: readonly number[], from: number, left: Walk, text: string | undefined) {
  const found = mine.slice(from, from + ahead).findIndex((one) => left.clauses[one]?.text === text);
  return found < 0 ? -1 : from + found;
}

interface Gone {
  /** By clause of the text after: what is gone or moved away from behind it; -1 is the text's beginning. */
  readonly rows: ReadonlyMap<number, readonly number[]>;
  /** Changes that stand elsewhere than they stood. */
  readonly moved: ReadonlySet<number>;
}

/** What is gone stands behind the nearest earlier clause that kept its place. */
function placeGone(
  left: Walk,
  context: {
    readonly changes: readonly ClauseChange[];
    readonly right: Walk;
    readonly pairs: readonly Pair[];
  },
): Gone {
  const { changes, right, pairs } = context;
  const lastOf = lastClauses(right, changes);
  const rows = new Map<number, number[]>();
  const moved = new Set<number>();
  let anchor = -1;
  let next = 0;
  for (const at of left.clauses.keys()) {
    for (const index of left.beginning[at] ?? []) {
      const to = lastOf.get(index);
      const bound = pairs[next]?.right ?? Infinity;
      const isInPlace =
        to !== undefined && changes[index]?.kind !== "moved" && to > anchor && to < bound;
      if (isInPlace) {
        anchor = to;
        continue;
      }
      if (to !== undefined) moved.add(index);
      const held = rows.get(anchor);
      if (held === undefined) rows.set(anchor, [index]);
      else held.push(index);
    }
    const pair = pairs[next];
    if (pair?.left === at) {
      anchor = pair.right;
      next += 1;
    }
  }
  return { rows, moved };
}

/** By change: the last clause of its side after. */
function lastClauses(right: Walk, changes: readonly ClauseChange[]): ReadonlyMap<number, number> {
  const last = new Map<number, number>();
  for (const [at, begun] of right.beginning.entries())
    for (const index of begun) {
      const end = changes[index]?.after?.end ?? 0;
      let to = at;
      while ((right.clauses[to + 1]?.start ?? Infinity) < end) to += 1;
      last.set(index, to);
    }
  return last;
}

/** Clauses of one section are one row, unless something stands between them; a heading begins another. */
function createRows() {
  const all: DocumentRow[] = [];
  let open: { readonly path: readonly string[]; readonly clauses: SameClause[] } | null = null;
  return {
    all,
    push(row: DocumentRow): void {
      all.push(row);
      open = null;
    },
    pushSame(clause: SameClause): void {
      const { kind, path, text } = clause.after;
      if (open !== null && kind !== "heading" && isEqual(open.path, path)) {
        open.clauses.push(clause);
        return;
      }
      // As the headings of what stands below it have it, which one without words is none of.
      const title = kind === "heading" ? toPlain(text.replace(/(^|\n)#+\s*/, "$1")) : "";
      const own = title === "" ? [] : [title];
      open = { path: [...path, ...own], clauses: [clause] };
      all.push({ kind: "same", ...open });
    },
  };
}

function isEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}
