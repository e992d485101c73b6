import { isBareItem, startsAnew, toLead, withFirstVerb } from "./lead.ts";
import { findLimits } from "./limits.ts";
import { findMentions } from "./mentions.ts";
import type { Mention } from "./mentions.ts";
import type { Actor, Limit, Norm, ReadOptions } from "./norm.ts";
import { findOperators } from "./operators.ts";
import type { Operator } from "./operators.ts";
import { unknownParties } from "./parties.ts";
import { divide, readSentence } from "./resolve.ts";
import { splitSentences } from "./sentences.ts";

// A clause longer than this is read at its beginning: the longest real sentence has 9,000 characters.
const maxRead = 20_000;

/**
 * Gives the norms of a sentence or clause in the order of their operators, by UTF-16 offsets into it.
 * Text without an operator of its own takes its norm from the lead-in, else from the heading, and is
 * then one norm over all of it; a text that is none of these gives one statement. Linear; what lies
 * beyond 20,000 characters is not read.
 */
export function readNorms(text: string, options: ReadOptions = {}): readonly Norm[] {
  const parties = options.parties ?? unknownParties;
  const read = text.slice(0, maxRead);
  if (read.trim() === "") return [];
  const mentions = findMentions(read, parties);
  const operators = findOperators(read);
  const { leadIn = "" } = options;
  const lead = toLead(options, leadIn === "" ? [] : readNorms(leadIn, { parties }));
  const norms: Norm[] = [];
  let subject: Actor | undefined;
  let mentionAt = 0;
  let operatorAt = 0;
  for (const sentence of splitSentences(read)) {
    const mine: Mention[] = [];
    for (; (mentions[mentionAt]?.start ?? Infinity) < sentence.end; mentionAt++) {
      const mention = mentions[mentionAt];
      if (mention !== undefined) mine.push(mention);
    }
    const found: Operator[] = [];
    for (; (operators[operatorAt]?.start ?? Infinity) < sentence.end; operatorAt++) {
      const operator = operators[operatorAt];
      if (operator !== undefined) found.push(operator);
    }
    const limits = shift(findLimits(read.slice(sentence.start, sentence.end)), sentence.start);
    const parts = { text: read, ...sentence, mentions: mine, limits, subject };
    const isBare = lead?.isLeadIn === true || isBareItem(parts);
    const isItem = norms.length === 0 && lead?.isLeadIn === true && !startsAnew(parts, found);
    const own = isItem ? [] : readSentence(parts, found);
    if (own.length === 0 && lead !== undefined && isBare)
      norms.push({
        ...lead.norm,
        ...withFirstVerb(lead.norm, read.slice(sentence.start, sentence.end)),
        ...sentence,
        operator: { start: sentence.start, end: sentence.start },
        isFramed: true,
        ...divide(limits),
      });
    norms.push(...own);
    subject = own.findLast((norm) => norm.actor !== "unknown")?.actor ?? subject;
  }
  if (norms.length > 0) return norms;
  return [
    {
      actor: "unknown",
      modality: "statement",
      isNegated: false,
      start: 0,
      end: read.length,
      operator: { start: 0, end: 0 },
      conditions: [],
      exceptions: [],
      isFramed: false,
    },
  ];
}

function shift(limits: readonly Limit[], by: number): readonly Limit[] {
  return limits.map((limit) => ({ ...limit, start: limit.start + by, end: limit.end + by }));
}
