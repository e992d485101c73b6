import { describe, expect, it } from "vitest";
import { createPassageIndex } from "../../../src/core/topics/passage-index.ts";
import { toLikeness } from "../../../src/core/topics/passage.ts";
import { shippedGround } from "../../../src/core/topics/shipped-meanings.ts";

describe("createPassageIndex", () => {
  const { background } = shippedGround();

  it("says of each passage what holding the two against one another says", () => {
    const { listLikeness } = createPassageIndex(background);
    for (const passage of background.slice(0, 20)) {
      const expected = background.map((one) => toLikeness(one, passage));
      const found = [...listLikeness(passage)];
      expect(found.every((one, at) => Math.abs(one - (expected[at] ?? NaN)) < 1e-9)).toBe(true);
    }
  });

  it("says the same to the last bit however often it is asked", () => {
    const { listLikeness } = createPassageIndex(background.slice(0, 200));
    const [passage] = background.slice(7);
    const answers = Array.from({ length: 6 }, () => (passage ? listLikeness(passage).join() : ""));
    expect(answers[0]).not.toBe("");
    expect(new Set(answers).size).toBe(1);
  });

  it("says nothing of no passages", () => {
    const [passage] = background;
    expect(passage && [...createPassageIndex([]).listLikeness(passage)]).toEqual([]);
  });
});
