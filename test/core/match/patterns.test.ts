import { describe, expect, it } from "vitest";
import { createGramIndex } from "../../../src/core/match/grams.ts";
import { createPatterns, describePatternFault } from "../../../src/core/match/patterns.ts";

describe("describePatternFault", () => {
  it.each(["(?i)compet(e|ing)", "\\bmodels? weights\\b", "[^.]*resell"])("takes %s", (pattern) => {
    expect(describePatternFault(pattern)).toBeUndefined();
  });

  it.each([
    ["(a", "no pattern of RE2: error parsing regexp: missing closing ): `(a`"],
    ["a(?=b)", expect.stringContaining("no pattern of RE2")],
    ["(a)\\1", expect.stringContaining("no pattern of RE2")],
    ["x*", "matches where there is nothing at all"],
    ["x".repeat(301), "longer than 300 characters"],
  ])("refuses %s", (pattern, fault) => {
    expect(describePatternFault(pattern)).toEqual(fault);
  });
});

describe("createPatterns", () => {
  const text = "Fees are due. Fees are payable.";

  it("finds a match that touches a changed stretch, also where an earlier one does not", () => {
    const { touches } = createPatterns();
    expect(touches("Fees are", text, [{ start: 22, end: 30 }])).toBe(true);
    expect(touches("Fees are", text, [{ start: 8, end: 12 }])).toBe(true);
    expect(touches("Fees are", text, [{ start: 24, end: 30 }])).toBe(false);
  });

  it("names the texts that a pattern can match in", () => {
    const { listPlaces } = createPatterns();
    const texts = createGramIndex(["Fees are due", "We resell", "resellers are due"]);
    expect(listPlaces("(?i)Resell(er)?s", texts)).toEqual(new Set([1, 2]));
    expect(listPlaces("(?i)due\\b", texts)).toEqual(new Set([0, 2]));
    expect(listPlaces("d.e", texts)).toBeNull();
  });

  it("holds a pattern that matches too often to look at each for a match", () => {
    const { touches } = createPatterns();
    const many = "a".repeat(20_000);
    expect(touches("a[^z]*z|a", many, [{ start: 19_999, end: 19_999 }])).toBe(true);
  });
});
