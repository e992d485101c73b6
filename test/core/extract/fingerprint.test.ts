import { describe, expect, it } from "vitest";
import { fingerprintOf, wordsOf } from "../../../src/core/extract/fingerprint.ts";

describe("fingerprintOf", () => {
  it.each([
    ["emphasis", "You may **not** resell it.", "You may not resell it."],
    [
      "the target of a link",
      "See [the list](https://a.example/1).",
      "See [the list](https://a.example/2?x=(y)).",
    ],
    ["punctuation and spaces", "Rates — fees,\ntaxes…", "Rates, fees; taxes"],
    ["invisible characters", "ter\u200Bmi\u00ADnate\uFEFF", "terminate"],
    ["compatibility forms", "oﬃce ① ｆｅｅ", "office 1 fee"],
    ["emphasis inside a word", "un**like**ly", "unlikely"],
    ["escapes", "1\\. snake\\_case \\[sic\\]", "1. snake\\_case [sic]"],
    ["the marks of lists", "- one\n- two", "* one\n* two"],
  ])("does not count %s", (_, before, after) => {
    expect(fingerprintOf(before)).toBe(fingerprintOf(after));
  });

  it.each([
    ["a word", "You may resell it.", "You may not resell it."],
    ["the order of words", "you or we", "we or you"],
    ["a defined term", "your Content", "your content"],
    ["a decimal point", "a fee of 1.50", "a fee of 150"],
    ["a currency", "$100", "€100"],
    ["a percent sign", "5% a month", "5 a month"],
    ["a number of a clause", "3. Fees", "4. Fees"],
  ])("counts %s", (_, before, after) => {
    expect(fingerprintOf(before)).not.toBe(fingerprintOf(after));
  });
});

describe("fingerprintOf with known lines", () => {
  it("gives what it gives without them", () => {
    const known = new Map<string, string>();
    const texts = ["# The Fees\n\nWe take 5%.\nPosted 3 hours ago", "# the fees\nWe take 5%."];
    expect(texts.map((text) => fingerprintOf(text, known))).toEqual(
      texts.map((text) => fingerprintOf(text)),
    );
  });
});

describe("wordsOf", () => {
  it("keeps underscores inside a name as a break and not as emphasis", () => {
    expect(wordsOf("_Fees_ and max\\_tokens")).toEqual(["Fees", "and", "max", "tokens"]);
  });
});
