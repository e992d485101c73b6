import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentClauses } from "../../../src/core/clauses/segment.ts";

const textsOf = (text: string): readonly string[] =>
  segmentClauses(text).map((clause) => clause.text);

const countWords = (text: string): number => (text.match(/\p{L}+/gu) ?? []).length;

describe("segmentClauses", () => {
  it("gives each clause the headings above it, whatever their style", () => {
    const text = "Terms\n=====\n\n## 2. Use\n\n**2.1 Limits**\n\nBe kind.\n\n## 3. Fees\n\nPay.";
    const paths = segmentClauses(text).map((clause) => [clause.kind, ...clause.path]);
    expect(paths).toEqual([
      ["heading"],
      ["heading", "Terms"],
      ["heading", "Terms", "2. Use"],
      ["paragraph", "Terms", "2. Use", "2.1 Limits"],
      ["heading", "Terms"],
      ["paragraph", "Terms", "3. Fees"],
    ]);
  });

  it("gives list items the sentence they complete", () => {
    const text =
      "You may not:\n\n* resell the service\n  * to anyone under 18\n* scrape it\n\nWe may:\n\n1. act";
    const items = segmentClauses(text).filter((clause) => clause.kind === "item");
    expect(items.map((clause) => clause.leadIn)).toEqual([
      "You may not:",
      "You may not:",
      "You may not:",
      "We may:",
    ]);
  });

  it("splits an inline enumeration into lead-in, items and what follows", () => {
    const text =
      "You shall not: (a) reverse engineer any part of the service; (b) resell access to it without consent; or (c) publish results of benchmarks. Breach ends this licence.";
    expect(textsOf(text)).toEqual([
      "You shall not:",
      "(a) reverse engineer any part of the service;",
      "(b) resell access to it without consent; or",
      "(c) publish results of benchmarks.",
      "Breach ends this licence.",
    ]);
  });

  it.each([
    "Subject to section (a) and the rest of (b) below, we act.",
    "We collect (a) name, (b) age, (c) city.",
    "Under (b) first and then (a) later in this long sentence we act.",
    "Either (a) one long enough first thing or (b) second long enough thing; or (a) one more list of its own kind and (b) its end.",
  ])("leaves %s whole", (text) => {
    expect(textsOf(text)).toEqual([text]);
  });

  it("takes each table row for a clause and no rule for one", () => {
    const text = "| Name | Use |\n| --- | --- |\n| Acme | Mail |\n| Bolt | Logs |";
    expect(textsOf(text)).toEqual(["| Name | Use |", "| Acme | Mail |", "| Bolt | Logs |"]);
  });

  it("ends a paragraph at a hard line break and not at a soft one", () => {
    expect(textsOf("**Fees**  \nPay in\nadvance.")).toEqual(["**Fees**", "Pay in\nadvance."]);
  });

  it("keeps offsets exact and clauses apart, whatever the text", () => {
    const piece = constantFrom(
      "# A",
      "* b",
      "(a) some longer item; ",
      "text ",
      "\n",
      "\n\n",
      "| x | y |\n",
      "---\n",
      "You may: ",
      "(b) more of the list; ",
      "**c**",
      "  \n",
      "é\u200b",
      "\r\n",
    );
    assert(
      property(array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        let end = 0;
        for (const clause of segmentClauses(text)) {
          expect(text.slice(clause.start, clause.end)).toBe(clause.text);
          expect(clause.start).toBeGreaterThanOrEqual(end);
          end = clause.end;
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it("leaves no word outside every clause", () => {
    const text =
      "# Terms\n\n1. You may: (a) copy what is yours to keep; (b) share what is yours to give. Done.\n\n> quoted\n\n| a | b |";
    expect(
      textsOf(text)
        .map(countWords)
        .reduce((sum, count) => sum + count, 0),
    ).toBe(countWords(text));
  });
});
