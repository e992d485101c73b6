import { countContent, countMissing, findMemberChanges } from "./members.ts";
import type { MovedHunk, Place } from "./members.ts";
import type { NormChange, SidedStretch } from "./change.ts";
import type { Qualifier } from "./hedges.ts";
import type { Hunk } from "./hunks.ts";
import type { Limit, Stretch } from "./norm.ts";
import { toBearing } from "./quantities.ts";
import type { Quantity } from "./quantities.ts";
import { isTouching, limitAt, normAt, signOf, toSign } from "./reading.ts";
import type { Reading } from "./reading.ts";

const limitStrength = 0.9;
const quantityStrength = 1.2;
const newQuantityStrength = 0.6;
const weightStrength = 0.8;
const qualifierStrength = 0.6;

/** Gives what a hunk changes within norms that stay: their limits, quantities, qualifiers and what they reach. */
export function findDetails(
  before: Reading,
  after: Reading,
  hunk: MovedHunk,
): readonly NormChange[] {
  if (isOfOperators(before, hunk.before) && isOfOperators(after, hunk.after)) return [];
  const isGone = hunk.after.start === hunk.after.end;
  const reading = isGone ? before : after;
  const norm = normAt(reading, isGone ? hunk.before.start : hunk.after.start);
  const place = { before, after, hunk, norm, sign: toSign(norm, reading.text) };
  const limits = findLimitChanges(place);
  const quantities = findQuantityChanges(place);
  const qualifiers = limits.length > 0 ? [] : findQualifierChanges(place);
  const found = [...limits, ...quantities, ...qualifiers];
  return found.length > 0 ? found : findMemberChanges(place);
}

/** Whether all that stands in a stretch belongs to the words that make norms: these were weighed already. */
function isOfOperators(reading: Reading, { start, end }: Stretch): boolean {
  if (reading.text.slice(start, end).trim() === "") return true;
  return reading.norms.some(({ operator }) => operator.start <= start && end <= operator.end + 1);
}

/** Gives the quantities that a hunk changes. */
export function findQuantitiesOf(
  before: Reading,
  after: Reading,
  hunk: Hunk,
): readonly NormChange[] {
  return findPairedQuantities({ before, after, hunk });
}

function findLimitChanges(place: Place): readonly NormChange[] {
  const before = place.before.text.slice(place.hunk.before.start, place.hunk.before.end);
  const after = place.after.text.slice(place.hunk.after.start, place.hunk.after.end);
  const gone = limitsIn(place.before, place.hunk.before, after);
  const come = limitsIn(place.after, place.hunk.after, before);
  const net = come.length - gone.length;
  if (net === 0 || place.norm === undefined) return [];
  const [limit] = net > 0 ? come : gone;
  const side = net > 0 ? "after" : "before";
  if (limit === undefined) return [];
  // "May share without your consent" reaches further than "may share".
  const isCarrying = limit.word.startsWith("without") && !place.norm.isNegated;
  const sign = signOf(place.sign * (isCarrying ? 1 : -1) * net);
  return [
    {
      why: `${place.norm.modality}-${limit.kind}-${net > 0 ? "added" : "dropped"}`,
      sign,
      strength: limitStrength,
      stretches: [{ side, start: limit.start, end: limit.end }],
    },
  ];
}

// Further into a change than this, a limit belongs to what else is said there.
const maxWordsBefore = 0;
const maxWordsAfter = 2;

function limitsIn({ norms, text }: Reading, stretch: Stretch, inPlace: string): readonly Limit[] {
  return norms
    .flatMap((norm) => [...norm.conditions, ...norm.exceptions])
    .filter(
      (limit) =>
        stretch.start <= limit.start &&
        limit.start < stretch.end &&
        countMissing(text.slice(stretch.start, limit.start), inPlace) <= maxWordsBefore &&
        countContent(text.slice(Math.min(limit.end, stretch.end), stretch.end)) <= maxWordsAfter,
    );
}

/** Two texts and a place where they differ. */
interface Sides {
  readonly before: Reading;
  readonly after: Reading;
  readonly hunk: Hunk;
}

function findPairedQuantities(place: Sides): readonly NormChange[] {
  const { before, after, hunk } = place;
  const gone = before.quantities.filter((quantity) => isTouching(hunk.before, quantity));
  const come = after.quantities.filter((quantity) => isTouching(hunk.after, quantity));
  if (gone.length !== come.length) return [];
  return gone.flatMap((was, at) => {
    const is = come[at];
    return is === undefined ? [] : compareQuantities(place, was, is);
  });
}

// More words than this say more than their number.
const maxWordsOfQuantity = 6;

function findQuantityChanges(place: Place): readonly NormChange[] {
  const { before, after, hunk } = place;
  const gone = before.quantities.filter((quantity) => isTouching(hunk.before, quantity));
  const come = after.quantities.filter((quantity) => isTouching(hunk.after, quantity));
  if (gone.length === come.length) return findPairedQuantities(place);
  if (gone.length + come.length !== 1) return [];
  const side = come.length > 0 ? "after" : "before";
  const reading = place[side];
  const { start, end } = hunk[side];
  const [quantity] = [...gone, ...come];
  if (quantity === undefined || countContent(reading.text.slice(start, end)) > maxWordsOfQuantity)
    return [];
  const others = place[side === "after" ? "before" : "after"].quantities;
  const isKept = others.some(
    (other) => other.value === quantity.value && other.unit === quantity.unit,
  );
  return isKept ? [] : toOneSided(reading, quantity, side);
}

