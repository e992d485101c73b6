import { describe, expect, it } from "vitest";
import { toHtmlText } from "../../src/render/html.ts";
import { drawPlot } from "../../src/web/plot.ts";
import { renderSvg } from "../../src/web/svg-markup.ts";
import { findInvalidParts } from "./page-faults.ts";

const days = [
  { day: new Date("2024-01-01T00:00:00Z"), count: 1 / 3, name: `<script>alert("1")</script>` },
  { day: new Date("2025-01-01T00:00:00Z"), count: 2, name: "Bolt & Sons" },
];

async function draw(to: (name: string) => string = () => "/documents/bolt/terms"): Promise<string> {
  const plot = await drawPlot({ title: "Changes “a year”", hasLinks: true }, ({ dot }) => ({
    width: 640,
    marks: [
      dot(days, {
        x: "day",
        y: "count",
        fill: () => "var(--link)",
        title: "name",
        href: ({ name }: { readonly name: string }) => to(name),
      }),
    ],
  }));
  return toHtmlText(plot);
}

describe("drawPlot", () => {
  it("draws what stands in a page without styles, scripts and anything from elsewhere", async () => {
    const text = await draw();
    expect(text).not.toMatch(/<style|style=|<script|\son\w+=|<image|<use|url\(/);
    expect(text).toContain(`fill="var(--link)"`);
    expect(text).toContain("2024");
  });

  it("names a link by its title, escaped", async () => {
    const text = await draw();
    expect(text).toContain(
      `href="/documents/bolt/terms" aria-label="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"`,
    );
  });

  it("leads to no other site", async () => {
    expect(await draw(() => "//elsewhere.example/")).not.toContain("elsewhere");
    expect(await draw(() => "javascript:alert(1)")).not.toContain("javascript");
  });

  it("gives coordinates with one decimal", async () => {
    expect(await draw()).not.toMatch(/(?:cx|cy|x1|y1|d)="[^"]*\d\.\d\d/);
  });

  it("is the same each time", async () => {
    expect(await draw()).toBe(await draw());
  });

  it("stands in a valid page", async () => {
    const page = `<!doctype html><html lang="en"><head><title>A plot</title></head><body><main><h1>A plot</h1>${await draw()}</main></body></html>`;
    expect(findInvalidParts(page)).toEqual([]);
  });
});

describe("renderSvg", () => {
  it("leaves out what does not draw, with all that stands in it", () => {
    const text = { nodeType: 3, textContent: "alert(1)", childNodes: [] };
    const script = {
      nodeType: 1,
      localName: "script",
      textContent: "alert(1)",
      attributes: [],
      childNodes: [text],
    };
    const svg = {
      nodeType: 1,
      localName: "svg",
      textContent: "",
      attributes: [
        { name: "onload", value: "alert(1)" },
        { name: "width", value: "10" },
      ],
      childNodes: [script],
    };
    const drawn = renderSvg(svg);
    expect(drawn === null ? null : toHtmlText(drawn)).toBe(`<svg width="10"></svg>`);
  });
});
