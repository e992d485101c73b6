import { detectAll } from "tinyld";
import type { Assessment, PageFault } from "../../model/check.ts";
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
  const words = wordsOf(text).length;
  const fault = faultOfShortText(text, words);
  if (fault !== undefined) return hold(fault, `the text says so in ${words} words`);
  if (text.length < context.minLength) {
    return hold("too-short", `${text.length} characters, expected ${context.minLength} at least`);
  }
  const found = foreignLanguage(text, words, context.language);
  if (found !== undefined) {
    return hold("wrong-language", `the text is in "${found}", expected "${context.language}"`);
  }
  const before = context.previousText === null ? 0 : wordsOf(context.previousText).length;
  const share = context.isList ? collapsedListShare : collapsedShare;
  if (before >= 150 && words < before * share) {
    return hold("collapsed", `${words} words are left of ${before}`);
  }
  return { kind: "ok" };
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

/**
 * The language a text is in, when that is surely another one than expected. Names and lists of countries make
 * short texts look like anything, hence at least 80 words and a clear lead.
 */
function foreignLanguage(text: string, words: number, expected: string): string | undefined {
  if (words < 80) return undefined;
  const sample = text.replaceAll(/\]\([^)]*\)/g, "]").slice(0, 4000);
  const [first] = detectAll(sample);
  if (first === undefined || first.lang === expected || first.accuracy < 0.5) return undefined;
  return first.lang;
}

function hold(fault: PageFault, detail: string): Assessment {
  return { kind: "held", fault, detail };
}
