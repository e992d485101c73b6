import { describe, expect, it } from "vitest";
import { createBagBuilder, toBucket, toPairsToo } from "../../../src/core/learn/bag.ts";
import type { Rarity } from "../../../src/core/learn/bag.ts";

const size = 2 ** 12;

function rarityOf(sixteenths: Readonly<Record<string, number>>): Rarity {
  const table = new Uint8Array(size);
  for (const [token, rarity] of Object.entries(sixteenths))
    table[toBucket("word", token, size)] = rarity;
  return { size, sixteenths: table };
}

describe("createBagBuilder", () => {
  it("gives a block its weight in all, rare tokens more of it than common ones", () => {
    const bag = createBagBuilder(rarityOf({ rare: 64, common: 16 }));
    bag.addTokens("word", ["rare", "common", "unknown"], 2);
    const { values } = bag.toBag();
    expect(Math.hypot(...values)).toBeCloseTo(2, 10);
    expect(Math.max(...values) / Math.min(...values)).toBeCloseTo(4, 10);
  });

  it("lets a token that comes often weigh less than as many tokens", () => {
    const bag = createBagBuilder(rarityOf({ often: 16, once: 16 }));
    bag.addTokens("word", ["often", "often", "often", "often", "once"], 1);
    const { values } = bag.toBag();
    expect(Math.max(...values) / Math.min(...values)).toBeCloseTo(1 + Math.log(4), 10);
  });

  it("holds the same features in the same order each time", () => {
    const make = (): unknown => {
      const bag = createBagBuilder(rarityOf({ a: 16, b: 16 }));
      bag.addTokens("word", ["b", "a", "b"], 1);
      bag.addValue("flag", "on", 0.5);
      return bag.toBag();
    };
    expect(make()).toEqual(make());
  });

  it("keeps tokens of one kind from standing for those of another", () => {
    expect(toBucket("word", "fee", size)).not.toBe(toBucket("heading", "fee", size));
  });
});

describe("toPairsToo", () => {
  it.each([
    [[], []],
    [["a"], ["a"]],
    [
      ["a", "b", "c"],
      ["a", "b", "c", "a b", "b c"],
    ],
  ])("gives of %j the words and their neighbours", (words, tokens) => {
    expect(toPairsToo(words)).toEqual(tokens);
  });
});
