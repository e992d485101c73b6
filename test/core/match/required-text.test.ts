import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { toRequiredText } from "../../../src/core/match/required-text.ts";

describe("toRequiredText", () => {
  it.each([
    ["compete", ["compete"]],
    ["(?i)Train\\w* on customer data", [" on customer data"]],
    ["colou?r of data", ["r of data"]],
    ["resell|sublicen[sc]e", ["resell", "sublicen"]],
    ["(resell|rent) access", [" access"]],
    ["(?i)\\b(?:resell|sublicen[sc]e)\\b", ["resell", "sublicen"]],
    ["(?P<what>resell(ing)?) it", ["resell"]],
    ["(resell)", ["resell"]],
    ["models{2,3} weights", [" weights"]],
    ["a\\p{Greek}bcde", ["bcde"]],
    ["[]abc]defg", ["defg"]],
    ["[[:alpha:]]defg", ["defg"]],
  ])("of %s gives %j", (pattern, texts) => {
    expect(toRequiredText(pattern)).toEqual(texts);
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
    expect(toRequiredText(pattern)).toBeUndefined();
  });

  it.each([
    ["(?i)RESELL", "we resell"],
    ["x{0}resell|\\x61bc", "abc"],
    ["(a[)](b))cde", "a)bcde"],
    ["\\(resell\\)", "(resell)"],
    ["a{|resell", "a{"],
    ["(?:(abcd)|x)y", "xy"],
    ["(?s:abcd)*x", "x"],
    ["((abcd|e)f|gh)", "ef"],
  ])("of %s gives nothing that %j lacks, which it matches", (pattern, text) => {
    expect(RE2JS.compile(pattern).test(text)).toBe(true);
    expect(toRequiredText(pattern)?.some((own) => text.includes(own)) ?? true).toBe(true);
  });
});
