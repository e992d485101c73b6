import type { Cue, Edit } from "../../model/comparison.ts";
import { isContent } from "./changed.ts";
import type { Changed, ChangedWord } from "./changed.ts";
import type { Context } from "./context.ts";
import { createStretches } from "./stretches.ts";
import type { Stretches } from "./stretches.ts";
import { hardLimits, limits, modalClasses, negations, synonymGroupOf } from "./lexicon.ts";
import { toSubstitution } from "./substitutions.ts";
import { isOpposite } from "./word-relations.ts";

/** A cue with what it adds to the case that a change is substantive; 1 is enough alone. */
export interface WeighedCue extends Cue {
  readonly weight: number;
}

interface CueRule {
  readonly why: string;
  readonly weight: number;
  readonly matches: (word: ChangedWord) => boolean;
}

// The strongest rule that a changed word meets counts.
const rules: readonly CueRule[] = [
  {
    why: "number-changed",
    weight: 1,
    matches: (word) => word.kind === "number" && isBindingNumber(word.text),
  },
  { why: "negation-changed", weight: 1, matches: (word) => negations.has(word.word) },
  { why: "duty-changed", weight: 0.8, matches: (word) => modalClasses.get(word.word) === "duty" },
  { why: "limit-changed", weight: 1, matches: (word) => hardLimits.has(word.word) },
  { why: "limit-changed", weight: 0.8, matches: (word) => limits.has(word.word) },
  { why: "modality-changed", weight: 0.5, matches: (word) => modalClasses.has(word.word) },
  {
    why: "quantity-changed",
    weight: 0.4,
    matches: (word) =>
      /^(?:any|all|most|some|certain|every|each|least|or|and|if|provided)$/.test(word.word),
  },
  { why: "words-changed", weight: 0.34, matches: isContent },
];

// Rewording replaces words by as many others; what has no counterpart weighs more.
const unmatchedBonus = 0.1;
// "One noun more in an enumeration" is a change of scope.
const memberWeight = 1;

function isBindingNumber(text: string): boolean {
  // Identifiers (patents, phone numbers, postal codes) are longer than what people agree on; a bare year is a date.
  const digits = text.replace(/\D/g, "");
  return digits.length <= 4 || /[.,$€£%]/.test(text);
}

const companyForm = /^(?:inc|llc|ltd|limited|gmbh|opco|corp|corporation|plc|pbc|bv|sa|ag|ab)$/;
const companyFormNext =
  /^[\s,]*(?:[\p{L}]+[\s,]+)?(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|OpCo|Corp|PBC|PLC|B\.V|AB|AG)\b/u;

/** A word of a company's name: the party itself may be another. */
function isParty(word: ChangedWord, text: string): boolean {
  if (word.kind !== "word" || !/^\p{Lu}/u.test(word.text)) return false;
  if (companyForm.test(word.word)) return true;
  // "L.L.C." reads as three words, and is the form itself.
  return word.text.length > 1 && companyFormNext.test(text.slice(word.end, word.end + 24));
}

