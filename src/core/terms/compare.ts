import type { Clause } from "../../model/clause.ts";
import type { ClauseChange, DefinitionChange } from "../../model/comparison.ts";
import { findDefinitions, listQuoted } from "./definitions.ts";
import type { Definition } from "./definitions.ts";
import { findUses } from "./uses.ts";

/** The clauses of two texts and what was found to differ between them. */
export interface ComparedClauses {
  readonly before: readonly Clause[];
  readonly after: readonly Clause[];
  readonly changes: readonly ClauseChange[];
}

// Bounds of what is listed; what is counted is counted whole.
const mostDefinitions = 100;
const mostReached = 200;
// Of two meanings that share so many of their words, the term alone is another; below, the meaning is too.
const minimumSame = 0.8;
const minimumAlike = 0.5;

/**
 * Gives what became of the terms that a text defines, in the order of their changes: added, removed,
 * changed in meaning, renamed; with the clauses of the text after that use each. Only where the change of
 * the clause that defines it is substantive, but for names. Linear.
 */
export function compareDefinitions(compared: ComparedClauses): readonly DefinitionChange[] {
  const { before, after, changes } = compared;
  const places = { before: toPlaces(changes, "before"), after: toPlaces(changes, "after") };
  const touched = {
    before: findDefinitions(before.filter(({ start }) => places.before(start) !== undefined)),
    after: findDefinitions(after.filter(({ start }) => places.after(start) !== undefined)),
  };
  if (touched.before.length + touched.after.length === 0) return [];
  const all = { before: findDefinitions(before), after: findDefinitions(after) };
  const said = { before: new Set(all.before.map(toMark)), after: new Set(all.after.map(toMark)) };
  const gone = byKey(touched.before.filter((one) => !said.after.has(toMark(one))));
  const come = byKey(touched.after.filter((one) => !said.before.has(toMark(one))));
  const names = { before: byKey(all.before), after: byKey(all.after) };
  const spoken = { before: listQuoted(before), after: listQuoted(after) };
  const turned: Turned[] = [];
  const isSubstantive = (at: number): boolean => changes[at]?.materiality === "substantive";
  for (const key of new Set([...gone.keys(), ...come.keys()])) {
    const was = gone.get(key) ?? [];
    const is = come.get(key) ?? [];
    const isKept = names.before.has(key) && names.after.has(key);
    const at = [
      ...is.map(({ start }) => places.after(start)),
      ...was.map(({ start }) => places.before(start)),
    ]
      .filter((place) => place !== undefined)
      .toSorted(
        (one, other) => Number(isSubstantive(other)) - Number(isSubstantive(one)) || one - other,
      )[0];
    if (at === undefined) continue;
    const fields = { was: was[0], is: is[0], at };
    if (isKept) turned.push({ ...fields, kind: "changed" });
    // Who "we" and "you" are is news; that a text says so now is not.
    else if (key === "we" || key === "you") continue;
    else if (is[0] === undefined && !spoken.after.has(key))
      turned.push({ ...fields, kind: "removed" });
    else if (was[0] === undefined && !spoken.before.has(key))
      turned.push({ ...fields, kind: "added" });
  }
  const told = joinRenamed(turned)
    .filter(({ kind, at }) => kind === "renamed" || isSubstantive(at))
    .toSorted((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1))
    .slice(0, mostDefinitions);
  if (told.length === 0) return [];
  const uses = findUses(
    after,
    [...all.after, ...told].map(({ term }) => term),
  );
  return told.map((one) => toChange(one, uses.get(one.key) ?? []));
}

interface Turned {
  readonly kind: DefinitionChange["kind"];
  readonly was: Definition | undefined;
  readonly is: Definition | undefined;
  /** Index of the clause change that it is part of. */
  readonly at: number;
}

interface Named extends Turned {
  readonly term: string;
  readonly key: string;
}

/** One term that went and another that came, in one clause change and with one meaning, are one by two names. */
function joinRenamed(turned: readonly Turned[]): readonly Named[] {
  const left = [...turned];
  for (const gone of turned) {
    if (gone.kind !== "removed" || gone.was === undefined) continue;
    const { was } = gone;
    const come = left.find(
      ({ kind, is, at }) =>
        kind === "added" && at === gone.at && is !== undefined && likeness(was, is) >= minimumAlike,
    );
    if (come === undefined) continue;
    const isSame = come.is !== undefined && likeness(was, come.is) >= minimumSame;
    left.splice(left.indexOf(come), 1, { ...come, kind: isSame ? "renamed" : "changed", was });
    left.splice(left.indexOf(gone), 1);
  }
  return left.flatMap((one) => {
    const shown = one.is ?? one.was;
    return shown === undefined ? [] : [{ ...one, term: shown.term, key: shown.key }];
  });
}

/** Share of the words of two meanings that both have, 0–1. */
function likeness(one: Definition, other: Definition): number {
  const theirs = new Set(other.meaning);
  const mine = new Set(one.meaning);
  const shared = [...mine].filter((word) => theirs.has(word)).length;
  const most = Math.max(mine.size, theirs.size);
  return most === 0 ? 1 : shared / most;
}

function toChange({ kind, term, was, is, at }: Named, users: readonly Clause[]): DefinitionChange {
  const reached = users.filter(({ start }) => start !== is?.start);
  return {
    kind,
    term,
    formerly: was !== undefined && is !== undefined && was.key !== is.key ? was.term : null,
    before: was === undefined ? null : { start: was.start, end: was.end },
    after: is === undefined ? null : { start: is.start, end: is.end },
    change: at,
    uses: reached.length,
    reaches: reached.slice(0, mostReached).map(({ start, number, path }) => ({
      start,
      number: number ?? null,
      path,
    })),
  };
}

/** The same for two definitions of one term in the same words. */
function toMark({ key, meaning }: Definition): string {
  return `${key}\n${meaning.join(" ")}`;
}

function byKey(definitions: readonly Definition[]): ReadonlyMap<string, readonly Definition[]> {
  return Map.groupBy(definitions, ({ key }) => key);
}

/** Gives a function that finds the change whose side holds an offset. */
function toPlaces(
  changes: readonly ClauseChange[],
  side: "before" | "after",
): (start: number) => number | undefined {
  const ranges = changes
    .flatMap((change, at) => {
      const stretch = change[side];
      return stretch === null || change.materiality === "noise"
        ? []
        : [{ start: stretch.start, end: stretch.end, at }];
    })
    .toSorted((one, other) => one.start - other.start);
  return (start) => {
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle]?.start ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    const range = ranges[low - 1];
    return range !== undefined && start < range.end ? range.at : undefined;
  };
}
