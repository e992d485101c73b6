import { describe, expect, it } from "vitest";
import { compareJudgements } from "../../../src/core/history/rejudgement.ts";
import type { ClauseChange } from "../../../src/model/comparison.ts";
import { createChange, createClauseChange } from "../../render/sample.ts";

const { comparison } = createChange([]);

/** A clause change that stands at an offset of the text after. */
function at(start: number, change: ClauseChange): ClauseChange {
  const after = change.after && { ...change.after, start, end: start + change.after.text.length };
  return { ...change, after };
}

const resale = at(0, createClauseChange("You may <ins>not </ins>resell it."));
const fees = at(100, createClauseChange("Fees are <del>30</del><ins>90</ins> dollars."));

function judged(...changes: readonly ClauseChange[]) {
  return { ...comparison, changes };
}

describe("compareJudgements", () => {
  it("finds nothing between a judgement and itself", () => {
    expect(compareJudgements(judged(resale, fees), judged(resale, fees))).toMatchObject({
      clauses: [],
      isOther: false,
    });
  });

  it("is indifferent to figures, reasons and redlines", () => {
    const finer = { ...resale, confidence: 0.1, cues: [], spans: [] };
    expect(compareJudgements(judged(resale), judged(finer)).isOther).toBe(false);
  });

  it.each<[string, Partial<ClauseChange>]>([
    ["materiality", { materiality: "editorial" }],
    ["topics", { topics: ["pricing-payment"] }],
    ["direction", { direction: "loosened" }],
    ["kind", { kind: "moved" }],
  ])("names the clause whose %s is another", (_, fields) => {
    const { clauses, isOther } = compareJudgements(
      judged(resale, fees),
      judged(resale, { ...fees, ...fields }),
    );
    expect(isOther).toBe(true);
    expect(clauses).toMatchObject([
      { text: "Fees are 90 dollars.", before: { materiality: "substantive" }, now: fields },
    ]);
  });

  it("names what only one of the two reports", () => {
    const { clauses } = compareJudgements(judged(resale), judged(fees));
    expect(clauses).toMatchObject([
      { text: "Fees are 90 dollars.", before: null, now: { kind: "modified" } },
      { text: "You may not resell it.", before: { kind: "modified" }, now: null },
    ]);
  });

  it("says what is another of the whole", () => {
    const present = { ...judged(), materiality: "noise", replaced: true, silent: true } as const;
    expect(compareJudgements(judged(), present)).toEqual({
      materiality: { before: "substantive", now: "noise" },
      replaced: { before: false, now: true },
      silent: { before: false, now: true },
      clauses: [],
      isOther: true,
    });
  });
});
