import type { Stance } from "../../model/clause-spell.ts";
import type { Topic } from "../../model/topic.ts";
import { topicRules } from "../classify/topic-rules.ts";
import { toBurden } from "../deontic/burden.ts";
import { findLimits } from "../deontic/limits.ts";
import type { Norm, Parties } from "../deontic/norm.ts";
import { readNorms } from "../deontic/read.ts";
import { splitSentences } from "../deontic/sentences.ts";
import { toDoer } from "./doer.ts";
import type { Doer } from "./doer.ts";
import { endsInExceptions, hasLeave, isConsent, isRelief, leavesWayOut } from "./relief.ts";

/** Raised when the same clause may be read differently: what was read by an earlier one is read anew. */
export const stanceVersion = "4";

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

/** Gives a clause's stance in each of its topics, in their order. Reads it once; linear. */
export function readStances(passage: StancePassage, topics: readonly Topic[]): readonly Stance[] {
  if (topics.length === 0) return [];
  const { wording, path, parties } = passage;
  const leadIn = (passage.leadIn ?? "").slice(-maxLeadIn);
  const elsewhere = splitSentences(wording).filter(({ start, end }) =>
    pointsElsewhere.test(wording.slice(start, end)),
  );
  const norms = readNorms(wording, {
    ...(leadIn === "" ? {} : { leadIn }),
    heading: path.join(" > "),
    ...(parties === undefined ? {} : { parties }),
  }).filter(
    ({ operator }) =>
      !elsewhere.some(({ start, end }) => start <= operator.start && operator.start < end) &&
      !knows.test(wording.slice(operator.start, operator.end)),
  );
  return topics.map((topic) => {
    if (isBesideTopic(topic, wording)) return "mentions";
    const doer = toDoer(topic);
    if (doer === "customer") {
      const item = readItem(wording, leadIn);
      if (item !== null) return item;
    }
    const isTheirs = (norm: Norm): boolean => isOfTheirs(norm, wording, doer);
    const about = normsAbout(topic, wording, norms).filter(isTheirs);
    const judged = about.length > 0 ? about : norms.filter(isTheirs);
    const said = judged.map((norm) => toSaid({ wording, leadIn, norm, doer }));
    return sumUp(said, about.length > 0, doer === "provider" && leavesWayOut(wording));
  });
}

const fairness = /\b(?:unfair|anti|free|fair)[ -]?(?:trade or )?compet\w+/gi;

/** Whether a clause asks for fairness among competitors, and nothing of who competes with the provider. */
function isBesideTopic(topic: Topic, wording: string): boolean {
  if (topic !== "competing-development") return false;
  const rest = wording.replaceAll(fairness, "");
  return rest !== wording && !/\bcompet|\btrain|\bdistil/i.test(rest);
}

// "For more on how we use data to train, see our notice": said there, not here.
const pointsElsewhere =
  /^\W*(?:for (?:more |further |additional )?(?:information|details|more)|learn more|to learn|please (?:see|read|refer|review)|see (?:our|the|also))\b/i;

// "Customer acknowledges that we …": what follows says what is so.
const knows = /^acknowledge/i;

