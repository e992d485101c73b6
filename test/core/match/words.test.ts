import { describe, expect, it } from "vitest";
import { listChangedRanges } from "../../../src/core/explain/changed-ranges.ts";
import {
  isTouched,
  readTokens,
  toPhrase,
  toSingleWord,
  toSoughtText,
  touchesPhrase,
} from "../../../src/core/match/words.ts";
import { createClauseChange } from "../../render/sample.ts";

/** Whether the phrase touches what the redline adds, in the text after. */
function touches(redline: string, text: string): boolean {
  const change = createClauseChange(redline);
  const after = change.after?.text ?? "";
  const phrase = toPhrase(text);
  if (phrase === undefined) throw new Error(`no phrase: ${text}`);
  const sought = toSoughtText(after, readTokens(after));
  return touchesPhrase(sought, phrase, listChangedRanges(change, "after"));
}

describe("touchesPhrase", () => {
  it.each([
    ["We <ins>resell</ins> data.", "resell"],
    ["We <ins>RESELL</ins> data.", "reSell"],
    ["We resell<ins>, or</ins> rent.", "resell"],
    ["Your <ins>training</ins> data stays.", "Training data"],
    ["Your <ins>training</ins>\n  data stays.", "training data"],
    ["Your **<ins>training</ins>** data.", "training data"],
    ["Pay <ins>$100</ins> now.", "$100"],
    ["Written in <ins>C++</ins> code.", "C++"],
    ["It is <ins>AI\u2011generated</ins>.", "AI-generated"],
    ["The customer\u2019s <ins>own</ins> data.", "customer's own"],
    ["Die <ins>Ausgaben</ins> nicht.", "ausgaben"],
    ["Сервис <ins>НЕ ХРАНИТ</ins> данные.", "не хранит данные"],
    ["出力を<ins>競合</ins>する製品に使う。", "競合する"],
  ])("finds in %j the phrase %j", (redline, phrase) => {
    expect(touches(redline, phrase)).toBe(true);
  });

  it.each([
    ["We <ins>resells</ins> data.", "resell"],
    ["We <ins>may</ins> freely resell.", "resell"],
    ["Your <ins>training</ins> of data.", "training data"],
    ["Your <ins>training, data</ins>.", "training data"],
    ["Pay <ins>100</ins> now.", "$100"],
    ["<ins>Written</ins> in C code.", "C++"],
  ])("does not find in %j the phrase %j", (redline, phrase) => {
    expect(touches(redline, phrase)).toBe(false);
  });
});

describe("toSingleWord", () => {
  it("gives a word alone, and none for what has marks or is two", () => {
    const phrases = ["Resale", "C++", "re-sale", "競合"].map((text) => toPhrase(text));
    expect(phrases.map((phrase) => phrase && toSingleWord(phrase))).toEqual([
      "resale",
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("toPhrase", () => {
  it("gives none without a letter or digit", () => {
    expect(toPhrase(" — ")).toBeUndefined();
  });
});

describe("isTouched", () => {
  const ranges = [
    { start: 2, end: 4 },
    { start: 8, end: 8 },
  ];

  it.each([
    [0, 2, true],
    [4, 5, true],
    [5, 7, false],
    [5, 8, true],
    [8, 9, true],
    [9, 12, false],
  ])("of %i to %i says %s", (start, end, isIt) => {
    expect(isTouched(start, end, ranges)).toBe(isIt);
  });
});
