import type { Cue, Edit } from "../../model/comparison.ts";
import { findQuantities } from "../deontic/quantities.ts";
import type { Quantity } from "../deontic/quantities.ts";
import type { ChangedWord } from "./changed.ts";
import type { Settled, WeighedCue } from "./cues.ts";
import { modalClasses, negations } from "./lexicon.ts";

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
  settled: Settled,
  cues: readonly WeighedCue[],
): readonly Cue[] {
  return [
    ...findDenials(edit, settled),
    ...findModalSwaps(edit),
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

/** "{-should-}{+must+} keep": advice, duty and permission are not the same; "will" and "shall" may be. */
function findModalSwaps({ spans }: Edit): readonly Cue[] {
  const cues: Cue[] = [];
  let afterAt = 0;
  for (const [index, span] of spans.entries()) {
    const last = spans[index - 1];
    if (span.op === "added" && last?.op === "removed") {
      const was = modalClasses.get(last.text.trim().toLowerCase());
      const is = modalClasses.get(span.text.trim().toLowerCase());
      const start = afterAt + span.text.length - span.text.trimStart().length;
      if (was !== undefined && is !== undefined && was !== is && !isMereStyle(was, is))
        cues.push({
          side: "after",
          start,
          end: start + span.text.trim().length,
          why: "modality-swapped",
        });
    }
    if (span.op !== "removed") afterAt += span.text.length;
  }
  return cues;
}

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
