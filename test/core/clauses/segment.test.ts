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

  it("splits the lists inside the items of a list, each with all that it completes", () => {
    const text =
      "You must: (a) keep records of all that you do (i) for at least five whole years and (ii) in a form that we can read; and (b) pay what you owe us in time.";
    expect(segmentClauses(text).map(({ text: own, leadIn }) => [leadIn, own])).toEqual([
      [undefined, "You must:"],
      ["You must:", "(a) keep records of all that you do"],
      ["You must: keep records of all that you do", "(i) for at least five whole years and"],
      ["You must: keep records of all that you do", "(ii) in a form that we can read; and"],
      ["You must:", "(b) pay what you owe us in time."],
    ]);
  });

  it("splits the list of each sentence", () => {
    const text =
      "We will: (a) host the service on our machines; and (b) back it up every night. You will: a) keep your password to yourself; and b) tell us when somebody finds it.";
    expect(textsOf(text)).toEqual([
      "We will:",
      "(a) host the service on our machines; and",
      "(b) back it up every night.",
      "You will:",
      "a) keep your password to yourself; and",
      "b) tell us when somebody finds it.",
    ]);
  });

  it("gives an item all that it completes, outermost first, whatever stands between", () => {
    const text =
      "You may not:\n\n1. use the service to\n   * harm people\n\n   Harm includes debt.\n\n2. resell it";
    expect(segmentClauses(text).map(({ text: own, leadIn }) => [own, leadIn])).toEqual([
      ["You may not:", undefined],
      ["1. use the service to", "You may not:"],
      ["* harm people", "You may not: use the service to"],
      ["Harm includes debt.", undefined],
      ["2. resell it", "You may not:"],
    ]);
  });

  it("takes a numbered line with a body for a heading, and its own list for its body", () => {
    const text =
      "A. Services\n\n1.  **Overview.** We serve.\n2.  **Ending.**\n    1.  Each party may end it.\n\nB. Fees\n\nPay in time.";
    expect(segmentClauses(text).map(({ kind, path }) => [kind, ...path])).toEqual([
      ["heading"],
      ["item", "A. Services"],
      ["heading", "A. Services"],
      ["item", "A. Services", "2. Ending."],
      ["heading"],
      ["paragraph", "B. Fees"],
    ]);
  });

  it.each([
    [
      "a list of short items",
      "We forbid:\n\n1. Spam\n2. Fraud\n3. Weapons\n\nOther uses are fine.",
    ],
    ["a sentence with a number", "1. You must be of age\n\nParents answer for their children."],
    ["a numbered line at the end", "We forbid much.\n\n1. Spam"],
  ])("takes %s for no heading", (_, text) => {
    expect(segmentClauses(text).filter(({ kind }) => kind === "heading")).toEqual([]);
  });

  it("takes a number on its own line as that of what follows it", () => {
    const text =
      "1.\n\nDefinitions\n-----------\n\nWords mean what they say.\n\n(b)\n\nFigures too.\n\n49\n\nNotes";
    expect(segmentClauses(text).map(({ kind, number, text: own }) => [kind, number, own])).toEqual([
      ["heading", "1", "1.\n\nDefinitions"],
      ["paragraph", undefined, "Words mean what they say."],
      ["paragraph", "b", "(b)\n\nFigures too."],
      ["paragraph", undefined, "49"],
      ["paragraph", undefined, "Notes"],
    ]);
  });

  it("closes a section whose numbers an unmarked clause carries on", () => {
    const text =
      "1. Fees\n\nPay in time.\n\n2. We may end the contract when you do not.\n\nNo refunds.";
    expect(segmentClauses(text).map(({ path }) => path)).toEqual([[], ["1. Fees"], [], []]);
  });

  it("gives rows the header of their table", () => {
    const text = "| Name | Use |\n| --- | --- |\n| Acme | Mail |\n\n| Bolt | Logs |";
    expect(segmentClauses(text).map(({ leadIn }) => leadIn)).toEqual([
      undefined,
      "Name Use",
      "Name Use",
    ]);
  });

  it.each([
    ["**Retention.** We keep logs.", "Retention"],
    ["2.  Account Creation. When you join, we ask for a name.", "Account Creation"],
    ["“**Customer Content**” means what you send us.", "Customer Content"],
    ['* "Outputs", or (as the case may be) results, means what comes back.', "Outputs"],
    ["We keep logs. Then we delete them.", undefined],
    ["**We keep logs and delete them.**", undefined],
  ])("reads the title of %s", (text, title) => {
    expect(segmentClauses(text)[0]?.title).toBe(title);
  });

  it("splits a page that lost its line breaks at its numbered sections", () => {
    const filler = "The parties agree on this and on much else that fills a page. ".repeat(15);
    const text = `Welcome. ${filler}1\\. Services.1.1 Right to Services. ${filler}Section 4 Applies. 1.2 Limits. ${filler}2\\. Fees. ${filler}`;
    expect(
      segmentClauses(text).map(({ kind, number, path, text: own }) => [
        kind,
        number,
        path.join(" > "),
        own.slice(0, 18),
      ]),
    ).toEqual([
      ["paragraph", undefined, "", "Welcome. The parti"],
      ["heading", "1", "", "1\\. Services."],
      ["paragraph", "1.1", "1. Services.", "1.1 Right to Servi"],
      ["paragraph", "1.2", "1. Services.", "1.2 Limits. The pa"],
      ["paragraph", "2", "", "2\\. Fees. The part"],
    ]);
  });

  it("reads Chinese numbering and keeps bold sentences out of the path", () => {
    const text =
      "**1、服务**\n\n**1.1 本服务及其生成的内容仅供你参考，你不得将输出的内容作为专业建议、商业用途或者用于其他任何目的。**\n\n不得：\n\n（1）转售本服务；\n\n（2）攻击本服务。";
    expect(
      segmentClauses(text).map(({ number, path, leadIn }) => [number, ...path, leadIn]),
    ).toEqual([
      ["1", undefined],
      ["1.1", "1、服务", undefined],
      [undefined, "1、服务", undefined],
      ["1", "1、服务", "不得:"],
      ["2", "1、服务", "不得:"],
    ]);
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
