import type { Pairing } from "../clauses/pair.ts";
import type { Unit } from "../clauses/unit.ts";

/** Which clause of the earlier text goes on as which of the later one, by their indexes. */
export interface Succession {
  readonly heir: number;
  readonly to: number;
  /** The other clauses that were merged with it. */
  readonly whole: readonly number[];
  /** The other parts that it was split into. */
  readonly parts: readonly number[];
  readonly isMoved: boolean;
}

/** Gives who goes on as whom: of several clauses held together, the one with most of the other side's words. */
export function toSuccessions(
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
