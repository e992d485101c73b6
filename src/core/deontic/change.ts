import type { Stretch } from "./norm.ts";

/** A stretch of one of two texts that are compared. */
export interface SidedStretch extends Stretch {
  readonly side: "before" | "after";
}

/** One thing that became of the norms of a sentence. */
export interface NormChange {
  /** In kebab-case: "permission-to-ban", "promise-exception-added", "retention-rises". */
  readonly why: string;
  /** For the customer: +1 tightened, −1 loosened, 0 not to be told. */
  readonly sign: -1 | 0 | 1;
  /** 0–2; 1 is as much as a plain duty. */
  readonly strength: number;
  readonly stretches: readonly SidedStretch[];
}

const opposites: ReadonlyMap<string, string> = new Map(
  [
    ["added", "dropped"],
    ["rises", "falls"],
    ["weakened", "strengthened"],
    ["widened", "narrowed"],
    ["gained", "lost"],
  ].flatMap(([one = "", other = ""]): [string, string][] => [
    [one, other],
    [other, one],
  ]),
);

/** Gives the same change as the other text's reader sees it: sides, sign and name swapped. */
export function turnAround(change: NormChange): NormChange {
  return {
    why: turnName(change.why),
    sign: change.sign === 0 ? 0 : change.sign === 1 ? -1 : 1,
    strength: change.strength,
    stretches: change.stretches
      .map((stretch): SidedStretch => ({
        ...stretch,
        side: stretch.side === "before" ? "after" : "before",
      }))
      .toSorted(bySide),
  };
}

/** Orders stretches: the before side first, each in its order. */
export function bySide(one: SidedStretch, other: SidedStretch): number {
  if (one.side !== other.side) return one.side === "before" ? -1 : 1;
  return one.start - other.start || one.end - other.end;
}

function turnName(why: string): string {
  const [from, to] = why.split("-to-");
  if (from !== undefined && to !== undefined) return `${to}-to-${from}`;
  return why
    .split("-")
    .map((word) => opposites.get(word) ?? word)
    .join("-");
}
