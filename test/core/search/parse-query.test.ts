import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch, toSearchText } from "../../../src/core/search/parse-query.ts";

describe("parseSearch", () => {
  it.each([
    ["train models", "train models"],
    ['"train models" output', '"train models" output'],
    ["train -output", "train -output"],
    ['fees -"late fees"', 'fees -"late fees"'],
    ["“curly quotes” stay", '"curly quotes" stay'],
    ["opt-out", '"opt out"'],
    ['"train', '"train"'],
    ["Provider’s naïve TRAINING", "provider naive training"],
    ["a - b", "a b"],
    ["twice twice", "twice"],
    ["训练", '"训 练"'],
    ["AND OR NOT NEAR(a, b)", 'and or not "near a" b'],
    ["words:x* ^y {z}", '"words x" y z'],
    ["-only -excluded", "-only -excluded"],
    ["", ""],
    ['"" - * "', ""],
  ])("takes %j for %j", (typed, understood) => {
    expect(toSearchText(parseSearch(typed))).toBe(understood);
  });

  it("understands what it wrote as what it had understood", () => {
    assert(
      property(string({ maxLength: 60, unit: "binary" }), (typed) => {
        const once = parseSearch(typed);
        expect(parseSearch(toSearchText(once))).toEqual(once);
      }),
    );
  });

  it("reads no more than a few words of a text without end", () => {
    const { wanted } = parseSearch(Array.from({ length: 10_000 }, (_, at) => `w${at}`).join(" "));
    expect(wanted).toHaveLength(24);
  });
});
