import { describe, expect, it } from "vitest";
import { extractSource } from "../../../src/core/extract/extract.ts";
import type { Selector } from "../../../src/model/declaration.ts";

const page = `<html><body><nav>Menu</nav><div id="a"><h2>A</h2><p class="x">One.</p><p>Two.</p></div>
<div id="b"><h2>B</h2><p class="x">Three.</p><script>no()</script><p hidden>Hidden.</p></div></body></html>`;

async function extract(select: Selector[], remove: Selector[] = [], html = page): Promise<string> {
  return extractSource({
    source: { url: "https://example.com/t", select, remove, executeClientScripts: undefined },
    bytes: new TextEncoder().encode(html),
    contentType: "text/html",
    finalUrl: "https://example.com/t",
  });
}

describe("extractSource with selectors", () => {
  it.each<[string, Selector[], Selector[], string]>([
    [
      "parts in the order of the selectors",
      ["#b", "#a"],
      [],
      "## B\n\nThree.\n\n## A\n\nOne.\n\nTwo.\n",
    ],
    ["a part once that two selectors match", ["#a", ".x"], [], "## A\n\nOne.\n\nTwo.\n\nThree.\n"],
    ["menus that were asked for", ["nav"], [], "Menu\n"],
    ["what was asked for although it is hidden", ["[hidden]"], [], "Hidden.\n"],
    ["nothing that was removed first", ["div"], [".x"], "## A\n\nTwo.\n\n## B\n"],
    [
      "no more than the rest when a removal matches nothing",
      ["#a"],
      [".gone"],
      "## A\n\nOne.\n\nTwo.\n",
    ],
    [
      "a range inside one element",
      [{ startAfter: "#a h2", endBefore: "#a p:last-child" }],
      [],
      "One.\n",
    ],
    [
      "a range across elements",
      [{ startBefore: "#a .x", endAfter: "#b h2" }],
      [],
      "One.\n\nTwo.\n\n## B\n",
    ],
    [
      "a range up to the next match of its end",
      [{ startBefore: "h2", endBefore: "h2" }],
      [],
      "## A\n\nOne.\n\nTwo.\n",
    ],
    [
      "what is left of a removed range",
      ["body"],
      [{ startBefore: "#a .x", endAfter: "#b h2" }, "nav"],
      "## A\n\nThree.\n",
    ],
    ["a second selector when the first misses", [".gone", "#b .x"], [], "Three.\n"],
  ])("gives %s", async (_, select, remove, expected) => {
    expect(await extract(select, remove)).toBe(expected);
  });

  it.each<[string, Selector[], string]>([
    ["all selectors miss", ["#none", ".none"], "selector-missed"],
    ["the start of a range misses", [{ startBefore: "#none", endAfter: "#b" }], "selector-missed"],
    [
      "the end of a range stands before its start",
      [{ startBefore: "#b", endBefore: "#a" }],
      "selector-missed",
    ],
    ["a selector is none", ["p:::"], "selector-invalid"],
    ["a selector is endless", ["p ".repeat(600)], "selector-invalid"],
    ["what matches is empty", ["script"], "empty"],
  ])("refuses when %s", async (_, select, kind) => {
    await expect(extract(select)).rejects.toMatchObject({ name: "ExtractError", kind });
  });

  it("refuses a sibling selector over a page of too many siblings", async () => {
    const html = `<body>${"<p>a</p>".repeat(20_000)}</body>`;
    await expect(extract(["p:nth-child(2n)"], [], html)).rejects.toMatchObject({
      kind: "too-complex",
    });
  });
});
