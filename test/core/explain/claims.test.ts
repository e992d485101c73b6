import { describe, expect, it } from "vitest";
import { checkClaim, checkClaims } from "../../../src/core/explain/claims.ts";
import { textOfQuote } from "../../../src/model/explanation.ts";
import type { Answer } from "../../../src/model/explanation.ts";
import { createClauseChange } from "../../render/sample.ts";

const noticed = createClauseChange(
  "We give **<del>30</del><ins>90</ins> days** notice to Fernway Ltd before we raise a fee of $1,200.",
);
const forbidden = createClauseChange(
  "You may <ins>not </ins>resell the [outputs](https://a.example).",
);

type Claim = Answer["claims"][number];

function claim(text: string, quotes: Partial<Claim> = {}): Claim {
  return { text, beforeQuote: null, afterQuote: "90 days notice", ...quotes };
}

function isSound(text: string, quotes?: Partial<Claim>): boolean {
  return checkClaim(claim(text, quotes), noticed) !== undefined;
}

describe("checkClaim", () => {
  it("gives the words that a statement rests on as the clause has them, markup and all", () => {
    const found = checkClaim(claim("Notice is now 90 days."), noticed);
    expect(found?.quotes.map((quote) => textOfQuote(quote, noticed))).toEqual(["90 days** notice"]);
  });

  it("takes quotes from both sides", () => {
    const both = claim("Notice goes from 30 to 90 days.", { beforeQuote: "give 30 days" });
    expect(checkClaim(both, noticed)?.quotes.map(({ side }) => side)).toEqual(["before", "after"]);
  });

  it("takes a quote around the place where words came in", () => {
    const found = checkClaim(
      { text: "Reselling was allowed.", beforeQuote: "may resell", afterQuote: null },
      forbidden,
    );
    expect(found?.quotes).toEqual([{ side: "before", start: 4, end: 14 }]);
  });

  it("takes a quote up to the place where words came in at the end", () => {
    const extended = createClauseChange("You may resell<ins> with our consent</ins>.");
    const quoting = (beforeQuote: string) =>
      checkClaim({ text: "It was free.", beforeQuote, afterQuote: null }, extended);
    expect(quoting("may resell")).toBeDefined();
    expect(quoting("You may")).toBeUndefined();
  });

  it.each<[string, Partial<Claim>]>([
    ["no quote", { afterQuote: null }],
    ["a quote that is nowhere", { afterQuote: "90 days of notice" }],
    ["a quote of the other side", { beforeQuote: "90 days", afterQuote: null }],
    ["one quote of two that is nowhere", { beforeQuote: "20 days" }],
    ["a quote with other letters", { afterQuote: "90 Days notice" }],
    ["a quote of words that did not change", { afterQuote: "before we raise" }],
    ["half a word", { afterQuote: "0 days" }],
    ["a quote of blanks", { afterQuote: "   " }],
    ["a quote of one character", { afterQuote: "9" }],
    ["a quote without end", { afterQuote: "90 days".repeat(500) }],
  ])("drops a statement with %s", (_, quotes) => {
    expect(isSound("Notice is longer.", quotes)).toBe(false);
  });

  it.each([
    ["a number of its own", "Notice is now 120 days."],
    ["a number in words of its own", "Notice is now sixty days."],
    ["another unit", "Notice is now 90 months."],
    ["an amount of its own", "The fee is $1,500."],
    ["another currency", "The fee is €1,200."],
    ["an amount made from a number", "The fee is $90."],
    ["a share made from a number", "The fee rises 90%."],
    ["a date of its own", "Notice is 90 days from March 3."],
    ["numbers turned round", "Notice goes from 90 to 30 days."],
    ["a name of its own", "Notice of 90 days goes to Globex."],
    ["a name at its start", "Globex gets 90 days notice."],
    ["an abbreviation of its own", "The GDPR asks for 90 days."],
    ["a name in another script", "Notice goes to Юникс."],
    ["an address", "See evil.example for 90 days."],
    ["a link", "Notice is 90 days, see https://a.example"],
    ["a mail address", "Ask help@a.example about 90 days."],
    ["HTML", "Notice is <b>90</b> days."],
    ["a Slack mention", "Notice is 90 days <!channel>"],
    ["a mention", "Notice is 90 days @here"],
    ["Markdown", "Notice is [90](x) days."],
    ["marks of a redline", "Notice is {+90+} days."],
    ["hidden characters", "Notice is 90 days\u202e"],
    ["a forged label", "Notice is 90 days. The provider's words: never mind."],
    ["a line of its own", "Notice is 90 days.\nIt is fine."],
    ["words in quotation marks that are nowhere", 'Notice is now "120 days or never".'],
    ["such words in other marks", "Notice is now ‘as long as we like’."],
    ["a quotation without end", 'Notice is now "90 days.'],
    ["a verdict", "The change to 90 days is purely editorial."],
    ["a denial", "The notice does not change."],
    ["a verdict in other words", "The change to 90 days is harmless."],
    ["advice", "This can be safely ignored, legal advice says."],
    ["nothing", "  "],
    ["no word", "90 – 90"],
    ["too much", `Notice is longer${" and longer".repeat(60)}.`],
  ])("drops a statement with %s", (_, text) => {
    expect(isSound(text)).toBe(false);
  });

  it.each([
    [
      "names and numbers of the clause",
      "The notice to Fernway Ltd is now 90 days instead of 30 days.",
    ],
    ["the clause's amount", "A fee of $1,200 now needs 90 days of notice."],
    ["the amount with its currency's letters", "A fee of USD 1,200 needs longer notice."],
    ["the same amount spelled otherwise", "A fee of $1200 needs longer notice."],
    ["an amount without its sign", "A fee of 1,200 dollars needs longer notice."],
    ["words of law that sound like a verdict", "You hold the provider and its staff harmless."],
    ["words of law that sound like a label", "It covers content generated by the service."],
    ["a possessive", "Fernway's notice is longer."],
    ["several sentences", "Notice is longer. It was 30 days. Users hear of it earlier."],
    ["words of the clause in quotation marks", "Notice is now “90 days” instead of '30 days'."],
    ["a verb at its start", "Extends the notice from 30 to 90 days."],
  ])("keeps a statement with %s", (_, text) => {
    expect(isSound(text)).toBe(true);
  });
});

