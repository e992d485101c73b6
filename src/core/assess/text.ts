import { detectAll } from "tinyld/light";
import type { Assessment, PageFault } from "../../model/check.ts";
import { nameOfFault } from "../../model/check.ts";
import { wordsOf } from "../extract/fingerprint.ts";
import { faultOfPhrase } from "./phrases.ts";

/** What is known of the terms besides the text. */
export interface TextContext {
  /** ISO 639-1 code that the text is expected in. */
  readonly language: string;
  /** A text with fewer characters is held. */
  readonly minLength: number;
  /** The text that stands; null before the first. */
  readonly previousText: string | null;
  /** The page lists entries, which come and go in numbers. */
  readonly isList: boolean;
}

/** Below this share of the previous words a text is not believed at once. */
const collapsedShare = 0.4;
/** On lists of entries an old page of entries may well give way to a short one. */
const collapsedListShare = 0.15;

/** See `assessText`. */
export function judgeText(text: string, context: TextContext): Assessment {
  const words = wordsOf(text);
  const fault = faultOfShortText(text, words.length);
  if (fault !== undefined)
    return hold(fault, `its ${words.length} words are those of a ${nameOfFault(fault)}`);
  if (text.length < context.minLength) {
    return hold("too-short", `${text.length} characters, expected ${context.minLength} at least`);
  }
  const found = foreignLanguage(text, context.language);
  if (found !== undefined) {
    return hold("wrong-language", `the text is in "${found}", expected "${context.language}"`);
  }
  if (context.previousText === null) return { kind: "ok" };
  const before = wordsOf(context.previousText);
  const share = context.isList ? collapsedListShare : collapsedShare;
  if (before.length >= 150 && words.length < before.length * share) {
    return hold("collapsed", `${words.length} words are left of ${before.length}`);
  }
  if (!context.isList && isReplaced(before, words)) {
    return hold("collapsed", "hardly a phrase is left, and the new text does not read like terms");
  }
  return { kind: "ok" };
}

/** Words that terms are full of, in the language of nearly all that are watched. */
const legalWord =
  /^(terms?|agreements?|shall|must|may|not|liab\w+|warrant\w+|indemn\w+|rights?|laws?|licen[cs]e[sd]?|polic(y|ies)|prohibit\w*|consent|compl(y|ies|iance)|part(y|ies)|applicable|obligations?|disclos\w+|personal|rely|violat\w+|terminat\w+|permitted|notice|provided|purposes?)$/i;

/**
 * Whether another page stands where the terms were, such as the product's front page: next to no phrase of five
 * words has stayed, and the share of legal words has fallen to less than half. New terms keep that share.
 */
function isReplaced(before: readonly string[], after: readonly string[]): boolean {
  const wasLegal = shareOf(before, legalWord);
  if (before.length < 150 || wasLegal < 0.05 || shareOf(after, legalWord) > wasLegal / 2)
    return false;
  const known = new Set(phrasesOf(before));
  const kept = phrasesOf(after).filter((phrase) => known.has(phrase)).length;
  return kept < known.size * 0.03;
}

function shareOf(words: readonly string[], pattern: RegExp): number {
  return words.filter((word) => pattern.test(word)).length / Math.max(1, words.length);
}

function phrasesOf(words: readonly string[]): string[] {
  return words.slice(4).map((word, index) => `${words.slice(index, index + 4).join(" ")} ${word}`);
}

/** A message instead of the terms: short as a whole, and its first lines say what it is. */
function faultOfShortText(text: string, words: number): PageFault | undefined {
  if (words > 150) return undefined;
  for (const line of text.split("\n").slice(0, 12)) {
    const plain = line.replace(/^[#>\s*_-]+/, "").replaceAll(/[*_]{1,2}$/g, "");
    if (plain.length > 160) continue;
    const fault = faultOfPhrase(plain.trim());
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Words that hold a language's sentences together, and make up a quarter of them or more. */
const smallWords: Readonly<Record<string, RegExp>> = {
  en: /^(the|of|to|and|or|you|in|your|we|for|a|our|is|that|any|are|as|be|by|with|this|not|may)$/i,
  de: /^(der|die|das|und|oder|sie|wir|ihre?|ihren|zu|in|den|von|mit|für|nicht|ist|des|auf|eine[rnms]?)$/i,
  fr: /^(le|la|les|de|des|et|ou|vous|nous|à|du|en|un|une|votre|vos|nos|pour|que|est|dans|par|ne|pas)$/i,
  es: /^(el|la|los|las|de|y|o|usted|nosotros|a|en|un|una|su|sus|para|que|es|por|con|no|del|se)$/i,
};

/**
 * The language a text is in, when that is surely another one than expected. Tables of names and lists of
 * countries look like anything, so only sentences count, of which there must be enough.
 */
function foreignLanguage(text: string, expected: string): string | undefined {
  const sentences = text
    .split("\n")
    .filter((line) => !/^\s*[|#]/.test(line))
    .map((line) => line.replaceAll(/\]\([^)]*\)|https?:\S+/g, " "))
    .filter(
      (line) =>
        line.length > 80 || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]{20}/u.test(line),
    )
    .join("\n")
    .slice(0, 6000);
  const words = wordsOf(sentences);
  const joining = smallWords[expected];
  if (joining !== undefined) {
    const share = words.filter((word) => joining.test(word)).length / Math.max(1, words.length);
    if (share >= 0.15) return undefined;
  }
  if (sentences.length < 400) return undefined;
  const [first] = detectAll(sentences);
  if (first === undefined || first.lang === expected || first.accuracy < 0.3) return undefined;
  return first.lang;
}

function hold(fault: PageFault, detail: string): Assessment {
  return { kind: "held", fault, detail };
}
