import { turnAround } from "./change.ts";
import type { NormChange } from "./change.ts";
import { findDetails, findQuantitiesOf } from "./details.ts";
import { findHunks } from "./hunks.ts";
import { readPassage } from "./reading.ts";
import type { Passage, Reading } from "./reading.ts";
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
  return compareReadings(readPassage(before), readPassage(after));
}

/** The same of two passages that have been read. */
export function compareReadings(before: Reading, after: Reading): readonly NormChange[] {
  if (before.text === after.text) return [];
  // One orientation for both, so that swapping the sides swaps the answer and changes nothing else.
  return before.text < after.text
    ? compareInOrder(before, after)
    : compareInOrder(after, before).map(turnAround);
}

function compareInOrder(before: Reading, after: Reading): readonly NormChange[] {
  const hunks = findHunks(before.text, after.text);
  const moved = {
    gone: hunks.map(({ before: { start, end } }) => before.text.slice(start, end)).join(" "),
    come: hunks.map(({ after: { start, end } }) => after.text.slice(start, end)).join(" "),
  };
  const changes = hunks.flatMap((hunk) => {
    const shifts = findShifts(before, after, hunk);
    if (shifts === undefined) return findDetails(before, after, { ...hunk, ...moved });
    return [...shifts, ...findQuantitiesOf(before, after, hunk)];
  });
  return cancelMoved(changes);
}

const sameStrength = 0.25;

/** Leaves out what goes at one place and comes back at another: a sentence that was turned around. */
function cancelMoved(changes: readonly NormChange[]): readonly NormChange[] {
  const left: NormChange[] = [];
  for (const change of changes) {
    const at = left.findIndex((other) => isReturn(other, change));
    if (at < 0) left.push(change);
    else left.splice(at, 1);
  }
  return left;
}

function isReturn(one: NormChange, other: NormChange): boolean {
  if (!/(?:added|dropped)$/.test(one.why) || one.why === other.why) return false;
  return (
    turnAround(one).why === other.why &&
    one.sign === -other.sign &&
    Math.abs(one.strength - other.strength) < sameStrength
  );
}

/** Gives the sum of what changes do to the customer: above 0 tightened, below 0 loosened. */
export function sumChanges(changes: readonly NormChange[]): number {
  return changes.reduce((sum, { sign, strength }) => sum + sign * strength, 0);
}
