import { describe, expect, it } from "vitest";
import { ordinalsOf, readLabel, withoutLabel } from "../../../src/core/clauses/numbering.ts";

describe("readLabel", () => {
  it.each([
    ["3.3(b) No resale.", "3.3(b)"],
    ["D.4 Security.", "D.4"],
    ["(iv) scrape the site", "iv"],
    ["12\\. Definitions", "12"],
    ["a. spam", "a"],
    ["* 1.4. Affiliates", "1.4"],
    ["**5.1. Service.** The service", "5.1"],
    ["Article 6 (Prohibited Acts)", "6"],
    ["(12) a number", "12"],
  ])("reads the label of %s", (text, number) => {
    expect(readLabel(text).number).toBe(number);
  });

  it.each([
    "A provider may act.",
    "I will pay.",
    "e.g. a fee",
    "2024 was a year",
    "* a bullet",
    "30 days pass",
  ])("finds no number in %s", (text) => {
    expect(readLabel(text).number).toBeUndefined();
  });

  it("counts a bullet as a label without number", () => {
    expect(withoutLabel("*   Device signals")).toBe("Device signals");
  });
});

describe("ordinalsOf", () => {
  it("takes i for the first numeral and the ninth letter", () => {
    expect(ordinalsOf("i")).toEqual([
      { style: "letter", value: 9 },
      { style: "roman", value: 1 },
    ]);
  });
});
