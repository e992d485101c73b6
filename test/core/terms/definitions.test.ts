import { describe, expect, it } from "vitest";
import { segmentClauses } from "../../../src/core/clauses/segment.ts";
import { findDefinitions } from "../../../src/core/terms/definitions.ts";

function define(text: string): string[] {
  return findDefinitions(segmentClauses(text)).map(({ term }) => term);
}

describe("findDefinitions", () => {
  it.each([
    ["“Services” means the software that we host.", ["Services"]],
    ["1.6 “Output Data” shall mean what the Service returns.", ["Output Data"]],
    ["**“Tenant”** has the meaning given in the Order.", ["Tenant"]],
    ["* **Site** means a site that we run.", ["Site"]],
    ["# Definitions\n\nAuthorised User means a person with a seat.", ["Authorised User"]],
    ["“Inputs” or “Prompts” refers to what you send.", ["Inputs", "Prompts"]],
    ["You pay for the platform (the “Services”) each month.", ["Services"]],
    [
      "Acme Ltd (together with its affiliates, “Acme”, “we” or “us”) runs it.",
      ["Acme", "we", "us"],
    ],
    ["Text and images (collectively, our “Content”) are ours.", ["Content"]],
    ["What it returns is called “Suggestions.”", ["Suggestions"]],
    ["We refer to prompts as “Inputs”.", ["Inputs"]],
  ])("reads %s", (text, terms) => {
    expect(define(text)).toEqual(terms);
  });

  it.each([
    "Words such as “may” and “should” are in the text.",
    "Write “Data Subject Request” in the subject line.",
    "We collect data (such as “likes”) from you.",
    "See the section (see “Your rights”) below.",
    "## “Services” means a heading",
  ])("finds none in %s", (text) => {
    expect(define(text)).toEqual([]);
  });

  it("counts the members of a list that a definition opens to its meaning", () => {
    const text = "“Restricted Data” means:\n\n* health data\n* bank data";
    const words = findDefinitions(segmentClauses(text)).flatMap(({ meaning }) => meaning);
    expect(words).toEqual(expect.arrayContaining(["health", "bank"]));
  });

  it("takes no longer than its text, however hostile", () => {
    const hostile = `${'("'.repeat(20_000)} ${'"a" or '.repeat(20_000)}means`;
    expect(define(hostile).length).toBeLessThan(100);
  });
});