// A member of a list stands between commas or beside "and" and "or".
const memberBefore = /(?:[,(;:/]|\b(?:and|or|and\/or))\s*(?:[*_"“]*)$/i;
const memberAfter = /^\s*(?:[*_"”]*)(?:[,);/.]|(?:and|or|and\/or)\b)/i;

/** Whether what was put in or taken out is a member of an enumeration. */
function isMember(span: string, text: string, at: number): boolean {
  const start = at + (span.length - span.trimStart().length);
  const inner = span.trim();
  const end = start + inner.length;
  const opens =
    /^(?:,|and\b|or\b|\/)/i.test(inner) ||
    memberBefore.test(text.slice(Math.max(0, start - 12), start));
  const closes = /(?:,|\band|\bor|\/)$/i.test(inner) || memberAfter.test(text.slice(end, end + 12));
  // "access or" before "use", "and guidelines" after "policies".
  const joins = /^(?:and|or)\b|\b(?:and|or)$/i.test(inner);
  return (opens && closes) || joins;
}

/** Gives the cues in an edit's changed words, in the order of the text. */
export function findCues(edit: Edit, { lost, gained }: Settled): readonly WeighedCue[] {
  const isBalanced = Math.abs(lost.length - gained.length) <= 1;
  const members = findMembers(edit);
  const cues: WeighedCue[] = [];
  for (const side of ["before", "after"] as const) {
    const text = edit[side]?.text ?? "";
    for (const word of side === "before" ? lost : gained) {
      const cue = { side, start: word.start, end: word.end };
      const rule = rules.find(({ matches }) => matches(word));
      if (isParty(word, text)) cues.push({ ...cue, why: "party-changed", weight: 1 });
      else if (
        (rule === undefined ? word.kind === "number" : rule.why === "words-changed") &&
        members[side].has(word.start)
      )
        cues.push({ ...cue, why: "member-changed", weight: memberWeight });
      else if (
        rule?.why === "words-changed" &&
        (side === "before" ? gained : lost).some(({ stem }) => isOpposite(word.stem, stem))
      )
        cues.push({ ...cue, why: "opposite-said", weight: 1 });
      else if (rule !== undefined)
        cues.push({
          ...cue,
          why: rule.why,
          weight: rule.weight + (rule.why === "words-changed" && !isBalanced ? unmatchedBonus : 0),
        });
    }
  }
  return cues;
}

/** Offsets, on each side, that lie in an insertion or a deletion of a whole member of an enumeration. */
function findMembers(edit: Edit): {
  readonly before: Stretches;
  readonly after: Stretches;
} {
  const before = createStretches();
  const after = createStretches();
  let beforeAt = 0;
  let afterAt = 0;
  for (const [at, span] of edit.spans.entries()) {
    const isAlone =
      span.op === "removed"
        ? edit.spans[at + 1]?.op !== "added"
        : edit.spans[at - 1]?.op !== "removed";
    if (span.op === "removed" && isAlone && isMember(span.text, edit.before?.text ?? "", beforeAt))
      before.add(beforeAt, span.text.length);
    if (span.op === "added" && isAlone && isMember(span.text, edit.after?.text ?? "", afterAt))
      after.add(afterAt, span.text.length);
    if (span.op !== "added") beforeAt += span.text.length;
    if (span.op !== "removed") afterAt += span.text.length;
  }
  return { before, after };
}

/** The words of both sides that are left once what says the same is taken out. */
export interface Settled {
  readonly lost: readonly ChangedWord[];
  readonly gained: readonly ChangedWord[];
  /** What was taken out because it is a name for the same, or stands elsewhere in the other text. */
  readonly same: readonly Cue[];
}

/** Gives the changed words without what says the same: renames, spellings, synonyms, and text that only changed its place. */
export function settle(edit: Edit, changed: Changed, context: Context): Settled {
  const ignored = { before: createStretches(), after: createStretches() };
  const same: Cue[] = [];
  const ignore = (side: Cue["side"], start: number, text: string, why: string): void => {
    ignored[side].add(start, text.length);
    same.push({ side, start, end: start + text.length, why });
  };
  let beforeAt = 0;
  let afterAt = 0;
  for (const [at, span] of edit.spans.entries()) {
    const next = edit.spans[at + 1];
    if (span.op === "removed") {
      const added = next?.op === "added" ? next.text : "";
      const why = added === "" ? undefined : whySame(span.text, added, context);
      if (why !== undefined) {
        ignore("before", beforeAt, span.text, why);
        ignore("after", afterAt, added, why);
      } else if (context.heldElsewhere("before", span.text) >= minimumHeld)
        ignore("before", beforeAt, span.text, "stands-elsewhere");
    }
    if (
      span.op === "added" &&
      !ignored.after.has(afterAt) &&
      context.heldElsewhere("after", span.text) >= minimumHeld
    )
      ignore("after", afterAt, span.text, "stands-elsewhere");
    if (span.op !== "added") beforeAt += span.text.length;
    if (span.op !== "removed") afterAt += span.text.length;
  }
  const lost = changed.lost.filter((word) => !ignored.before.has(word.start));
  const gained = changed.gained.filter((word) => !ignored.after.has(word.start));
  return { ...dropSynonyms(lost, gained), same };
}

// Of a stretch that came or went, this share of its words stands in changed clauses of the other text.
const minimumHeld = 0.8;

function whySame(removed: string, added: string, context: Context): string | undefined {
  const key = toSubstitution(removed, added);
  if (key !== undefined && context.substitutions.has(key)) return "renamed";
  return toLetters(removed) === toLetters(added) ? "same-letters" : undefined;
}

function toLetters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function dropSynonyms(
  lost: readonly ChangedWord[],
  gained: readonly ChangedWord[],
): Pick<Settled, "lost" | "gained"> {
  const left = [...lost];
  const kept: ChangedWord[] = [];
  for (const word of gained) {
    const at = left.findIndex((other) => saysTheSame(other, word));
    if (at < 0) kept.push(word);
    else left.splice(at, 1);
  }
  return { lost: left, gained: kept };
}

function saysTheSame(one: ChangedWord, other: ChangedWord): boolean {
  if (one.kind !== "word" || other.kind !== "word")
    return toDigits(one.word) === toDigits(other.word);
  const group = synonymGroupOf.get(one.word) ?? synonymGroupOf.get(one.stem);
  if (
    group !== undefined &&
    group === (synonymGroupOf.get(other.word) ?? synonymGroupOf.get(other.stem))
  )
    return true;
  if (negations.has(one.word) && negations.has(other.word)) return true;
  const modal = modalClasses.get(one.word);
  if (modal !== undefined && modal === modalClasses.get(other.word)) return true;
  return isSpelling(one.stem, other.stem);
}

/** Forms of one word ("process", "processing"; "organisation", "organization") share all but their end. */
function isSpelling(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  if (shorter < 4) return false;
  let shared = 0;
  while (shared < shorter && one[shared] === other[shared]) shared++;
  if (shared >= Math.max(4, shorter - 2) && Math.max(one.length, other.length) - shared <= 4)
    return true;
  return shared > 0 && isSlip(one, other, shared);
}

// In shorter words one letter makes another word: "former", "farmer".
const shortestSlip = 7;

/** "sepcific" for "specific": two neighbours swapped, or one letter more or less, inside a long word. */
function isSlip(one: string, other: string, shared: number): boolean {
  if (Math.min(one.length, other.length) < shortestSlip) return false;
  const [rest, otherRest] = [one.slice(shared), other.slice(shared)];
  if (rest.length === otherRest.length)
    return (
      rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2)
    );
  return rest.slice(1) === otherRest || otherRest.slice(1) === rest;
}

const numberWords =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );

function toDigits(word: string): string {
  const at = numberWords.indexOf(word);
  return at < 0 ? word : String(at);
}
