import { readLabel } from "./numbering.ts";
import { toPlain } from "./plain.ts";

const boldStart = /^\s*(?:\*\*|__)(?=\S)([^*\n]{2,90}?)(?:\*\*|__)[ \t]*[.:–—-]?\s+(?=\S)/;
const definedTerm =
  /^\s*(?:\*\*|__)?[“"‘'](?:\*\*|__)?([^“”"‘’*\n]{2,60})(?:\*\*|__)?[”"’'](?:\*\*|__)?,?\s+(?:(?:also\s|\(|or\s)[^.]{0,60}?\s)?(?:means?|shall\s+mean|will\s+mean|refers?\s+to|has\s+the\s+meaning|have\s+the\s+meaning|is\s+defined)\b/;
// "Account Creation. When you …", "Failure to Pay: If …": words in capitals and the small ones between them.
const titleCase =
  /^\s*((?:[\p{Lu}\d][\p{L}\d’'/-]*|&)(?:,?[ \t]+(?:[\p{Lu}\d][\p{L}\d’'/-]*|&|and|or|of|the|to|for|in|by|with|on|from|your|our|a|an)){0,7})[.:][ \t]+(?=["“*_(]*\p{Lu})/u;
// A sentence that a title-case pattern takes for one: an abbreviation or an exclamation.
const noTitle = /^(?:Yes|No|Note|E\.g|I\.e|Inc|Ltd|Mr|Ms|Dr|U\.S|Section|Article)$/;

/**
 * Gives what a clause calls itself: its title before the words ("**Retention.** We keep …"), or the
 * term that it defines ("“Content” means …"); undefined where it has neither.
 */
export function readTitle(content: string): string | undefined {
  const head = content.slice(0, 400);
  const rest = head.slice(readLabel(head).end);
  const match = definedTerm.exec(rest) ?? boldStart.exec(rest) ?? titleCase.exec(rest);
  if (match === null) return undefined;
  const title = toPlain(match[1] ?? "").replace(/[\s.:;–—-]+$/, "");
  return title === "" || noTitle.test(title) ? undefined : title;
}

const longestTitle = 100;
const mostWords = 12;

// "Do not harass others. This includes", "You must be 18 years old".
const isSentence =
  /[.!?]\s+\p{Lu}|\b(?:do not|don't|must|shall|will not|may not|you agree|we (?:may|will)|you (?:may|will|can))\b/iu;

/** How a line looks that may be a title: in bold, in capitals, or plain; undefined for a sentence. */
export type TitleLook = "bold" | "capitals" | "plain";

/** Gives how a block's text looks as a title of what follows it; undefined where it reads as a sentence. */
export function readTitleLook(text: string): TitleLook | undefined {
  // An anchor that a page leaves in its headings: "Fees[](#fees)".
  const content = text.replace(/\[\]\([^()\s]{0,300}\)\s*$/, "");
  if (content.length > longestTitle * 2 || content.includes("\n") || content.includes("]("))
    return undefined;
  const rest = content.slice(readLabel(content).end).trim();
  const plain = toPlain(rest);
  if (plain.length < 2 || plain.length > longestTitle) return undefined;
  if (plain.split(" ").length > mostWords || !/^["'(]?[\p{Lu}\p{Lo}\d]/u.test(plain))
    return undefined;
  const isBold = /^(?:\*\*|__)[^*]+(?:\*\*|__)[.:]?$/.test(content.trim().replace(/^[*+-]\s+/, ""));
  const isBoldAfterLabel = /^(?:\*\*|__)[^*]+(?:\*\*|__)[.:]?$/.test(rest);
  if (isBold || isBoldAfterLabel) return /[;,。；，]$/.test(plain) ? undefined : "bold";
  if (/[.;,:?!。；：，！？]$/.test(plain) || isSentence.test(plain)) return undefined;
  if (/\p{Lu}{2}/u.test(plain) && !/\p{Ll}/u.test(plain)) return "capitals";
  return "plain";
}
