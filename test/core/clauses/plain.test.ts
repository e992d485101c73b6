import { describe, expect, it } from "vitest";
import { toPlain, toWords } from "../../../src/core/clauses/plain.ts";

describe("toPlain", () => {
  it.each([
    ["**Bold** and _slanted_ `code`", "Bold and slanted code"],
    ['See the [policy](https://a.example/x_(y) "Policy").', "See the policy."],
    ["1\\. Use of \\[brackets\\]", "1. Use of [brackets]"],
    ["a user_id and __init__", "a user_id and init"],
    ["“Quoted” — it’s fine", '"Quoted" - it\'s fine'],
    ["Cell one<br><br>Cell two", "Cell one Cell two"],
    ["soft\u00adhyphen\u200b", "softhyphen"],
    ["the form (opens in a new window)", "the form"],
    ["![a logo](https://a.example/l.png) Name", "Name"],
  ])("reads %s as a reader sees it", (markdown, plain) => {
    expect(toPlain(markdown)).toBe(plain);
  });

  it("takes a long run of open link targets in its stride", () => {
    expect(toPlain("](".repeat(200_000))).toHaveLength(200_000);
  });
});

describe("toWords", () => {
  it("keeps amounts, numbers and apostrophes whole", () => {
    expect(toWords("You don't owe $1,000.50 or 3.5%")).toEqual([
      "you",
      "don't",
      "owe",
      "$1,000.50",
      "or",
      "3.5%",
    ]);
  });

  it("leaves out addresses, hidden or not", () => {
    expect(toWords("write to legal@a.example or [email protected]")).toEqual(["write", "to", "or"]);
  });
});
