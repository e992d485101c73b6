import { describe, expect, it } from "vitest";
import { toHtmlText } from "../../../src/render/html.ts";
import { renderSides } from "../../../src/web/views/side-by-side.ts";
import { toSpans } from "../../render/sample.ts";

/** What stands on each side, with `<ins>` and `<del>` for the marks; the label first. */
function sidesOf(markup: string, maxChars = 1000): readonly string[] {
  const html = toHtmlText(renderSides(toSpans(markup), maxChars));
  return html
    .split(/<p class="side">/)
    .slice(1)
    .map((side) =>
      side
        .replaceAll(/<\/?(?!ins|del|\/)[^>]*>|<\/(?!ins|del)[^>]*>/g, "")
        .replaceAll(/\s+/g, " ")
        .trim(),
    );
}

describe("renderSides", () => {
  it("marks on each side what the other has not", () => {
    expect(sidesOf("Fees rise by <del>5</del><ins>9</ins> % a year.")).toEqual([
      "Before Fees rise by [-<del>5</del>-] % a year.",
      "After Fees rise by {+<ins>9</ins>+} % a year.",
    ]);
  });

  it("says where a clause that came was not, and where one that went is not any more", () => {
    expect(sidesOf("<ins>You may not resell it.</ins>")).toEqual([
      "Before It was not there.",
      "After {+<ins>You may not resell it.</ins>+}",
    ]);
    expect(sidesOf("<del>You may resell it.</del>")[1]).toBe("After It is not there any more.");
  });

  it("shows a clause that moved as it is on both sides", () => {
    expect(sidesOf("You may resell it.")).toEqual([
      "Before You may resell it.",
      "After You may resell it.",
    ]);
  });

  it("shows each side whole where hardly a word was kept", () => {
    const [gone, come] = ["one two three four five six seven", "eight nine ten eleven twelve more"];
    const markup = `<del>${gone} ${gone}</del><ins>${come} ${come}</ins> it.`;
    expect(sidesOf(markup)).toEqual([
      `Before [-<del>${gone} ${gone} it.</del>-]`,
      `After {+<ins>${come} ${come} it.</ins>+}`,
    ]);
  });

  it("leaves the same words out of both", () => {
    const long = "and so it is every day ".repeat(100);
    const [before = "", after = ""] = sidesOf(`${long}<del>five</del><ins>nine</ins> ${long}`);
    const bare = (side: string, word: string): string =>
      side
        .replace(/^\w+ /, "")
        .split(word)
        .map((part) => part.replaceAll(/\W|del|ins/g, ""))
        .join("|");
    expect(bare(before, "five")).toBe(bare(after, "nine"));
  });
});
