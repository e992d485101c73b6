import { pairClauses } from "../clauses/pair.ts";
import type { Unit } from "../clauses/unit.ts";

/** A clause that stands in no version any more. */
export interface Departed {
  readonly thread: number;
  /** As it stood last. */
  readonly unit: Unit;
  /** Place of the version that it is missing from first. */
  readonly version: number;
}

/** A clause of the new text that is a departed one again. */
export interface Return {
  readonly departed: Departed;
  readonly at: number;
}

// Fewer words may stand in any text twice ("Effective date"): they come back only in their old place.
const minimumWords = 4;

/**
 * Gives which new clauses are departed ones again. A clause is known by its words alone; where at
 * least half of what left together comes back together (an error page has gone), its neighbours are
 * paired as between two versions, so that one reworded meanwhile is known too. Each is used once;
 * what left last comes back first.
 */
export function findReturns(
  departed: readonly Departed[],
  units: readonly Unit[],
  fresh: readonly number[],
): readonly Return[] {
  const returns: Return[] = [];
  const free = new Set(fresh);
  const taken = new Set<number>();
  const take = (one: Departed, at: number): void => {
    returns.push({ departed: one, at });
    free.delete(at);
    taken.add(one.thread);
  };
  for (const batch of findBatches(departed, units, fresh)) {
    const open = [...free].toSorted((one, other) => one - other);
    const pairing = pairClauses(
      batch.map(({ unit }) => unit),
      open.map((at) => units[at]).filter((unit) => unit !== undefined),
    );
    for (const group of pairing.groups) {
      const one = batch[group.before[0] ?? -1];
      const at = open[group.after[0] ?? -1];
      if (one !== undefined && at !== undefined) take(one, at);
    }
  }
  const byKey = Map.groupBy(
    departed.toReversed().filter(({ thread }) => !taken.has(thread)),
    ({ unit }) => unit.key,
  );
  for (const at of free) {
    const unit = units[at];
    const others = unit === undefined ? [] : (byKey.get(unit.key) ?? []);
    const one = others.find((other) => !taken.has(other.thread) && isAgain(other.unit, unit));
    if (one !== undefined) take(one, at);
  }
  return returns;
}

/** Whether a clause has words enough to be known by them alone. */
export function isTelling({ words }: Unit): boolean {
  return words.length >= minimumWords;
}

function isAgain(departed: Unit, unit: Unit | undefined): boolean {
  return (
    unit !== undefined &&
    (isTelling(unit) ||
      (unit.clause.kind === departed.clause.kind &&
        unit.clause.path.join("\n") === departed.clause.path.join("\n")))
  );
}

/** What left together, of which half the words are here again; what left last comes first. */
function findBatches(
  departed: readonly Departed[],
  units: readonly Unit[],
  fresh: readonly number[],
): readonly (readonly Departed[])[] {
  const keys = new Set(fresh.map((at) => units[at]?.key));
  const batches = [...Map.groupBy(departed, ({ version }) => version)];
  return batches
    .toSorted(([one], [other]) => other - one)
    .map(([, batch]) =>
      batch.toSorted((one, other) => one.unit.clause.start - other.unit.clause.start),
    )
    .filter((batch) => {
      const met = batch.filter(({ unit }) => keys.has(unit.key)).length;
      return met >= 2 && 2 * met >= Math.min(batch.length, fresh.length);
    });
}
