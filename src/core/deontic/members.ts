import type { NormChange } from "./change.ts";
import type { Hunk } from "./hunks.ts";
import type { Norm, Stretch } from "./norm.ts";
import { limitAt, signOf } from "./reading.ts";
import type { Reading } from "./reading.ts";

const memberStrength = 0.6;
const wordsStrength = 0.4;

/** A hunk with all that goes and all that comes in its text, here or elsewhere. */
export interface MovedHunk extends Hunk {
  readonly gone: string;
  readonly come: string;
}

/** A hunk with the norms that its words belong to. */
export interface Place {
  readonly before: Reading;
  readonly after: Reading;
  readonly hunk: MovedHunk;
  /** On the side where the hunk has words, else on the other. */
  readonly norm: Norm | undefined;
  /** Of that norm, for the customer. */
  readonly sign: -1 | 0 | 1;
}

const content = /\p{L}{3,}/gu;
const emptyWord =
  /^(?:the|and|for|with|that|this|these|those|are|was|were|been|being|has|have|had|its|our|your|you|they|them|their|from|into|upon|which|who|whom|other|such|also|not|but|any|all|may|will|shall|can|then|than|there|here)$/i;

/** Gives what a norm gains or loses that is no limit, number or qualifier: members of lists, other words. */
export function findMemberChanges({
  before,
  after,
  hunk,
  norm,
  sign,
}: Place): readonly NormChange[] {
  if (norm === undefined || sign === 0) return [];
  const gone = before.text.slice(hunk.before.start, hunk.before.end);
  const come = after.text.slice(hunk.after.start, hunk.after.end);
  const lost = countMissing(gone, hunk.come);
  const gained = countMissing(come, hunk.gone);
  if (lost === gained || (lost > 0 && gained > 0)) return [];
  const isCome = gained > 0;
  const reading = isCome ? after : before;
  const stretch = isCome ? hunk.after : hunk.before;
  const grows = toGrowth(reading.text, stretch, norm);
  if (grows === 0) return [];
  const isMember = isListMember(reading.text, stretch);
  return [
    {
      why: `${norm.modality}-${isMember ? "member" : "words"}-${isCome ? "gained" : "lost"}`,
      sign: signOf(sign * grows * (isCome ? 1 : -1)),
      strength: isMember ? memberStrength : wordsStrength,
      stretches: [{ side: isCome ? "after" : "before", start: stretch.start, end: stretch.end }],
    },
  ];
}

// "Models {+that generate images+}", "profiling {+carried out for marketing+}".
const restricting =
  /^\s*(?:and )?(?:that|which|who|whose|where|when|if|made|carried|used|based)\b/i;
// Where, how and what for: these narrow one norm and widen another.
const circumstantial = /^\s*(?:for|in|on|with|by|at|from|through|via|under|as|to)\b/i;

/** Whether more words make the norm reach further (1) or less far (−1); 0 where that cannot be told. */
function toGrowth(text: string, stretch: Stretch, norm: Norm): -1 | 0 | 1 {
  const own = text.slice(stretch.start, stretch.end);
  const isDoing = (norm.modality === "duty" || norm.modality === "promise") && !norm.isNegated;
  const limit = limitAt(norm, stretch.start);
  const isManner = /^\s*(?:\w+ly(?:,| or| and)?\s*)+$/i.test(own);
  const isQualifier = isManner || isQualifying(text, stretch) || restricting.test(own);
  const isAlternative = /^\s*,?\s*or\b/i.test(own);
  if (
    !isListMember(text, stretch) &&
    !isQualifier &&
    circumstantial.test(own) &&
    norm.modality !== "practice"
  )
    return 0;
  const isMember = isListMember(text, stretch) && !isManner && !restricting.test(own);
  if (limit?.kind === "exception") return isMember || !isQualifier ? -1 : 1;
  if (limit !== undefined) return isMember && !/^\s*,?\s*and\b/i.test(own) ? 1 : -1;
  // Who may choose between two duties is bound less.
  if (isAlternative && isDoing && !norm.isFramed) return -1;
  return isMember || !isQualifier ? 1 : -1;
}

/** Gives how many words of content stand in one text and not in the other: "or Syria" lacks none of "Syria or Oman". */
export function countMissing(one: string, other: string): number {
  const theirs = new Set(listContent(other));
  return listContent(one).filter((word) => !theirs.has(word)).length;
}

function listContent(text: string): readonly string[] {
  return (text.toLowerCase().match(content) ?? []).filter((word) => !emptyWord.test(word));
}

/** Gives how many words of a text carry meaning. */
export function countContent(text: string): number {
  return listContent(text).length;
}

function isListMember(text: string, { start, end }: Stretch): boolean {
  const own = text.slice(start, end);
  if (/[,;]|\b(?:and|or)\b/i.test(own)) return true;
  return (
    /[,;(]\s*$/.test(text.slice(Math.max(0, start - 3), start)) &&
    /^\s*[,;)]/.test(text.slice(end, end + 3))
  );
}

const maxQualifyingWords = 2;

function isQualifying(text: string, { start, end }: Stretch): boolean {
  const words = text.slice(start, end).trim().split(/\s+/);
  return (
    words.length <= maxQualifyingWords &&
    /^\s*\p{L}/u.test(text.slice(end, end + 3)) &&
    !/^\s*(?:and|or|of|to|in|for|with|by|on|at|from)\b/i.test(text.slice(end, end + 8))
  );
}
