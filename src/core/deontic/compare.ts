import { turnAround } from "./change.ts";
import type { NormChange } from "./change.ts";
import { findDetails, findQuantitiesOf } from "./details.ts";
import { findHunks } from "./hunks.ts";
import { readPassage } from "./reading.ts";
import type { Passage } from "./reading.ts";
import { findShifts } from "./shifts.ts";

/**
 * Gives what changed between the norms of two versions of a passage, in the order of the text;
 * undefined stands for a passage that is not there. Swapping the sides gives the same changes with
 * sides, signs and names swapped. Texts that are the same say nothing. Linear but for `diffWords`.
 */
export function compareNorms(
  before: Passage | undefined,
  after: Passage | undefined,
): readonly NormChange[] {
  const one = before?.text ?? "";
  const other = after?.text ?? "";
  if (one === other) return [];
  // One orientation for both, so that swapping the sides swaps the answer and changes nothing else.
  return one < other
    ? compareInOrder(before, after)
    : compareInOrder(after, before).map(turnAround);
}

function compareInOrder(
  first: Passage | undefined,
  second: Passage | undefined,
): readonly NormChange[] {
  const before = readPassage(first);
  const after = readPassage(second);
  return findHunks(before.text, after.text).flatMap((hunk) => {
    const shifts = findShifts(before, after, hunk);
    if (shifts === undefined) return findDetails(before, after, hunk);
    return [...shifts, ...findQuantitiesOf(before, after, hunk)];
  });
}

/** Gives the sum of what changes do to the customer: above 0 tightened, below 0 loosened. */
export function sumChanges(changes: readonly NormChange[]): number {
  return changes.reduce((sum, { sign, strength }) => sum + sign * strength, 0);
}
