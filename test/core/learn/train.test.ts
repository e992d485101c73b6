import { describe, expect, it } from "vitest";
import { createBagBuilder } from "../../../src/core/learn/bag.ts";
import type { Bag, Rarity } from "../../../src/core/learn/bag.ts";
import { learn, toBytes } from "../../../src/core/learn/learned.ts";
import type { Lesson } from "../../../src/core/learn/learned.ts";
import { scoreBag, toProbability } from "../../../src/core/learn/linear.ts";
import { createRandom } from "../../../src/core/learn/train.ts";
import type { TrainOptions } from "../../../src/core/learn/train.ts";

const options: TrainOptions = {
  outputs: ["fees", "privacy"],
  size: 2 ** 10,
  epochs: 20,
  rate: 0.3,
  decay: 1e-4,
  seed: 7,
};

const fees = [
  "fees are due",
  "pay the fees now",
  "a late fee is charged",
  "we charge fees monthly",
];
const privacy = [
  "we collect data",
  "your data is kept",
  "data we keep of you",
  "we share your data",
];

function bagOf(text: string, rarity: Rarity, sign = 1): Bag {
  const bag = createBagBuilder(rarity);
  bag.addTokens("word", text.split(" "), sign);
  return bag.toBag();
}

function toLesson(label: string): (text: string) => Lesson {
  return (text) => ({
    toBag: (rarity) => bagOf(text, rarity),
    labels: new Map([[label, 1]]),
    weight: 1,
  });
}

const lessons = [...fees.map(toLesson("fees")), ...privacy.map(toLesson("privacy"))];

describe("learn", () => {
  it("tells what it was taught apart in words it was not taught", () => {
    const { rarity, model } = learn(lessons, options);
    const [ofFees = 0, ofPrivacy = 0] = scoreBag(model, bagOf("new fees are charged", rarity));
    expect(ofFees).toBeGreaterThan(0);
    expect(ofPrivacy).toBeLessThan(0);
  });

  it("gives the same weights for the same lessons and seed", () => {
    expect(learn(lessons, options).model.weights).toEqual(learn(lessons, options).model.weights);
  });

  it("gives other weights for another seed", () => {
    const other = learn(lessons, { ...options, seed: 8 });
    expect(other.model.weights).not.toEqual(learn(lessons, options).model.weights);
  });

  it("takes no notice of what one text alone held", () => {
    const { rarity } = learn(lessons, options);
    expect(bagOf("monthly", rarity).buckets).toHaveLength(0);
    expect(bagOf("fees", rarity).buckets).toHaveLength(1);
  });

  it("answers an opposite bag with the opposite score when it has no bias", () => {
    const { rarity, model } = learn(lessons, { ...options, hasBias: false });
    const [one = 0] = scoreBag(model, bagOf("pay your data fees", rarity));
    const [other = 0] = scoreBag(model, bagOf("pay your data fees", rarity, -1));
    expect(one).not.toBe(0);
    expect(other).toBeCloseTo(-one, 10);
  });
});

describe("toBytes", () => {
  it("keeps every probability within two hundredths", () => {
    const { rarity, model } = learn(lessons, options);
    const kept = toBytes(model);
    for (const text of [...fees, ...privacy]) {
      const exact = scoreBag(model, bagOf(text, rarity));
      const rounded = scoreBag(kept, bagOf(text, rarity));
      for (const [at, score] of exact.entries())
        expect(toProbability(rounded[at] ?? 0)).toBeCloseTo(toProbability(score), 1.4);
    }
  });
});

describe("createRandom", () => {
  it("gives numbers from 0 up to 1, the same for a seed", () => {
    const one = createRandom(3);
    const other = createRandom(3);
    const numbers = Array.from({ length: 1_000 }, one);
    expect(numbers).toEqual(Array.from({ length: 1_000 }, other));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
  });
});
