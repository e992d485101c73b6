import { toBurden } from "./burden.ts";
import type { NormChange, SidedStretch } from "./change.ts";
import { bySide } from "./change.ts";
import type { Hunk } from "./hunks.ts";
import type { Norm, Stretch } from "./norm.ts";
import { isTouching, signOf } from "./reading.ts";
import type { Reading } from "./reading.ts";

const maxStrength = 2;
// Less than this is the same norm in other words.
const minimumShift = 0.25;

interface Weighed {
  readonly norm: Norm;
  readonly burden: number;
}

/** Gives what became of the norms whose own words a hunk touches; undefined when these stay what they were. */
export function findShifts(
  before: Reading,
  after: Reading,
  hunk: Hunk,
): readonly NormChange[] | undefined {
  const [gone, come] = toTouched(before, after, hunk);
  if (gone.length === 0 && come.length === 0) return undefined;
  const [lost, gained] = cancel(gone, come);
  if (lost.length === 0 && gained.length === 0) return undefined;
  const [was, ...othersGone] = lost;
  const [is, ...othersCome] = gained;
  if (was !== undefined && is !== undefined && othersGone.length + othersCome.length === 0)
    return [toShift(was, is)];
  const changes = [
    ...lost.map(({ norm, burden }) => toAlone(norm, -burden, "before")),
    ...gained.map(({ norm, burden }) => toAlone(norm, burden, "after")),
  ];
  return changes.length === 0 ? undefined : changes;
}

function toTouched(
  before: Reading,
  after: Reading,
  hunk: Hunk,
): readonly [readonly Weighed[], readonly Weighed[]] {
  const gone = listTouched(before, hunk.before);
  const come = listTouched(after, hunk.after);
  // "may {+not +}use": what was there ends where the hunk begins.
  if (gone.length > 0 && come.length === 0) return [gone, listAdjacent(after, hunk.after)];
  if (come.length > 0 && gone.length === 0) return [listAdjacent(before, hunk.before), come];
  return [gone, come];
}

function listTouched(reading: Reading, stretch: Stretch): readonly Weighed[] {
  return weigh(
    reading,
    reading.norms.filter((norm) =>
      norm.isFramed
        ? stretch.start <= norm.start && norm.end - 2 <= stretch.end
        : isTouching(stretch, toCore(reading, norm)),
    ),
  );
}

function listAdjacent(reading: Reading, { start, end }: Stretch): readonly Weighed[] {
  return weigh(
    reading,
    reading.norms.filter((norm) => {
      if (norm.isFramed) return false;
      const core = toCore(reading, norm);
      return core.start <= end + 1 && start <= core.end + 1;
    }),
  );
}

function weigh({ text }: Reading, norms: readonly Norm[]): readonly Weighed[] {
  return norms.map((norm) => ({ norm, burden: toBurden(norm, text) }));
}

const verbReach = 60;

/** Gives the operator of a norm and the verb that it governs. */
export function toCore({ text }: Reading, { operator, verb }: Norm): Stretch {
  if (verb === undefined) return operator;
  const at = text
    .slice(operator.end, operator.end + verbReach)
    .toLowerCase()
    .indexOf(verb);
  return at < 0 ? operator : { start: operator.start, end: operator.end + at + verb.length };
}

/** Leaves what has no counterpart that binds the same party in the same way. */
function cancel(
  gone: readonly Weighed[],
  come: readonly Weighed[],
): readonly [readonly Weighed[], readonly Weighed[]] {
  const lost: Weighed[] = [];
  const left = [...come];
  for (const one of gone) {
    const at = left.findIndex((other) => isAlike(one, other));
    if (at < 0) lost.push(one);
    else left.splice(at, 1);
  }
  return [lost, left];
}

function isAlike(one: Weighed, other: Weighed): boolean {
  return (
    Math.abs(one.burden - other.burden) < minimumShift &&
    (one.norm.actor === other.norm.actor || one.burden === 0)
  );
}

function toShift(was: Weighed, is: Weighed): NormChange {
  const shift = is.burden - was.burden;
  return {
    why: nameShift(was.norm, is.norm),
    sign: Math.abs(shift) < minimumShift ? 0 : signOf(shift),
    strength: Math.min(maxStrength, Math.abs(shift)),
    stretches: [toStretch(was.norm, "before"), toStretch(is.norm, "after")].toSorted(bySide),
  };
}

function nameShift(was: Norm, is: Norm): string {
  if (was.modality !== is.modality) return `${was.modality}-to-${is.modality}`;
  if (was.isNegated !== is.isNegated) return `${is.modality}-negation-changed`;
  return was.actor === is.actor ? `${is.modality}-verb-changed` : "actor-changed";
}

function toAlone(norm: Norm, weight: number, side: SidedStretch["side"]): NormChange {
  return {
    why: `${norm.modality}-${side === "after" ? "added" : "dropped"}`,
    sign: signOf(weight),
    strength: Math.min(maxStrength, Math.abs(weight)),
    stretches: [toStretch(norm, side)],
  };
}

function toStretch(
  { operator, start, end, isFramed }: Norm,
  side: SidedStretch["side"],
): SidedStretch {
  return isFramed ? { side, start, end } : { side, start: operator.start, end: operator.end };
}
