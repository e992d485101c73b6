import { describe, expect, it } from "vitest";
import { isOpposite, isSynonym } from "../../../src/core/classify/word-relations.ts";
import { toStem } from "../../../src/core/clauses/stem.ts";

describe("isSynonym", () => {
  it.each([
    ["assist", "aid"],
    ["prohibit", "forbid"],
  ])("joins %s and %s", (one, other) => {
    expect(isSynonym(toStem(one), toStem(other))).toBe(true);
  });

  it.each([
    ["delete", "retain"],
    ["customer", "provider"],
    ["unheard-of", "unheard-of"],
  ])("does not join %s and %s", (one, other) => {
    expect(isSynonym(toStem(one), toStem(other))).toBe(false);
  });
});

describe("isOpposite", () => {
  it.each([
    ["internal", "external"],
    ["majority", "minority"],
    ["necessary", "unnecessary"],
  ])("sets %s against %s, whichever comes first", (one, other) => {
    expect(isOpposite(toStem(one), toStem(other))).toBe(true);
    expect(isOpposite(toStem(other), toStem(one))).toBe(true);
  });

  it("does not set a word against itself", () => {
    expect(isOpposite("internal", "internal")).toBe(false);
  });
});
