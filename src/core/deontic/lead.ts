import { readFrame } from "./frame.ts";
import type { Frame } from "./frame.ts";
import { itemMark } from "./item-mark.ts";
import type { Norm, ReadOptions } from "./norm.ts";
import type { Operator } from "./operators.ts";
import type { SentenceParts } from "./resolve.ts";
import { toVerbSign } from "./verbs.ts";

/** What a bare item takes from its lead-in or heading. */
export interface Lead {
  readonly norm: Frame & { readonly verb?: string };
  readonly isLeadIn: boolean;
}

/** Gives what completes a bare item: its lead-in, by the norms read in it, else its heading. */
export function toLead({ leadIn, heading }: ReadOptions, norms: readonly Norm[]): Lead | undefined {
  if (leadIn !== undefined && leadIn !== "") {
    const norm = norms.findLast(({ modality }) => modality !== "statement");
    if (norm !== undefined)
      return { norm: endsInException(norm, leadIn) ? excepted(norm) : pick(norm), isLeadIn: true };
    const framed = readFrame(leadIn);
    if (framed !== undefined) return { norm: framed, isLeadIn: true };
  }
  const framed = heading === undefined ? undefined : readFrame(heading);
  return framed === undefined ? undefined : { norm: framed, isLeadIn: false };
}

/** "We are not liable, unless it is:" lists what the norm leaves out. */
function endsInException({ exceptions, operator }: Norm, leadIn: string): boolean {
  const last = exceptions.at(-1);
  return (
    last !== undefined && last.start > operator.start && /:\W*$/.test(leadIn.slice(last.start))
  );
}

function excepted({ modality, isNegated }: Norm): Lead["norm"] {
  return modality === "promise" && isNegated
    ? { actor: "provider", modality: "power", isNegated: false }
    : { actor: "customer", modality: "permission", isNegated: false };
}

function pick({ actor, modality, isNegated, verb }: Norm): Lead["norm"] {
  // "We maintain safeguards, such as:" lists what is promised.
  const isSafeguard = modality === "practice" && toVerbSign(verb, "") < 0;
  return {
    actor,
    modality: isSafeguard ? "promise" : modality,
    isNegated,
    ...(verb === undefined ? {} : { verb }),
  };
}

// A heading says what an item is, not what a paragraph under it says.
const longestItem = 400;

/** Whether a sentence is no more than an item of what its heading says. */
export function isBareItem({ text, start, end, mentions }: SentenceParts): boolean {
  const own = start + (itemMark.exec(text.slice(start, end))?.[0].length ?? 0);
  const subject = mentions.find((mention) => !mention.isPossessive && !mention.isObject);
  return end - start <= longestItem && (subject === undefined || subject.start - own > nearStart);
}

const nearStart = 15;

/** Whether a sentence names its own party or norm at once, so that no lead-in completes it. */
export function startsAnew(parts: SentenceParts, operators: readonly Operator[]): boolean {
  const own =
    parts.start + (itemMark.exec(parts.text.slice(parts.start, parts.end))?.[0].length ?? 0);
  const [mention] = parts.mentions;
  const [operator] = operators;
  if (operator === undefined) return false;
  if (operator.kind !== "practice" && operator.start - own <= 2) return true;
  return mention !== undefined && !mention.isPossessive && mention.start - own <= nearStart;
}

/** "We will not:" is completed by an item that begins with its verb. */
export function withFirstVerb(lead: Lead["norm"], sentence: string): { readonly verb?: string } {
  if (lead.verb !== undefined) return {};
  const verb = /^\p{L}+/u.exec(sentence.replace(itemMark, ""))?.[0].toLowerCase();
  return verb === undefined ? {} : { verb };
}