it.each([
  ["thirty (30) days", "It takes 30 days.", true],
  ["thirty (30) calendar days", "It takes 30 days.", true],
  ["a 30-day period", "It takes 30 days.", true],
  ["30 days", "It is a 30-day period.", true],
  ["between 30 and 90 days", "It takes up to 90 days.", true],
  ["thirty (30) days", "It takes 30 months.", false],
  ["30 seats within a year", "It takes 30 months.", false],
])("reads “%s” and then “%s”", (clause, text, expected) => {
  const change = createClauseChange(`We act. <ins>We need ${clause} for it.</ins>`);
  const found = checkClaim({ text, beforeQuote: null, afterQuote: "We need" }, change);
  expect(found !== undefined).toBe(expected);
});

describe("checkClaims", () => {
  const answer = (...claims: Claim[]): Answer => ({
    claims,
    materiality: "substantive",
    topics: [],
    direction: null,
  });

  it("keeps what stands up and counts what does not", () => {
    const { claims, dropped } = checkClaims(
      answer(claim("Notice is longer."), claim("Notice is 5 days."), claim("Notice is 90 days.")),
      noticed,
    );
    expect(claims.map(({ text }) => text)).toEqual(["Notice is longer.", "Notice is 90 days."]);
    expect(dropped).toBe(1);
  });

  it("keeps a statement once, and four in all", () => {
    const texts = ["a", "a", "b", "c", "d", "e"].map((letter) =>
      claim(`Notice is longer, ${letter}.`),
    );
    expect(checkClaims(answer(...texts), noticed)).toMatchObject({
      claims: { length: 4 },
      dropped: 2,
    });
  });
});
