import { describe, expect, it } from "vitest";
import { createMatcher } from "../../../src/core/match/matcher.ts";
import type { ClauseChange } from "../../../src/model/comparison.ts";
import type { TermsChange } from "../../../src/model/change.ts";
import { digestOf } from "../../../src/model/digest.ts";
import type { SubscriptionFilter } from "../../../src/model/subscription.ts";
import { wholeFilter } from "../../../src/model/subscription.ts";
import { createChange, createClauseChange } from "../../render/sample.ts";

const terms = {
  id: "acme/terms-of-service",
  serviceId: "acme",
  termsType: "Terms of Service",
  tags: [],
};
const resale = createClauseChange("You may <ins>not </ins>resell access to the models.");
const fees = createClauseChange("Fees are due in <del>ten</del><ins>thirty</ins> days.");

function match(
  changes: readonly ClauseChange[],
  filter: Partial<SubscriptionFilter>,
  fields: Parameters<typeof createChange>[1] & Pick<TermsChange, "returns"> = {},
): readonly number[] | null | undefined {
  const { returns, ...rest } = fields;
  const change = { ...createChange(changes, rest), ...(returns && { returns }) };
  return createMatcher().match(change, terms, [{ ...wholeFilter, ...filter }])[0];
}

describe("createMatcher", () => {
  it("answers for each filter in their order", () => {
    const filters = [{ words: ["resell"] }, { words: ["not"] }, { words: ["fees"] }].map((own) => ({
      ...wholeFilter,
      ...own,
    }));
    expect(createMatcher().match(createChange([resale]), terms, filters)).toEqual([[0], [0], null]);
  });

  it("looks at the document", () => {
    expect(match([resale], { documents: ["acme/terms-of-service"] })).toEqual([0]);
    expect(match([resale], { documents: ["acme/privacy-policy"] })).toBeNull();
  });

  it("asks that words and topic hold for the same clause", () => {
    const about = { ...fees, topics: ["pricing-payment"] as const };
    expect(match([resale, about], { words: ["thirty"], topics: ["pricing-payment"] })).toEqual([1]);
    expect(match([resale, about], { words: ["not"], topics: ["pricing-payment"] })).toBeNull();
  });

  it("finds a pattern where the text changed, and not beside it", () => {
    expect(match([resale], { pattern: "not? resell" })).toEqual([0]);
    expect(match([resale], { pattern: "access to \\w+" })).toBeNull();
    expect(match([fees], { pattern: "due in (ten|five)" })).toEqual([0]);
  });

  it("reads all of a clause that is new or gone", () => {
    const added = createClauseChange("<ins>You may not resell access to the models.</ins>");
    const removed = createClauseChange("<del>You may not resell access to the models.</del>");
    expect(match([added, removed], { words: ["the  Models"] })).toEqual([0, 1]);
    expect(match([added, removed], { pattern: "access to \\w+" })).toEqual([0, 1]);
  });

  it("finds no words in a clause that only moved", () => {
    const moved = createClauseChange("You may not resell.", { kind: "moved" });
    expect(match([moved], { words: ["resell"] })).toBeNull();
  });

  it("finds a clause by what it means", () => {
    const clause = createClauseChange(
      "<ins>Customer shall not use Output to train or improve any model that competes with our services.</ins>",
    );
    const clauseWatch = [
      "You must not use what the model writes to develop competing models.",
      "Training a rival AI system on outputs is forbidden.",
    ];
    expect(match([fees, clause], { clauseWatch })).toEqual([1]);
  });

  it("takes a silent or undated change for silent, a reversal for none", () => {
    const marks = ["silent"] as const;
    expect(match([resale], { marks }, { silent: true })).toEqual([0]);
    expect(match([resale], { marks }, { undated: true })).toEqual([0]);
    expect(match([resale], { marks })).toBeNull();
    expect(match([resale], { marks }, { silent: true, reversalOf: digestOf("a") })).toBeNull();
  });

  it("takes a clause whose earlier wording returned for a reversal, and its neighbour not", () => {
    const marks = ["reversal"] as const;
    const back = { start: 40, versionId: digestOf("a"), seenAt: createChange([]).detectedAt };
    const returned = { ...fees, after: { text: "", path: [], start: 40, end: 80 } };
    expect(match([resale, returned], { marks }, { returns: [back] })).toEqual([1]);
    expect(match([resale], { marks }, { returns: [back] })).toBeNull();
  });

  it.each([
    ["2026-04-02", 0, true],
    ["2026-05-02", 30, true],
    ["2026-05-03", 30, false],
    ["2026-04-01", 30, false],
    [null, 366, false],
  ] as const)("of effect on %s, seen on 2 April, within %i days: %s", (after, days, isWithin) => {
    const dates = {
      lastUpdated: { before: null, after: null },
      effective: { before: null, after },
    };
    const found = match([resale], { effectiveWithinDays: days }, { dates });
    expect(found).toEqual(isWithin ? [0] : null);
  });

  it("tells of a replaced document those whose words stand in it", () => {
    const gone = createClauseChange("<del>You may not resell access.</del>", {
      materiality: "editorial",
    });
    expect(match([gone], { words: ["resell"] }, { replaced: true })).toEqual([]);
    expect(match([gone], { pattern: "sublicen[sc]e" }, { replaced: true })).toBeNull();
    expect(match([gone], { topics: ["indemnity"] }, { replaced: true })).toEqual([]);
  });

  it("holds a replaced document back from those who asked for silent changes alone", () => {
    expect(match([resale], { marks: ["silent"] }, { replaced: true })).toBeNull();
    expect(match([resale], { marks: ["silent"] }, { replaced: true, silent: true })).toEqual([0]);
  });

  it("tells of a reversal those whose topic and words one clause has", () => {
    const editorial = { ...fees, materiality: "editorial", topics: ["pricing-payment"] } as const;
    const reversal = { reversalOf: digestOf("before") };
    const topics = ["pricing-payment"] as const;
    expect(match([editorial], { topics, words: ["thirty"] }, reversal)).toEqual([]);
    expect(match([editorial, resale], { topics, words: ["not"] }, reversal)).toBeNull();
  });

  it("reads a clause of megabytes up to a bound", () => {
    const filler = "lorem ipsum ".repeat(400_000);
    const clause = createClauseChange([
      { op: "same", text: filler },
      { op: "added", text: "resale is forbidden. " },
      { op: "same", text: filler },
    ]);
    expect(match([clause], { words: ["resale"], pattern: "is forbidden" })).toEqual([0]);
    expect(match([clause], { words: ["lorem ipsum lorem"], pattern: "zebra" })).toBeNull();
  });
});
