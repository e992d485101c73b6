import { describe, expect, it } from "vitest";
import type { ClauseChange } from "../../../src/model/comparison.ts";
import type { SecondOpinion } from "../../../src/model/explanation.ts";
import { clausesDigest } from "../../../src/core/explain/identity.ts";
import { toRaised } from "../../../src/core/explain/second-opinion.ts";
import { createMatcher } from "../../../src/core/match/matcher.ts";
import type { SubscriptionFilter } from "../../../src/model/subscription.ts";
import { wholeFilter } from "../../../src/model/subscription.ts";
import { hour, sampleTerms } from "../../contract/samples.ts";
import { createChange, createClauseChange } from "../../render/sample.ts";

const editorial = createClauseChange("You may <del>use</del><ins>employ</ins> it.", {
  materiality: "editorial",
  topics: ["other"],
  direction: null,
});
const weighty = createClauseChange("You may <ins>not </ins>resell it.", {
  topics: ["account-access"],
});

function match(
  clauses: readonly (readonly [ClauseChange, SecondOpinion | null])[],
  filters: Partial<SubscriptionFilter> = {},
) {
  const explanations = new Map(
    clauses.flatMap(([change, opinion]) =>
      opinion === null
        ? []
        : [
            [
              clausesDigest(change),
              { model: "m", answeredAt: hour(1), claims: [], dropped: 0, opinion },
            ] as const,
          ],
    ),
  );
  const change = createChange(clauses.map(([each]) => each));
  const raised = toRaised({ change, explanations, terms: sampleTerms() });
  return raised
    .match(createMatcher(), [{ ...wholeFilter, ...filters }])
    .filter((indexes) => indexes !== null);
}

const calledSubstantive: SecondOpinion = {
  materiality: "substantive",
  topics: ["competing-development"],
  direction: "tightened",
};
const calledNoise: SecondOpinion = { materiality: "noise", topics: [], direction: null };

describe("toRaised", () => {
  it("alerts of an editorial clause that the model calls substantive", () => {
    expect(match([[editorial, calledSubstantive]])).toEqual([[0]]);
  });

  it("raises nothing without an opinion", () => {
    expect(match([[editorial, null]])).toEqual([]);
  });

  it("raises nothing that the alert names already", () => {
    expect(match([[weighty, calledSubstantive]])).toEqual([]);
  });

  it("adds the raised clause to those that the alert names anyway, and takes none away", () => {
    const clauses = [
      [editorial, calledSubstantive],
      [weighty, calledNoise],
    ] as const;
    expect(match(clauses)).toEqual([[1, 0]]);
  });

  it("silences nothing that the model calls noise", () => {
    expect(match([[weighty, calledNoise]])).toEqual([]);
  });

  it.each<[string, Partial<SubscriptionFilter>, SecondOpinion]>([
    ["a topic that the model alone sees", { topics: ["competing-development"] }, calledSubstantive],
    ["a topic that we alone see", { topics: ["other"] }, calledSubstantive],
    ["a direction that the model alone sees", { directions: ["tightened"] }, calledSubstantive],
  ])("reaches those who asked for %s", (_, filters, opinion) => {
    expect(match([[editorial, opinion]], filters)).toEqual([[0]]);
  });

  it("reaches those who asked for either of two directions", () => {
    const opinion: SecondOpinion = { ...calledSubstantive, direction: "loosened" };
    expect(match([[weighty, opinion]], { directions: ["loosened"] })).toEqual([[0]]);
    expect(match([[weighty, opinion]], { directions: ["neutral"] })).toEqual([]);
  });

  it("reaches nobody who asked about other services or topics", () => {
    expect(match([[editorial, calledSubstantive]], { services: ["bolt"] })).toEqual([]);
    expect(match([[editorial, calledSubstantive]], { topics: ["indemnity"] })).toEqual([]);
  });
});
