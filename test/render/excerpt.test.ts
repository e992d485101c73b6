import { describe, expect, it } from "vitest";
import { findMarks } from "../../src/core/search/marks.ts";
import { parseSearch } from "../../src/core/search/parse-query.ts";
import { toExcerpt } from "../../src/render/excerpt.ts";

function excerpt(query: string, text: string, maxChars = 60, context = 12): string {
  const marks = findMarks(parseSearch(query).wanted, text);
  return toExcerpt(text, marks, { maxChars, context })
    .map(({ text: piece, isMarked }) => (isMarked ? `[${piece}]` : piece))
    .join("");
}

const long =
  "Fees are due in advance. Nothing else is said of them here. Late payment bears interest, and interest bears none.";

describe("toExcerpt", () => {
  it("gives a short text whole", () => {
    expect(excerpt("fees", "Pay the fees, all fees.")).toBe("Pay the [fees], all [fees].");
  });

  it("gives what stands around the marks of a long one, cut between words", () => {
    expect(excerpt("fee interest", long, 90)).toBe(
      "[Fees] are due in advance. … payment bears [interest], and [interest] bears none.",
    );
  });

  it("gives the beginning of a long one without a mark", () => {
    expect(excerpt("absent", long)).toBe(
      "Fees are due in advance. Nothing else is said of them here. Late … ",
    );
  });

  it("gives no more than there is room for", () => {
    const text = Array.from({ length: 500 }, (_, at) => `fee number ${at} is due, it is`).join(" ");
    expect(excerpt("fee", text, 100).length).toBeLessThan(300);
  });

  it("shows what a reader cannot see, also beside a mark", () => {
    expect(excerpt("fee", "No \u202Efee\u202C at all")).toBe("No ‹U+202E›[fee]‹U+202C› at all");
  });

  it("cuts a text without a blank", () => {
    expect(excerpt("absent", "x".repeat(10_000)).length).toBeLessThan(100);
  });
});
