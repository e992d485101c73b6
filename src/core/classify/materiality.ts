import type { Cue, Edit } from "../../model/comparison.ts";
import type { Materiality } from "../../model/topic.ts";
import { ruleAlone } from "./alone-rules.ts";
import type { Changed, ChangedWord } from "./changed.ts";
import type { Context } from "./context.ts";
import { findCues, settle } from "./cues.ts";
import type { WeighedCue } from "./cues.ts";
import type { Evidence } from "./evidence.ts";
import { findFurniture } from "./furniture.ts";
import { findHardCues, findTurns } from "./hard-rules.ts";
import { toMaterialityBag } from "./materiality-features.ts";
import type { MaterialityReading } from "./materiality-features.ts";
import { isTrackerRow } from "./tracker-rows.ts";
import type { Learned } from "../learn/learned.ts";
import { scoreBag, toProbability } from "../learn/linear.ts";

/** How much an edit matters, how surely, and on what words that rests. */
export interface Judgement {
  readonly materiality: Materiality;
  readonly confidence: number;
  readonly cues: readonly Cue[];
}

/** An edit read for its materiality. */
export interface MaterialityVerdict {
  /** What the rules say. */
  readonly ruled: Judgement;
  /** What is to be weighed where no certain rule decides; undefined where one does. */
  readonly reading: MaterialityReading | undefined;
  /** On what a change is substantive whatever else is weighed. */
  readonly hard: readonly Cue[];
}

// Across provider families never learned from, nearly all alerts that readers asked for come from here on.
const threshold = 0.36;
// Weights of cues add up; from here on the rules alone hold a change for substantive.
const ruledThreshold = 1;
// How sure the hard rules were of the labelled changes.
const hardConfidence = 0.97;

/** Gives how much an edit matters and why: by rules where they are certain, else by what was learned. */
export function judgeMateriality(
  evidence: Evidence,
  context: Context,
  learned: Learned,
): Judgement {
  const { ruled, reading, hard } = readMateriality(evidence, context);
  if (reading === undefined) return ruled;
  const { rarity, model } = learned;
  const score = scoreBag(model, toMaterialityBag(reading, rarity))[0] ?? 0;
  const probability = toProbability(score);
  if (hard.length > 0)
    return {
      materiality: "substantive",
      confidence: round(Math.max(hardConfidence, probability)),
      cues: withoutRepeats([...hard, ...ruled.cues]),
    };
  const isSubstantive = probability >= threshold;
  return {
    materiality: isSubstantive ? "substantive" : "editorial",
    confidence: round(isSubstantive ? probability : 1 - probability),
    cues: toCues(evidence, reading, ruled, isSubstantive),
  };
}

/** Gives what the rules say of an edit, and what else there is to weigh, by the words that really changed. */
export function readMateriality(evidence: Evidence, context: Context): MaterialityVerdict {
  const { edit } = evidence;
  const dated = context.judgeDate(edit);
  if (dated !== null) {
    const { materiality, why, side, start, end } = dated;
    return {
      ruled: { materiality, confidence: 0.9, cues: [{ side, start, end, why }] },
      reading: undefined,
      hard: [],
    };
  }
  if (edit.before === null || edit.after === null) return judgeAlone(evidence, context);
  const certain = findCertain(edit, evidence.changed, context);
  if (certain !== undefined) return { ruled: certain, reading: undefined, hard: [] };
  return judgePair(evidence, context);
}

function judgeAlone(evidence: Evidence, context: Context): MaterialityVerdict {
  const { edit, side } = evidence;
  const shown = edit[side];
  const rule = shown === null ? undefined : ruleAlone(shown, side, context);
  const why = rule?.why ?? (side === "after" ? "clause-added" : "clause-removed");
  const ruled: Judgement = {
    materiality: rule?.materiality ?? "substantive",
    confidence: rule?.isCertain === true ? 0.9 : 0.75,
    cues: [{ side, start: 0, end: shown?.text.length ?? 0, why }],
  };
  if (rule?.isCertain === true) return { ruled, reading: undefined, hard: [] };
  return {
    ruled,
    hard: [],
    reading: {
      evidence,
      context,
      cues: [],
      settled: { lost: [], gained: [], same: [] },
      alone: rule?.why ?? "",
    },
  };
}

