import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasHiddenCharacters, normalizeText } from "../../../src/core/explain/normalized-text.ts";

describe("normalizeText", () => {
  it.each([
    ["emphasis", "You **may not** resell _anything_", "You may not resell anything"],
    [
      "links and their targets",
      "See [our policy](https://x.example/a(b)c) now",
      "See our policy now",
    ],
    ["escapes", String.raw`1\. Fees \(net\)`, "1. Fees (net)"],
    ["typographic quotes and dashes", "“Acme’s” data — 30–60", `"Acme's" data - 30-60`],
    ["doubled blanks and line breaks", "  a \n\t b\u00a0c ", "a b c"],
    ["invisible characters", "may\u200b not\u202e\u{e0069}\ufe0f", "may not"],
    ["compatibility forms", "ﬁles Ⅳ ３０", "files IV 30"],
    ["decomposed letters", "cafe\u0301", "café"],
    ["underscores of names", "_user_id_", "user_id"],
  ])("takes %s for what a reader sees", (_, original, expected) => {
    expect(normalizeText(original).text).toBe(expected);
  });

  it("finds the way back to the words that a stretch stands for", () => {
    const original = "You **may\u200b not** [resell](https://x.example) it";
    const { text, toOriginal } = normalizeText(original);
    const at = text.indexOf("not resell");
    const { start, end } = toOriginal(at, at + "not resell".length);
    expect(original.slice(start, end)).toBe("not** [resell");
  });

  it("gives the same again for what it gave", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (original) => {
        const { text } = normalizeText(original);
        const plain = text.replaceAll(/[\\*_`[\]()]/g, "");
        expect(normalizeText(plain).text).toBe(plain.trim().replaceAll(/ +/g, " "));
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it("never points outside the original, nor backwards", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (original) => {
        const { text, toOriginal } = normalizeText(original);
        let before = 0;
        for (let at = 0; at < text.length; at += 1) {
          const { start, end } = toOriginal(at, at + 1);
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(original.length);
          before = start;
        }
      }),
      { seed: 7, numRuns: 400 },
    );
  });

  it("takes a run of opened links for no more than its length", () => {
    const { text } = normalizeText("](".repeat(100_000));
    expect(text.length).toBeLessThanOrEqual(200_000);
  });
});

describe("hasHiddenCharacters", () => {
  it.each([
    ["a zero-width blank", "a\u200bb", true],
    ["a tag character", "a\u{e0041}", true],
    ["a variation selector", "a\ufe01", true],
    ["half a pair", "a\ud800", true],
    ["plain words", "You may not – ever – “resell” café.", false],
  ])("tells %s", (_, text, expected) => {
    expect(hasHiddenCharacters(text)).toBe(expected);
  });
});
