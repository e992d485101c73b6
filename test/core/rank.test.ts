import { describe, expect, it } from "vitest";
import { rankClauseChanges } from "../../src/core/rank.ts";
import { createClauseChange } from "../render/sample.ts";

const pricing = createClauseChange("Fees are due in <del>10</del><ins>20</ins> days.", {
  topics: ["pricing-payment"],
  direction: "loosened",
});
const typo = createClauseChange("<del>Teh</del><ins>The</ins> end.", {
  materiality: "editorial",
  direction: null,
});

describe("rankClauseChanges", () => {
  it("puts what has a direction before what is neutral, and both before editing", () => {
    const neutral = createClauseChange("x <ins>y</ins>", {
      topics: ["competing-development"],
      direction: "neutral",
    });
    expect(rankClauseChanges([typo, neutral, pricing])).toEqual([2, 1, 0]);
  });

  it("puts what a team named for itself before what everybody watches", () => {
    const own = createClauseChange("Faces are <ins>not </ins>kept.", {
      topics: ["x-biometrics", "data-retention"],
      direction: "loosened",
    });
    const competing = createClauseChange("You may <ins>not </ins>compete.", {
      topics: ["competing-development"],
      direction: "loosened",
    });
    expect(rankClauseChanges([competing, own])).toEqual([1, 0]);
  });

  it("keeps the order of the text among equals", () => {
    expect(rankClauseChanges([pricing, pricing, pricing])).toEqual([0, 1, 2]);
  });

  it("puts what is mainly about an asked topic before what touches it", () => {
    const touching = createClauseChange("Fees <ins>rise</ins>.", {
      topics: ["pricing-payment", "third-party"],
    });
    const about = createClauseChange("Others' models <ins>bind you</ins>.", {
      topics: ["third-party"],
      direction: "loosened",
    });
    expect(rankClauseChanges([touching, about])).toEqual([0, 1]);
    expect(rankClauseChanges([touching, about], ["third-party"])).toEqual([1, 0]);
  });

  it("puts editing after substance whatever was asked for", () => {
    const asked = { ...typo, topics: ["third-party"] as const };
    expect(rankClauseChanges([asked, pricing], ["third-party"])).toEqual([1, 0]);
  });
});
