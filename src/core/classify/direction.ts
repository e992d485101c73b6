import type { ClauseSide, Cue, Edit } from "../../model/comparison.ts";
import type { Direction, Topic } from "../../model/topic.ts";
import type { NormChange } from "../deontic/change.ts";
import { sumChanges } from "../deontic/compare.ts";
import type { Parties } from "../deontic/norm.ts";
import type { Learned } from "../learn/learned.ts";
import { scoreBag } from "../learn/linear.ts";
import { isContent } from "./changed.ts";
import { readDirectionEvidence, toDirectionBag } from "./direction-features.ts";
import type { DirectionEvidence } from "./direction-features.ts";
import type { Evidence } from "./evidence.ts";

/** In whose favour a change is, and the words that say so. */
export interface DirectionJudgement {
  readonly direction: Direction;
  readonly cues: readonly Cue[];
}

// Nothing is said below, in log-odds: two answers in three would hold.
const minimumScore = 0.7;
// What the norms say against what was learned keeps both silent, unless the learned is this sure.
const contraryNorms = 0.8;
const sureScore = 2.2;
// Both a plain duty's worth for the customer and one against.
const mixedStrength = 1;

/** What a direction is judged with. */
export interface DirectionOptions {
  readonly parties: Parties;
  /** What the change is about. */
  readonly topics: readonly Topic[];
  readonly learned: Learned;
}

/**
 * Gives in whose favour a substantive change is: what was learned of wordings and norms, held against
 * who must, may and must not before and after. `neutral` where neither is sure or they disagree;
 * turned around, `tightened` and `loosened` change places.
 */
export function judgeDirection(
  evidence: Evidence,
  { parties, topics, learned }: DirectionOptions,
): DirectionJudgement {
  const read = readDirectionEvidence(evidence, parties);
  const bag = toDirectionBag(evidence, read, learned.rarity);
  const score = scoreBag(learned.model, bag)[0] ?? 0;
  const norms = sumChanges(read.changes);
  if (isMixed(read.changes, score))
    return { direction: "mixed", cues: findCues(evidence, read, 0) };
  const defines =
    read.norms.length > 0 && read.norms.every(({ modality }) => modality === "definition");
  if (defines) return { direction: "neutral", cues: [] };
  const reach = toReach(evidence, read);
  // The same ban, in more words or fewer: what was learned of so few wordings is not asked.
  if (reach !== 0 && topics.includes("competing-development")) return toJudgement(evidence, reach);
  if (reach * score < 0 && Math.abs(score) < sureScore) return { direction: "neutral", cues: [] };
  const isContrary = score * norms < 0 && Math.abs(norms) > contraryNorms;
  if (Math.abs(score) < minimumScore || (isContrary && Math.abs(score) < sureScore))
    return { direction: "neutral", cues: [] };
  const cues = findCues(evidence, read, Math.sign(score));
  return { direction: score > 0 ? "tightened" : "loosened", cues };
}

// Fewer words more or less may be a matter of style.
const minimumGrown = 3;
// A hedge is weaker.
const wholeNorm = 1;

/** Whether a rule that stays what it is reaches further (1 for the worse, -1 for the better), where no norm as a whole changed. */
function toReach({ changed }: Evidence, { changes, bearing }: DirectionEvidence): number {
  const grown = changed.gained.filter(isContent).length - changed.lost.filter(isContent).length;
  const isOtherwise = changes.some(
    ({ why, strength }) => strength >= wholeNorm || /exception|condition/.test(why),
  );
  return isOtherwise || Math.abs(grown) < minimumGrown ? 0 : bearing * Math.sign(grown);
}

/** The whole of what stands now is what reaches further. */
function toJudgement({ edit, side }: Evidence, reach: number): DirectionJudgement {
  const cue = { side, start: 0, end: edit[side]?.text.length ?? 0 };
  return reach > 0
    ? { direction: "tightened", cues: [{ ...cue, why: "ban-reaches-further" }] }
    : { direction: "loosened", cues: [{ ...cue, why: "ban-reaches-less-far" }] };
}

function isMixed(changes: readonly NormChange[], score: number): boolean {
  const isStrong = (sign: 1 | -1): boolean =>
    changes.some((change) => change.sign === sign && change.strength >= mixedStrength);
  return Math.abs(score) < minimumScore && isStrong(1) && isStrong(-1);
}

const maxCues = 3;

/** The words of the norm changes that a direction rests on, strongest first; all of them for sign 0. */
function findCues({ edit }: Evidence, read: DirectionEvidence, sign: number): readonly Cue[] {
  return read.changes
    .filter((change) => change.sign !== 0 && (sign === 0 || change.sign === sign))
    .toSorted((one, other) => other.strength - one.strength)
    .slice(0, maxCues)
    .flatMap(({ why, stretches }) => {
      const [stretch] = stretches;
      if (stretch === undefined) return [];
      const words = (read[stretch.side] ?? "").slice(stretch.start, stretch.end);
      return toCue(edit, stretch.side, words, why);
    });
}

/** Where plain words stand in the clause as it is written; nowhere, when markup runs through them. */
function toCue(edit: Edit, side: "before" | "after", words: string, why: string): readonly Cue[] {
  const shown: ClauseSide | null = edit[side];
  const start = words.trim() === "" ? -1 : (shown?.text.indexOf(words) ?? -1);
  return start < 0 ? [] : [{ side, start, end: start + words.length, why }];
}
