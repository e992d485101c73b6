import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { createGramIndex } from "../../../src/core/match/grams.ts";
import { toRequirement } from "../../../src/core/match/required-text.ts";

describe("toRequirement", () => {
  it.each([
    ["compete", [[["compete"]]]],
    ["(?i)Train\\w* on customer data", [[["train"], [" on customer data"]]]],
    ["customer[^.]{0,60}goods", [[["customer"], ["goods"]]]],
    ["colou?r of data", [[["colo"], ["r of data"]]]],
    ["resell|sublicen[sc]e", [[["resell"]], [["sublicen"]]]],
    ["(resell|rent) access", [[["resell", "rent"], [" access"]]]],
    ["(?i)\\b(?:resell|sublicen[sc]e)\\b", [[["resell", "sublicen"]]]],
    ["(?P<what>resell(ing)?) it", [[["resell"], [" it"]]]],
    ["models{2,3} weights", [[["model"], [" weights"]]]],
    ["a\\p{Greek}bcde", [[["bcde"]]]],
    ["[]abc]defg", [[["defg"]]]],
    ["[[:alpha:]]defg", [[["defg"]]]],
  ])("of %s gives %j", (pattern, requirement) => {
    expect(toRequirement(pattern)).toEqual(requirement);
  });

  it.each([
    "ab",
    "resell|a.",
    "(resell)?",
    "(resell){0,2}",
    "(?i)",
    "(resell|)",
    "[resell]+",
    "\\Qresell|\\E",
    "abc?",
    "resel{|x",
  ])("gives nothing for %s", (pattern) => {
    expect(toRequirement(pattern)).toBeUndefined();
  });
});

describe("createGramIndex", () => {
  const isFound = (pattern: string, text: string): boolean =>
    createGramIndex([text]).listMeeting(toRequirement(pattern))?.has(0) ?? true;

  it.each([
    ["(?i)RESELL", "we resell"],
    ["(?i)task", "TA\u017f\u212A"],
    ["x{0}resell|\\x61bc", "abc"],
    ["(a[)](b))cde", "a)bcde"],
    ["\\(resell\\)", "(resell)"],
    ["a{|resell", "a{"],
    ["(?:(abcd)|x)y", "xy"],
    ["(?s:abcd)*x", "x"],
    ["((abcd|e)f|gh)", "ef"],
    ["(resell|rents)+ access", "rents access"],
  ])("lets %s ask for %j, which it matches", (pattern, text) => {
    expect(RE2JS.compile(pattern).test(text)).toBe(true);
    expect(isFound(pattern, text)).toBe(true);
  });

  it.each([
    ["customer[^.]{0,60}goods", "the customer pays"],
    ["resell|sublicense", "we sell"],
    ["(resell|rent) access", "no access"],
  ])("says that %s cannot match %j", (pattern, text) => {
    expect(isFound(pattern, text)).toBe(false);
  });
});
