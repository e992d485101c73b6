import { describe, expect, it } from "vitest";
import { renderRedline } from "../../src/render/redline.ts";
import { toSpans } from "./sample.ts";

function render(markup: string, width = 40, hasColour = false): string {
  return renderRedline(toSpans(markup), { width, hasColour }).join("\n");
}

const words = (count: number, word = "word") => `${word} `.repeat(count);

describe("renderRedline", () => {
  it("keeps a mark with its words where a line ends", () => {
    const line = render("We keep the data for <del>thirty </del><ins>ninety long </ins>days.", 34);
    expect(line).toBe("  We keep the data for [-thirty-]\n  {+ninety long+} days.");
  });

  it("has + or - before each line of a clause that came or went", () => {
    expect(render("<ins>You may not sell it, nor lend it to anybody else.</ins>", 30)).toBe(
      "+ You may not sell it, nor\n+ lend it to anybody else.",
    );
    expect(render("<del>You may not sell it.</del>")).toBe("- You may not sell it.");
  });

  it("folds what stayed to the number of its words", () => {
    expect(render(`${words(60)}you may <ins>not </ins>sell it. ${words(100)}`, 800)).toBe(
      `  ${words(8)}… 30 words unchanged … ${words(22)}you may {+not+} sell it. ${words(22)}… 78 words unchanged …`,
    );
  });

  it("shows what was above what is where hardly a word was kept", () => {
    const text = render(`<del>${words(14, "old")}</del>the<ins> ${words(14, "new")}</ins>`, 400);
    expect(text).toBe(`- ${words(14, "old")}the\n+ the ${words(14, "new")}`.trimEnd());
  });

  it("opens and closes each colour on the line it is on", () => {
    const lines = render(`Keep <ins>${words(12, "new")}</ins>here.`, 30, true).split("\n");
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines)
      expect(line.split("\u001B[32m").length).toBe(line.split("\u001B[39m").length);
  });

  it("takes no mark of the provider's for one of ours", () => {
    expect(render("Write [-this-] or <ins>{+that+} </ins>here.", 80)).toBe(
      "  Write \\[-this-\\] or {+\\{+that+\\}+} here.",
    );
  });

  it("breaks lines of a script without spaces", () => {
    const lines = render(`<ins>${"用户不得转售服务。".repeat(8)}</ins>`, 30).split("\n");
    expect(lines.length).toBeGreaterThan(3);
  });
});
