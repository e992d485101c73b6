import { describe, expect, it } from "vitest";
import { toVisible, toVisibleLine } from "../../src/render/visible.ts";

describe("toVisible", () => {
  it.each([
    ["a\u202Eb\u2069c", "a‹U+202E›b‹U+2069›c"],
    ["mo\u200Bdel\u00AD", "mo‹U+200B›del‹U+00AD›"],
    ["zero\u200Djoiner", "zero‹U+200D›joiner"],
    ["tag \u{E0041}", "tag ‹U+E0041›"],
    ["\u001B[31mred\u0007", "‹U+001B›[31mred‹U+0007›"],
    ["lone \uD83D surrogate", "lone \uFFFD surrogate"],
    ["one\r\ntwo\u2028three\rfour", "one\ntwo\nthree\nfour"],
  ])("shows what is hidden in %j", (text, visible) => {
    expect(toVisible(text)).toBe(visible);
  });

  it.each(["नहीं क्\u200Dष", "👩\u200D⚖️", "Fees: 10 €, “quoted”\n\tindented", "条款"])(
    "leaves %s as it is",
    (text) => {
      expect(toVisible(text)).toBe(text);
    },
  );
});

describe("toVisibleLine", () => {
  it("makes one line of a title with line breaks", () => {
    expect(toVisibleLine(" Terms\r\nBcc: all@example.com\u2028x ")).toBe(
      "Terms Bcc: all@example.com x",
    );
  });
});
