import type { Cue, Edit } from "../../model/comparison.ts";
import { findQuantities } from "../deontic/quantities.ts";
import type { Quantity } from "../deontic/quantities.ts";
import type { Changed, ChangedWord } from "./changed.ts";
import type { Settled, WeighedCue } from "./cues.ts";
import { modalClasses, negations } from "./lexicon.ts";
import { placeOf } from "./places.ts";

const modalBefore =
  /\b(?:may|must|shall|will|can|could|should|would|might|do|does|did|is|are|need|wo|ca|has|have)(?:\s+(?:also|always|\p{L}+ly))?[\s*_]*$/iu;
const lookBack = 40;
const maximumBesides = 4;

/**
 * Gives the cues of a change that is substantive whatever else speaks: a verb that is denied or no longer
 * denied, an amount with its unit, a price, a party. Empty where there is none.
 */
export function findHardCues(
  edit: Edit,
  changed: Changed,
  { settled, cues }: { readonly settled: Settled; readonly cues: readonly WeighedCue[] },
): readonly Cue[] {
  return [
    ...findDenials(edit, settled),
    ...findTurns(edit, changed),
    ...findAmounts(edit),
    ...cues.filter(({ why }) => why === "party-changed"),
  ];
}

function isNegation({ word }: ChangedWord): boolean {
  return negations.has(word);
}

