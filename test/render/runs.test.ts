import { describe, expect, it } from "vitest";
import { toRuns } from "../../src/render/runs.ts";
import { toSpans } from "./sample.ts";

const roomy = { maxChars: 1000, maxRuns: 40 };

function textOf(redline: string, options = roomy): string {
  return toRuns(toSpans(redline), options)
    .map(({ text }) => text)
    .join("");
}

describe("toRuns", () => {
  it("marks in the text what went and what came, blanks outside the marks", () => {
    expect(textOf("You may <del>always </del><ins>not </ins>compete.")).toBe(
      "You may [-always-] {+not+} compete.",
    );
  });

  it("tells the provider's own marks from ours", () => {
    expect(textOf("a [-gone-] <ins>{+new+}</ins>")).toBe("a \\[-gone-\\] {+\\{+new+\\}+}");
  });

  it("puts what a clause was above what it is where hardly a word stayed", () => {
    const was = "We keep nothing that you send to us once the conversation has ended for good.";
    const is =
      "All content may be retained by the company and by its partners at their discretion.";
    expect(textOf(`<del>${was}</del><ins>${is}</ins>`)).toBe(`[-${was}-]\n{+${is}+}`);
  });

  it("counts the edits that there are no runs left for", () => {
    const redline = Array.from({ length: 30 }, (_, at) => `some words <ins>${at}</ins> `).join("");
    expect(toRuns(toSpans(redline), { maxChars: 5000, maxRuns: 11 })).toHaveLength(11);
    expect(textOf(redline, { maxChars: 5000, maxRuns: 11 })).toMatch(
      /^some words \{\+0\+\} .* … \(25 more edits in this clause\)$/,
    );
  });
});
