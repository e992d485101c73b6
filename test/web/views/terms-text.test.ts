import { describe, expect, it } from "vitest";
import { toHtmlText } from "../../../src/render/html.ts";
import { layOutText } from "../../../src/render/terms-layout.ts";
import { renderTermsText } from "../../../src/web/views/terms-text.ts";
import { segmentClauses } from "../../../src/core/clauses/segment.ts";
import { inventedDocuments } from "../../invented-texts.ts";

const show = (text: string): string =>
  toHtmlText(renderTermsText(layOutText(text)))
    .replaceAll(/\s+/g, " ")
    .replaceAll(" >", ">")
    .replaceAll(/ ?(<\/?(?:li|ul|table|thead|tbody|tr|t[hd]|div)[^>]*>) ?/g, "$1");

describe("renderTermsText", () => {
  it("gives headings their level, and never skips one", () => {
    const levels = [
      ...show("# Terms\n\n#### 1. Use\n\nBe fair.\n\n#### 2. Fees\n\nPay.\n").matchAll(/<h(\d)/g),
    ];
    expect(levels.map(([, level]) => level)).toEqual(["2", "3", "3"]);
  });

  it("nests what is indented below an item in it", () => {
    const shown = show("You may not:\n\n- sell it:\n    - here\n    - there\n- copy it\n");
    expect(shown.replaceAll(/ (?:id|dir)="[^"]*"/g, "")).toBe(
      "<p>You may not:</p><ul><li>sell it:<ul><li>here</li><li>there</li></ul></li><li>copy it</li></ul>",
    );
  });

  it("keeps the numbers that a text gives its items", () => {
    expect(show("1. One thing.\n2. Another.\n")).toContain(
      'class="numbered" dir="auto">1. One thing.',
    );
  });

  it("shows a table with its head", () => {
    const shown = show("| Name | Why |\n| --- | --- |\n| a \\| b | **c** |\n");
    expect(shown).toContain('<th scope="col">Name</th><th scope="col">Why</th>');
    expect(shown).toContain("<td>a | b</td><td><strong>c</strong></td>");
  });

  it("shows a quotation as one", () => {
    expect(show("> Be fair.\n> Always.\n")).toMatch(
      /<blockquote><p[^>]*>Be fair\. Always\.<\/p><\/blockquote>/,
    );
  });

  it.each(
    inventedDocuments.map(({ serviceName, termsType, versions }) => [
      `${serviceName} ${termsType}`,
      versions.at(-1)?.text ?? "",
    ]),
  )("gives every clause an anchor: %s", (_, text) => {
    const anchors = [...show(text).matchAll(/ id="c-(\d+)"/g)].map(([, start]) => Number(start));
    expect(anchors).toEqual(segmentClauses(text).map(({ start }) => start));
  });

  it("gives each part of a list within a sentence an anchor", () => {
    const text =
      "You may not: (a) resell access to the service to anyone; (b) reverse engineer any of the models; or (c) hide what was made by them.";
    const starts = segmentClauses(text).map(({ start }) => start);
    expect(starts.length).toBeGreaterThan(2);
    for (const start of starts) expect(show(text)).toContain(` id="c-${start}"`);
  });
});