function findCertain(edit: Edit, changed: Changed, context: Context): Judgement | undefined {
  const before = edit.before?.text ?? "";
  const after = edit.after?.text ?? "";
  const furnitureWhy = findFurniture(before) ?? findFurniture(after);
  if (furnitureWhy !== undefined && findFurniture(before) !== undefined)
    return only("noise", 0.9, after, furnitureWhy.replaceAll(" ", "-"));
  const words = [...changed.removed, ...changed.added];
  if (words.every((word) => word.kind === "target" || word.kind === "address")) {
    const isMoved = edit.kind === "moved" && before === after;
    if (isMoved) return only("editorial", 0.85, after, "moved-alone");
    if (words.length > 0)
      return only(
        "noise",
        0.95,
        after,
        words.some(({ text }) => /^\d/.test(text)) ? "count-alone" : "link-target",
      );
    return toLetters(before) === toLetters(after)
      ? only("noise", 0.9, after, "markup-alone")
      : only("editorial", 0.9, after, "punctuation-alone");
  }
  const unit = context.unitAt("after", edit.after?.start ?? 0);
  if (unit?.clause.kind === "heading") return only("editorial", 0.85, after, "heading-alone");
  if (unit?.clause.kind === "row" && isTrackerRow(edit))
    return only("noise", 0.8, after, "tracker-row-detail");
  const isBound = [...changed.lost, ...changed.gained].some(
    (word) =>
      (word.kind === "word" || word.kind === "number") &&
      !isListJoint(word, changed.lost.includes(word) ? before : after),
  );
  if (!isBound && findTurns(edit, changed).length === 0) {
    const has = (kind: ChangedWord["kind"]): boolean => words.some((word) => word.kind === kind);
    const why = has("date")
      ? "date-alone"
      : has("contact")
        ? "contact-alone"
        : "numbering-or-order";
    return only("editorial", 0.9, after, why);
  }
  return undefined;
}

function judgePair(evidence: Evidence, context: Context): MaterialityVerdict {
  const { edit, changed } = evidence;
  const settled = settle(edit, changed, context);
  const cues = findCues(edit, settled);
  const total = cues.reduce((sum, cue) => sum + cue.weight, 0);
  const isSubstantive = total >= ruledThreshold;
  const margin = Math.min(1, Math.abs(total - ruledThreshold) / ruledThreshold);
  const ruled: Judgement = {
    materiality: isSubstantive ? "substantive" : "editorial",
    confidence: round(0.55 + 0.33 * margin),
    cues:
      cues.length > 0
        ? strongestFirst(cues)
        : [{ side: "after", start: 0, end: edit.after?.text.length ?? 0, why: "rewording" }],
  };
  return {
    ruled,
    reading: { evidence, context, cues, settled, alone: "" },
    hard: findHardCues(edit, changed, { settled, cues }),
  };
}

/** "…; and" at the end of an item goes with the item that follows, and says nothing of this one. */
function isListJoint({ word, start, end }: ChangedWord, text: string): boolean {
  return (
    (word === "and" || word === "or") &&
    /[;,]\s*$/.test(text.slice(0, start)) &&
    /^[\s*_]*$/.test(text.slice(end))
  );
}

/** Gives the words that speak for a judgement; where none does, those that were merely put otherwise. */
function toCues(
  { edit, changed }: Evidence,
  { settled, alone }: MaterialityReading,
  ruled: Judgement,
  isSubstantive: boolean,
): readonly Cue[] {
  const [first] = ruled.cues;
  if (edit.before === null || edit.after === null) {
    if (first === undefined || (alone === "") === isSubstantive) return ruled.cues;
    const came = first.side === "after" ? "clause-added" : "clause-removed";
    return [{ ...first, why: isSubstantive ? came : "binds-nobody" }];
  }
  if (isSubstantive) return ruled.cues;
  const [side, words] =
    changed.added.length > 0
      ? (["after", changed.added] as const)
      : (["before", changed.removed] as const);
  const start = words[0]?.start ?? 0;
  const end = words.at(-1)?.end ?? edit[side]?.text.length ?? 0;
  return [...settled.same.slice(0, maxCues), { side, start, end, why: "rewording" }];
}

function withoutRepeats(cues: readonly Cue[]): readonly Cue[] {
  const places = new Map<string, Cue>();
  for (const { side, start, end, why } of cues) {
    const place = `${side} ${start} ${end}`;
    // A cue may carry a weight here, which is nobody's reading.
    if (!places.has(place)) places.set(place, { side, start, end, why });
  }
  return [...places.values()];
}

/** A text without the marks that only shape it. */
function toLetters(text: string): string {
  return text.replace(/<br>|[\s*_\\#>|]/g, "");
}

function only(materiality: Materiality, confidence: number, after: string, why: string): Judgement {
  return { materiality, confidence, cues: [{ side: "after", start: 0, end: after.length, why }] };
}

const maxCues = 12;

function strongestFirst(cues: readonly WeighedCue[]): readonly Cue[] {
  return cues
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, maxCues)
    .map(({ side, start, end, why }) => ({ side, start, end, why }));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
