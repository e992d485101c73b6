import { toMaterialityBag } from "../../src/core/classify/materiality-features.ts";
import { readMateriality } from "../../src/core/classify/materiality.ts";
import { learn } from "../../src/core/learn/learned.ts";
import type { Learned, Lesson } from "../../src/core/learn/learned.ts";
import { scoreBag } from "../../src/core/learn/linear.ts";
import type { TrainOptions } from "../../src/core/learn/train.ts";
import { toFolds } from "./families.ts";
import type { Labelled } from "./labelled.ts";

// Real changes teach most; clauses read as if they were new, and invented edits, are many and easier.
const weightOf: Readonly<Record<Labelled["source"], number>> = {
  changes: 1,
  clauses: 0.3,
  read: 0.3,
  invented: 0.5,
};
// An unsure reader's label counts little.
const weightOfConfidence = [0, 0.3, 0.8, 1];

const options: TrainOptions = {
  outputs: ["substantive"],
  size: 2 ** 15,
  epochs: 10,
  rate: 0.05,
  decay: 3e-3,
  seed: 20_261_121,
};

interface MaterialityLesson extends Lesson {
  readonly family: string | undefined;
  /** Whether it tells how often a probability holds: real changes alone do. */
  readonly isReal: boolean;
}

/** Gives what tells substantive edits from others, its scores calibrated across provider families. */
export function fitMateriality(labelled: readonly Labelled[]): Learned {
  const lessons = labelled.flatMap(toLessons);
  const { rarity, model } = learn(lessons, options);
  const { slope, offset } = calibrate(lessons);
  return {
    rarity,
    model: {
      ...model,
      scales: model.scales.map((scale) => scale * slope),
      biases: model.biases.map((bias) => bias * slope + offset),
    },
  };
}

function toLessons(labelled: Labelled): readonly MaterialityLesson[] {
  if (labelled.materiality === undefined) return [];
  const { reading } = readMateriality(labelled.evidence, labelled.context);
  // What a certain rule decides is not asked of the model.
  if (reading === undefined) return [];
  return [
    {
      family: labelled.family,
      isReal: labelled.source === "changes",
      toBag: (rarity) => toMaterialityBag(reading, rarity),
      labels: new Map([["substantive", labelled.materiality === "substantive" ? 1 : 0]]),
      weight: weightOf[labelled.source] * (weightOfConfidence[labelled.confidence] ?? 1),
    },
  ];
}

const calibrationFolds = 4;

/** Gives how scores of families that were not learned from are to be stretched and shifted to be log-odds. */
function calibrate(lessons: readonly MaterialityLesson[]): {
  readonly slope: number;
  readonly offset: number;
} {
  const real = lessons.filter(({ isReal }) => isReal);
  const weights = new Map<string, number>();
  for (const { family = "" } of real) weights.set(family, (weights.get(family) ?? 0) + 1);
  const scored = toFolds(weights, calibrationFolds).flatMap((fold) => {
    const isHeld = ({ family }: MaterialityLesson): boolean =>
      family !== undefined && fold.has(family);
    const { rarity, model } = learn(
      lessons.filter((lesson) => !isHeld(lesson)),
      options,
    );
    return real.filter(isHeld).map(({ toBag, labels, weight }) => ({
      score: scoreBag(model, toBag(rarity))[0] ?? 0,
      label: labels.get("substantive") ?? 0,
      weight,
    }));
  });
  return fitLine(scored);
}

interface Scored {
  readonly score: number;
  readonly label: number;
  readonly weight: number;
}

const newtonSteps = 20;

/** Platt's logistic regression of labels on scores, by Newton's method. */
function fitLine(scored: readonly Scored[]): { readonly slope: number; readonly offset: number } {
  if (scored.length === 0) return { slope: 1, offset: 0 };
  let slope = 1;
  let offset = 0;
  for (let step = 0; step < newtonSteps; step++) {
    // A little weight keeps the line near what it was where scores say nothing.
    const [sum, hessian] = [
      [slope - 1, offset],
      [1, 0, 1],
    ];
    for (const { score, label, weight } of scored) {
      const probability = 1 / (1 + Math.exp(-(slope * score + offset)));
      const error = weight * (probability - label);
      const curve = weight * probability * (1 - probability);
      sum[0] = (sum[0] ?? 0) + error * score;
      sum[1] = (sum[1] ?? 0) + error;
      hessian[0] = (hessian[0] ?? 0) + curve * score * score;
      hessian[1] = (hessian[1] ?? 0) + curve * score;
      hessian[2] = (hessian[2] ?? 0) + curve;
    }
    const [bySlope = 0, byOffset = 0] = sum;
    const [a = 1, b = 0, c = 1] = hessian;
    const determinant = a * c - b * b || 1;
    slope -= (c * bySlope - b * byOffset) / determinant;
    offset -= (a * byOffset - b * bySlope) / determinant;
  }
  return { slope, offset };
}
