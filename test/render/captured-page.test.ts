import { describe, expect, it } from "vitest";
import { renderCapturedPage } from "../../src/render/captured-page.ts";
import { toHtmlText } from "../../src/render/html.ts";
import { hostileTexts } from "./hostile.ts";

const render = (page: string, contentType = "text/html; charset=utf-8"): string =>
  toHtmlText(renderCapturedPage(new TextEncoder().encode(page), contentType).main);

describe("renderCapturedPage", () => {
  it("keeps headings, lists and tables, and none of their attributes", () => {
    const page = `<html><body><h1 class=x onclick=a()>Terms</h1><ul style="x"><li>One</ul>
      <table border=1><tr><td colspan=2 background="https://evil.example/">A</table></body></html>`;
    expect(render(page).replaceAll(/\s+/g, "")).toBe(
      "<h1>Terms</h1><ul><li>One</li></ul><table><tr><td>A</td></tr></table>",
    );
  });

  it.each([
    ["a script", "<script>alert(1)</script>"],
    ["a handler", "<img src=x onerror=alert(1) alt=Logo>"],
    ["a refresh", '<meta http-equiv="refresh" content="0;url=https://evil.example/">'],
    [
      "a form",
      "<form action=https://evil.example/><input name=password><button>Go</button></form>",
    ],
    ["a frame", "<iframe srcdoc='<script>alert(1)</script>'></iframe>"],
    ["a drawing", "<svg onload=alert(1)><a href=javascript:alert(1)><text>x</text></a></svg>"],
    ["a style", "<style>@import url(https://evil.example/x.css)</style>"],
    ["a base", "<base href=https://evil.example/>"],
    ["a link", '<a href="https://evil.example/" ping="https://evil.example/">here</a>'],
    ["an element of its own", "<x-evil onfocus=alert(1) autofocus tabindex=1>text</x-evil>"],
    ["markup in a title", "<title><script>alert(1)</script></title>"],
    [
      "markup in what no script sees",
      "<noscript><p title='</noscript><img src=x onerror=a()>'>y</p>",
    ],
    ["a template", "<template><img src=x onerror=alert(1)></template>"],
  ])("leaves %s out", (_, part) => {
    const shown = render(`<html><body><p>before</p>${part}<p>after</p></body></html>`);
    expect(shown).toContain("before");
    expect(shown).not.toMatch(/evil|alert|<(?!\/?(?:p|div|em)\b)|\son\w+=|\shref|\ssrc|\sstyle/);
  });

  it("names pictures and fields where they stood", () => {
    const shown = render('<html><body><img alt="Logo"><input placeholder="E-mail"></body></html>');
    expect(shown).toContain("[picture: Logo]");
    expect(shown).toContain("[field: E-mail]");
  });

  it.each(hostileTexts)("shows %s as text alone", (_, text) => {
    const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const shown = render(`<html><body><p>${escaped}</p></body></html>`);
    expect(shown.replaceAll(/<\/?p>/g, "")).not.toMatch(/[<>"']/);
  });

  it("shows plain text as it stands", () => {
    expect(render("a <b> & c", "text/plain")).toBe("<pre>a &lt;b&gt; &amp; c</pre>");
  });

  it("says of a PDF that it is one", () => {
    expect(render("%PDF-1.7\n…", "application/pdf")).toContain("a PDF");
  });

  it("refuses what nests too deeply, and cuts what is too long", () => {
    expect(render("<div>".repeat(5000))).toContain("cannot be shown");
    const long = new TextEncoder().encode(`<html><p>${"word ".repeat(200_000)}`);
    const page = renderCapturedPage(long, "text/html");
    expect(page.isCut).toBe(true);
    expect(toHtmlText(page.main).length).toBeLessThan(600_000);
  });
});