/** "may {+not +}use", "{-cannot-}{+can+} use"; not where both sides deny, in other words. */
function findDenials(edit: Edit, { lost, gained }: Settled): readonly Cue[] {
  const [was, is] = [lost.filter(isNegation), gained.filter(isNegation)];
  // In a sentence that was rewritten, what is denied may be said otherwise: "fail to", "other than".
  if (was.length > 0 === is.length > 0 || lost.length + gained.length > maximumBesides) return [];
  const side = was.length > 0 ? "before" : "after";
  const text = edit[side]?.text ?? "";
  return [...was, ...is].flatMap(({ start, end, word }) =>
    /^(?:cannot|\p{L}+n't)$/u.test(word) ||
    (/^(?:not|never|no)$/.test(word) &&
      modalBefore.test(text.slice(Math.max(0, start - lookBack), start)))
      ? [{ side, start, end, why: "negation-of-a-verb" }]
      : [],
  );
}

/**
 * Gives the cues of what says something else though, taken together, no word may have come or gone: words
 * that took the place of others, and a "not" that went from one verb to another.
 */
export function findTurns(edit: Edit, changed: Changed): readonly Cue[] {
  return [...findSwaps(edit), ...findMovedDenials(edit, changed)];
}

// Where more words changed their places, the sentence was put otherwise, and its "not" with it.
const maximumMoved = 6;

/** "We may {+not +}share; you may {-not -}resell". */
function findMovedDenials(edit: Edit, { removed, added }: Changed): readonly Cue[] {
  if (removed.length + added.length > maximumMoved) return [];
  const went = removed.filter(isNegation);
  const came = added.filter(isNegation);
  if (went.length === 0 || went.length !== came.length) return [];
  const follows = (side: "before" | "after", { end }: ChangedWord): string =>
    /^[\W_]*(\w+)/.exec((edit[side]?.text ?? "").slice(end, end + lookBack))?.[1] ?? "";
  const isMoved = went.some(
    (word, at) => follows("before", word) !== follows("after", came[at] ?? word),
  );
  if (!isMoved) return [];
  return [
    ...went.map(({ start, end }): Cue => ({
      side: "before",
      start,
      end,
      why: "negation-of-a-verb",
    })),
    ...came.map(({ start, end }): Cue => ({
      side: "after",
      start,
      end,
      why: "negation-of-a-verb",
    })),
  ];
}

/** Words that took the place of others, one stretch for one: advice that becomes a duty, another law. */
function findSwaps({ spans, after }: Edit): readonly Cue[] {
  const cues: Cue[] = [];
  let afterAt = 0;
  for (const [index, { op, text }] of spans.entries()) {
    const last = spans[index - 1];
    if (op === "added" && last?.op === "removed") {
      const before = (after?.text ?? "").slice(Math.max(0, afterAt - lawReach), afterAt);
      const why = whySwapped(last.text.trim(), text.trim(), before);
      const start = afterAt + text.length - text.trimStart().length;
      if (why !== undefined)
        cues.push({ side: "after", start, end: start + text.trim().length, why });
    }
    if (op !== "removed") afterAt += text.length;
  }
  return cues;
}

const lawReach = 70;
const lawBefore =
  /\b(?:laws? of|governed by|courts? (?:of|in|located in|sitting in)|jurisdiction of|venue (?:is|in)|seat (?:is|of))\b[^.;:]*$/i;

function whySwapped(removed: string, added: string, before: string): string | undefined {
  const [was, is] = [removed.toLowerCase(), added.toLowerCase()];
  if ((was === "and" && is === "or") || (was === "or" && is === "and")) return "and-or-swapped";
  const [modal, other] = [modalClasses.get(was), modalClasses.get(is)];
  if (modal !== undefined && other !== undefined)
    return modal === other || isMereStyle(modal, other) ? undefined : "modality-swapped";
  const [one, another] = [partyOf(was), partyOf(is)];
  if (one !== undefined && another !== undefined)
    return one === another ? undefined : "actor-changed";
  if (isWeakened(was, is) || isWeakened(is, was)) return "modality-swapped";
  const isName = /^\p{Lu}/u.test(removed) && /^\p{Lu}/u.test(added);
  if (isName && was !== is && lawBefore.test(before)) return "law-changed";
  const [place, elsewhere] = [placeOf(was), placeOf(is)];
  return place !== undefined && elsewhere !== undefined && place !== elsewhere
    ? "place-changed"
    : undefined;
}

/** "Customer {-has-}{+may have+} the option". */
function isWeakened(was: string, is: string): boolean {
  return (
    /^(?:is|are|has|have|includes?)$/.test(was) &&
    /^(?:may|might|can) (?:be|have|include)$/.test(is)
  );
}

/** On whose side a word is that names one of the two parties. */
function partyOf(words: string): "customer" | "provider" | undefined {
  const word = words.replace(/^the /, "").replace(/'s$/, "");
  if (/^(?:you|your|customer|user|users|client|licensee|subscriber)$/.test(word)) return "customer";
  return /^(?:we|us|our|provider|vendor|licensor|supplier)$/.test(word) ? "provider" : undefined;
}

/** "Will" and "shall" may be a matter of style. */
function isMereStyle(one: string, other: string): boolean {
  return [one, other].includes("promise") && [one, other].includes("duty");
}

/** Durations, sums and shares that one side states and the other does not. */
function findAmounts(edit: Edit): readonly Cue[] {
  const before = edit.before?.text ?? "";
  const after = edit.after?.text ?? "";
  if (!hasAmount(before) && !hasAmount(after)) return [];
  const [was, is] = [findQuantities(before), findQuantities(after)];
  return [
    ...findMissing(was.filter(isAmount), is).map((quantity) => toCue("before", quantity)),
    ...findMissing(is.filter(isAmount), was).map((quantity) => toCue("after", quantity)),
  ];
}

const amount =
  /[$€£¥%]|\b(?:second|minute|hour|day|week|month|quarter|year|per ?cent|USD|EUR|GBP)s?\b/i;

function hasAmount(text: string): boolean {
  return amount.test(text);
}

function toCue(side: Cue["side"], { start, end }: Quantity): Cue {
  return { side, start, end, why: "amount-changed" };
}

function isAmount({ unit }: Quantity): boolean {
  return unit !== "";
}

// 24 months are two years, whatever days we count for them.
const sameShare = 0.016;

/** Those of the one side that the other states neither with this unit nor as a bare number. */
function findMissing(
  amounts: readonly Quantity[],
  others: readonly Quantity[],
): readonly Quantity[] {
  return amounts.filter(
    ({ value, unit }) =>
      !others.some(
        (other) =>
          (other.unit === unit || other.unit === "") &&
          Math.abs(other.value - value) <=
            sameShare * Math.max(Math.abs(value), Math.abs(other.value)),
      ),
  );
}
