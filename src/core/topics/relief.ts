import type { Limit } from "../deontic/norm.ts";

// Whose consent lifts a burden, and what else makes less of it; a purpose, a place or a manner does not.
const relief =
  /^(?:unless|except|other than|save|apart from|with the exception|but not|until|provided|so long|as long|on (?:the )?condition|with|to the extent|only)/;
// "Including but not limited to" limits nothing.
const isOpenList = /^but not limited|^limited to/i;
// What the law says anyway is no limit of theirs.
const isLaw = /\b(?:law|laws|legally|legislation|statut\w+)\b/i;

/** Whether a limit makes less of a burden: it excepts something, or lets somebody lift it. */
export function isRelief(text: string, { word, start, end }: Limit): boolean {
  const words = text.slice(start, end);
  return relief.test(word) && !isOpenList.test(words) && !isLaw.test(words);
}

const leave =
  /\bwithout (?:[^\s,.;]+ ){0,6}?(?:consent|permission|approval|authori[sz]ation|agreement)\b/i;

/** Whether a lead-in leaves room: "you may not, without Acme's prior written consent, …". */
export function hasLeave(leadIn: string): boolean {
  return leave.test(leadIn);
}

const consent =
  /\b(?:consent|permission|opt(?:s|ed|ing)?[- ]?in|explicitly|agree[sd]?|approv\w+|instruct\w*|you (?:choose|ask|request|direct)|your (?:request|direction))\b/i;
const wayOut =
  /\bopt(?:s|ed|ing)?[- ]?out\b|\b(?:turn(?:ed|ing)? off|disabl(?:e|ed|ing)|do not want us to|object to)\b/i;

/** Whether what a provider may do waits for the customer's word. */
export function isConsent(text: string, { start, end }: Limit): boolean {
  const words = text.slice(start, end);
  return consent.test(words) && !wayOut.test(words);
}

/** Whether a clause tells the customer how to end what is done otherwise. */
export function leavesWayOut(text: string): boolean {
  return wayOut.test(text);
}

const exceptions = /\b(?:except|unless|other than|only)\b[^.;]{0,120}:\W*$/i;

/** "We will not, except in two cases:": what is listed below is all that is done. */
export function endsInExceptions(leadIn: string): boolean {
  return exceptions.test(leadIn);
}