const bansAtEnd =
  /\b(?:(?:will|shall|may|must|can|do|should) ?not|cannot|never|prohibited from|not (?:allowed|permitted|use)|agree not|don['’]ts?)\b[^.;]*$/i;
const allowsAtEnd =
  /\b(?:exception|you may|you can|customer may|(?:following|these) rights)\b[^.;]*$/i;
// "To develop …", "using …", "use …;": what somebody does, with nobody named.
const deed =
  /^\W*(?:to |(?:directly|indirectly|or|and)[, ])*(?:use|using|access|accessing|develop|developing|create|creating|build|building|train|training|reverse|copy|modify|utili[sz]ation|engag(?:e|ing)|attempt(?:ing)?|transmitting|monitor|scrape|scraping|extract)\b/i;
const ownNorm = /\b(?:may|must|shall|will|can(?:not)?|should|hereby|grants?|agrees?|waives?)\b/i;

/** An item of a list of what the customer may or may not do; null for what says itself whether. */
function readItem(wording: string, leadIn: string): Stance | null {
  if (!deed.test(wording) || ownNorm.test(wording.replace(deed, "").slice(0, ownNormWithin)))
    return null;
  const isBan = bansAtEnd.test(leadIn);
  // Where no list's head was found: what stands there by itself is forbidden, nobody lists what may be done so.
  if (!isBan && leadIn !== "") return allowsAtEnd.test(leadIn) ? "lenient" : null;
  const isLimited = [wording, leadIn].some((text) =>
    findLimits(text).some((limit) => isRelief(text, limit)),
  );
  return isLimited || hasLeave(leadIn) ? "qualified" : "strict";
}
const ownNormWithin = 120;

/** Whether a norm can bear on what is done by one of the parties. */
function isOfTheirs(norm: Norm, wording: string, doer: Doer): boolean {
  const { actor, modality, isNegated } = norm;
  if (modality === "definition") return false;
  if (doer === "customer" && isBanOfTheirs(norm, wording)) return true;
  if (modality === "statement") return false;
  if (doer === "both") return true;
  if (doer === "provider") return actor !== "third" && modality !== "disclaimer";
  if (actor !== "provider") return true;
  return modality === "release" || modality === "grant" || (modality === "promise" && !isNegated);
}

/** "Your application will not …": nobody who could is named, and the customer sees to it. */
function isBanOfTheirs(norm: Norm, wording: string): boolean {
  const { actor, modality, isNegated, start, operator } = norm;
  if (!isNegated) return false;
  return (
    (modality === "statement" && actor === "unknown") ||
    /\byour\b/i.test(wording.slice(start, operator.start))
  );
}

// A rule that is enough alone speaks of the topic; a weaker one may speak of what stands near it.
const enough = 1;

/** Gives the norms whose own words speak of a topic, those that do so plainly if any does. */
function normsAbout(topic: Topic, text: string, norms: readonly Norm[]): readonly Norm[] {
  const rules = topicRules.filter((rule) => rule.topic === topic);
  const matching = (from: number): readonly Norm[] =>
    norms.filter(({ start, end }) => {
      const words = text.slice(start, end);
      return rules.some(({ weight, pattern }) => weight >= from && pattern.test(words));
    });
  const plain = matching(enough);
  return plain.length > 0 ? plain : matching(0);
}

interface Saying {
  readonly wording: string;
  readonly leadIn: string;
  readonly norm: Norm;
  readonly doer: Doer;
}

function toSaid({ wording, leadIn, norm, doer }: Saying): Stance {
  const burden = doer === "customer" && isBanOfTheirs(norm, wording) ? 1 : toBurden(norm, wording);
  if (burden === 0) return "mentions";
  if (burden < 0) return "lenient";
  const own = [...norm.conditions, ...norm.exceptions];
  const limits = own.map((limit) => ({ limit, text: wording }));
  if (norm.isFramed) limits.push(...findLimits(leadIn).map((limit) => ({ limit, text: leadIn })));
  if (doer === "provider" && limits.some(({ limit, text }) => isConsent(text, limit)))
    return "lenient";
  const isLimited =
    limits.some(({ limit, text }) => isRelief(text, limit)) ||
    (doer === "provider" && endsInExceptions(leadIn));
  return isLimited || (norm.isFramed && hasLeave(leadIn)) ? "qualified" : "strict";
}

/** The hardest, softened where the same clause serves the customer in the same matter. */
function sumUp(said: readonly Stance[], isAbout: boolean, hasWayOut: boolean): Stance {
  const isLenient = said.includes("lenient");
  if (said.includes("strict")) return hasWayOut || (isLenient && isAbout) ? "qualified" : "strict";
  if (said.includes("qualified")) return "qualified";
  // Whoever may opt out is otherwise in.
  if (hasWayOut) return "qualified";
  return isLenient ? "lenient" : "mentions";
}
