import type { Stance } from "../../model/clause-spell.ts";
import type { Topic } from "../../model/topic.ts";
import { topicRules } from "../classify/topic-rules.ts";
import { toBurden } from "../deontic/burden.ts";
import type { Limit, Norm, Parties } from "../deontic/norm.ts";
import { readNorms } from "../deontic/read.ts";

/** Raised when the same clause may be read differently: what was read by an earlier one is read anew. */
export const stanceVersion = "1";

/** A clause whose stances are asked. */
export interface StancePassage {
  /** What a reader sees of it, without number and markup. */
  readonly wording: string;
  /** The sentence that it completes, as a clause has it; null where there is none. */
  readonly leadIn: string | null;
  /** Headings above it, outermost first. */
  readonly path: readonly string[];
  /** Who is who in its document, by `readParties`. @default by pronouns and roles alone */
  readonly parties?: Parties;
}

// As much of a lead-in as judging a change reads: what an item completes stands at its end.
const maxLeadIn = 200;

/** Gives a clause's stance in each of its topics, in their order. Reads it once. */
export function readStances(
  { wording, leadIn, path, parties }: StancePassage,
  topics: readonly Topic[],
): readonly Stance[] {
  if (topics.length === 0) return [];
  const norms = readNorms(wording, {
    ...(leadIn === null ? {} : { leadIn: leadIn.slice(-maxLeadIn) }),
    heading: path.join(" > "),
    ...(parties === undefined ? {} : { parties }),
  });
  return topics.map((topic) => judge(wording, normsAbout(topic, wording, norms)));
}

/** Gives the norms whose own words speak of a topic; all of them where none's do. */
function normsAbout(topic: Topic, text: string, norms: readonly Norm[]): readonly Norm[] {
  const patterns = topicRules.flatMap((rule) => (rule.topic === topic ? [rule.pattern] : []));
  const about = norms.filter(({ start, end }) => {
    const words = text.slice(start, end);
    return patterns.some((pattern) => pattern.test(words));
  });
  return about.length === 0 ? norms : about;
}

/** The hardest that any of the norms is. */
function judge(text: string, norms: readonly Norm[]): Stance {
  const burdens = norms.map((norm) => ({ norm, burden: toBurden(norm, text) }));
  const hard = burdens.filter(({ burden }) => burden > 0);
  if (hard.length === 0) return burdens.some(({ burden }) => burden < 0) ? "lenient" : "mentions";
  return hard.some(({ norm }) => !isLimited(text, norm)) ? "strict" : "qualified";
}

function isLimited(text: string, { conditions, exceptions }: Norm): boolean {
  return [...conditions, ...exceptions].some((limit) => isRelief(text, limit));
}

// Whose consent lifts a burden, and what else makes less of it; a purpose or a manner does not.
const relief =
  /^(?:unless|except|other than|save|apart from|with the exception|but not|until|provided|so long|as long|on (?:the )?condition|with|to the extent|only)/;

function isRelief(text: string, { word, start, end }: Limit): boolean {
  return relief.test(word) && !isLaw.test(text.slice(start, end));
}

// What the law says anyway is no limit of theirs.
const isLaw = /\b(?:law|laws|legally|legislation|statut\w+)\b/i;