function compareQuantities(place: Sides, was: Quantity, is: Quantity): readonly NormChange[] {
  if (was.unit !== is.unit || was.value === is.value) return [];
  const one = toBearing(place.before.text, was, normAt(place.before, was.start));
  const other = toBearing(place.after.text, is, normAt(place.after, is.start));
  const isRise = is.value > was.value;
  const sign = one.sign === other.sign ? other.sign : one.sign + other.sign;
  // Where the two texts measure different things, the earlier name in the alphabet is one for both.
  const measure = one.measure < other.measure ? one.measure : other.measure;
  return [
    {
      why: `${measure}-${isRise ? "rises" : "falls"}`,
      sign: signOf(isRise ? sign : -sign),
      strength: quantityStrength,
      stretches: [
        { side: "before", start: was.start, end: was.end },
        { side: "after", start: is.start, end: is.end },
      ],
    },
  ];
}

const bounds: ReadonlySet<string> = new Set(["retention", "deadline", "allowance", "liability"]);

/** What a number does that was not there before: a bound on keeping serves, a price does not. */
function toOneSided(
  reading: Reading,
  quantity: Quantity,
  side: SidedStretch["side"],
): readonly NormChange[] {
  const { measure, sign } = toBearing(reading.text, quantity, normAt(reading, quantity.start));
  if (sign === 0) return [];
  const isMultiple = /^\s*times\b/i.test(reading.text.slice(quantity.end, quantity.end + 8));
  const effect = bounds.has(measure) && !isMultiple ? -sign : sign;
  return [
    {
      why: `${measure}-${side === "after" ? "added" : "dropped"}`,
      sign: signOf(side === "after" ? effect : -effect),
      strength: newQuantityStrength,
      stretches: [{ side, start: quantity.start, end: quantity.end }],
    },
  ];
}

function isLost(one: Qualifier, others: readonly Qualifier[]): boolean {
  return !others.some((other) => other.text === one.text);
}

const determiner = /^(?:any|all|every|each)$/;

/** "Any" in place of "certain" tells, in place of "the" it does not. */
function isTelling(one: Qualifier, others: readonly Qualifier[], inPlace: string): boolean {
  if (!determiner.test(one.text) || inPlace.trim() === "") return true;
  return others.some(({ kind }) => kind === "narrowing");
}

function findQualifierChanges(place: Place): readonly NormChange[] {
  const gone = qualifiersIn(place.before, place.hunk.before);
  const come = qualifiersIn(place.after, place.hunk.after);
  const before = place.before.text.slice(place.hunk.before.start, place.hunk.before.end);
  const after = place.after.text.slice(place.hunk.after.start, place.hunk.after.end);
  return [
    ...gone
      .filter((one) => isLost(one, come) && isTelling(one, come, after))
      .flatMap((one) => toQualifierChange(place, one, "before")),
    ...come
      .filter((one) => isLost(one, gone) && isTelling(one, gone, before))
      .flatMap((one) => toQualifierChange(place, one, "after")),
  ];
}

function qualifiersIn(reading: Reading, stretch: Stretch): readonly Qualifier[] {
  return reading.qualifiers.filter(
    (qualifier) =>
      stretch.start <= qualifier.start &&
      qualifier.end <= stretch.end &&
      !reading.norms.some(({ operator }) => isTouching(qualifier, operator)),
  );
}

const verbOf = {
  hedge: ["weakened", "strengthened"],
  widening: ["widened", "narrowed"],
  narrowing: ["narrowed", "widened"],
} as const;

function toQualifierChange(
  place: Place,
  qualifier: Qualifier,
  side: SidedStretch["side"],
): readonly NormChange[] {
  const isCome = side === "after";
  const stretches = [{ side, start: qualifier.start, end: qualifier.end }];
  const turn = isCome ? 1 : -1;
  if (qualifier.kind === "weight")
    return [
      {
        why: `${qualifier.sign > 0 ? "burden" : "benefit"}-${isCome ? "added" : "dropped"}`,
        sign: signOf(qualifier.sign * turn),
        strength: weightStrength,
        stretches,
      },
    ];
  const { norm } = place;
  if (norm === undefined || norm.modality === "statement") return [];
  if (qualifier.kind === "hedge" && !/^(?:promise|duty|ban)$/.test(norm.modality)) return [];
  const reading = isCome ? place.after : place.before;
  const mine = normAt(reading, qualifier.start) ?? norm;
  const isInLimit = limitAt(mine, qualifier.start) !== undefined;
  const grows = (qualifier.kind === "widening" ? 1 : -1) * (isInLimit ? -1 : 1);
  const [whenCome, whenGone] = verbOf[qualifier.kind];
  return [
    {
      why: `${norm.modality}-${isCome ? whenCome : whenGone}`,
      sign: signOf(place.sign * grows * turn),
      strength: norm.actor === "both" ? qualifierStrength / 2 : qualifierStrength,
      stretches,
    },
  ];
}
