import type { ChangeKind, ClauseSide, Edit } from "../../model/comparison.ts";
import { diffWords } from "../diff/words.ts";
import { pairClauses } from "./pair.ts";
import type { PlacedGroup } from "./pair.ts";
import { toUnits } from "./unit.ts";
import type { Readings, Segmented, Unit } from "./unit.ts";

/** How the clauses of two texts belong together. */
export interface Alignment {
  /** What differs, in the order of the after text; removals where they stood. */
  readonly edits: readonly Edit[];
  /** Clauses of the before text that stand unchanged, in place. */
  readonly unchanged: number;
  /** Clauses of the before text that stand in the same words, wherever. */
  readonly survived: number;
  readonly before: readonly Unit[];
  readonly after: readonly Unit[];
}

/**
 * Pairs the clauses of two texts: exact, then in the same words, then by similarity with the gap and
 * heading they stand under as evidence, then splits and merges; what left the common order has moved.
 * Every clause is in exactly one edit or unchanged in place. Near linear: candidates come from an
 * inverted index.
 */
export function alignClauses(before: Segmented, after: Segmented): Alignment {
  const readings: Readings = new Map();
  const left = toUnits(before.clauses, readings);
  const right = toUnits(after.clauses, readings);
  const { groups, survived } = pairClauses(left, right);
  const edits: { readonly edit: Edit; readonly place: Place }[] = [];
  let unchanged = 0;
  const afterPlace = placeAfter(groups);
  for (const group of groups) {
    const one = sideOf(before, group.before);
    const other = sideOf(after, group.after);
    if (one.text === other.text && !group.isMoved) {
      unchanged += 1;
      continue;
    }
    edits.push({
      edit: toEdit(kindOf(group), one, other),
      place: { after: group.after[0] ?? 0, before: -1 },
    });
  }
  const paired = new Set(groups.flatMap((group) => group.before));
  const met = new Set(groups.flatMap((group) => group.after));
  for (const at of left.keys())
    if (!paired.has(at))
      edits.push({
        edit: toEdit("removed", sideOf(before, [at]), null),
        place: { after: afterPlace(at), before: at },
      });
  for (const at of right.keys())
    if (!met.has(at))
      edits.push({
        edit: toEdit("added", null, sideOf(after, [at])),
        place: { after: at, before: Infinity },
      });
  edits.sort((x, y) => x.place.after - y.place.after || x.place.before - y.place.before);
  return {
    edits: edits.map(({ edit }) => edit),
    unchanged,
    survived,
    before: left,
    after: right,
  };
}

/** Where an edit is listed: by its clause in the after text, removals by where they stood before it. */
interface Place {
  readonly after: number;
  readonly before: number;
}

/** A removed clause stands just after the nearest earlier clause that kept its place. */
function placeAfter(groups: readonly PlacedGroup[]): (at: number) => number {
  const kept = groups.filter((group) => !group.isMoved);
  return (at) => {
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((kept[middle]?.before[0] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    const previous = kept[low - 1];
    return previous === undefined ? -0.5 : (previous.after.at(-1) ?? 0) + 0.5;
  };
}

function kindOf(group: PlacedGroup): ChangeKind {
  if (group.after.length > 1) return "split";
  if (group.before.length > 1) return "merged";
  return group.isMoved ? "moved" : "modified";
}

/** The clauses of one side as one: they stand next to each other. */
function sideOf(segmented: Segmented, indexes: readonly number[]): ClauseSide {
  const first = segmented.clauses[indexes[0] ?? 0];
  const last = segmented.clauses[indexes.at(-1) ?? 0];
  const start = first?.start ?? 0;
  const end = last?.end ?? 0;
  return { text: segmented.text.slice(start, end), path: first?.path ?? [], start, end };
}

function toEdit(kind: ChangeKind, before: ClauseSide | null, after: ClauseSide | null): Edit {
  return { kind, before, after, spans: diffWords(before?.text ?? "", after?.text ?? "") };
}
