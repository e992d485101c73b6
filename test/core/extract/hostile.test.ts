import { describe, expect, it } from "vitest";
import { extractSource } from "../../../src/core/extract/extract.ts";
import type { ExtractLimits } from "../../../src/core/extract/limits.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const sentence = "<p>These terms bind you and the provider alike.</p>";

async function extract(
  bytes: Uint8Array,
  contentType: string | undefined,
  limits: Partial<ExtractLimits> = {},
): Promise<string> {
  const url = "https://example.com/t";
  const source = { url, select: [], remove: [], executeClientScripts: undefined };
  return extractSource({ source, bytes, contentType, finalUrl: url }, limits);
}

async function outcomeOf(bytes: Uint8Array, contentType?: string): Promise<string> {
  return extract(bytes, contentType).then(
    () => "read",
    (error: unknown) =>
      error instanceof Error && "kind" in error ? String(error.kind) : String(error),
  );
}

describe("extractSource with limits of one's own", () => {
  const nested = encode(`${"<div>".repeat(30)}${sentence}${"</div>".repeat(30)}`);
  const wide = encode(sentence.repeat(600));

  it("reads what stays within them", async () => {
    expect(await extract(nested, "text/html", { maxDepth: 40 })).toContain("bind you");
    expect(await extract(wide, "text/html", { maxNodes: 1300 })).toContain("bind you");
  });

  it.each([
    ["deeper", nested, { maxDepth: 20 }],
    ["larger", wide, { maxNodes: 1000 }],
  ])("refuses what is %s", async (_what, bytes, limits) => {
    await expect(extract(bytes, "text/html", limits)).rejects.toMatchObject({
      kind: "too-complex",
    });
  });
});

describe("extractSource on hostile bodies", () => {
  it.each([
    ["100,000 nested boxes", encode("<div>".repeat(100_000)), "too-complex"],
    ["20,000 unclosed inline runs", encode("<a><b><i><u>".repeat(20_000)), "too-complex"],
    ["a million paragraphs", encode("<p>a".repeat(1_000_000)), "too-complex"],
    ["an attribute of 10 MB", encode(`<p title="${"x".repeat(1e7)}">ok</p>`), "read"],
    ["a title of 1 MB", encode(`<title>${"x".repeat(1e6)}</title>${sentence}`), "read"],
    [
      "100,000 attributes",
      encode(`<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}`).join(" ")}>ok</p>`),
      "read",
    ],
    ["a word of 5 MB", encode(`<p>${"x".repeat(5e6)}</p>`), "read"],
    ["5 MB of spaces", encode(`<p>a${" ".repeat(5e6)}b</p>`), "read"],
    ["a million stars", encode(`<p>${"*".repeat(1e6)}</p>`), "empty"],
    ["a million line breaks", encode(`<p>a${"<br>".repeat(100_000)}b</p>`), "read"],
    [
      "a table with a span of a billion",
      encode(`<table><tr><td colspan=1000000000>a</td><td>b</td></tr><tr><td>c</td></tr></table>`),
      "read",
    ],
    [
      "a list that starts beyond all numbers",
      encode(`<ol start=99999999999999 type=i><li>a</li></ol>`),
      "read",
    ],
    ["140,000 paragraphs", encode("<p>a</p>".repeat(140_000)), "read"],
    ["10,000 rows", encode(`<table>${"<tr><td>a<td>b".repeat(10_000)}</table>`), "read"],
    ["100,000 fences", encode(`<pre>${"` ".repeat(100_000)}</pre>`), "read"],
    ["40,000 links side by side", encode("<a href=/x?y=1>a</a>".repeat(40_000)), "read"],
    [
      "paragraphs in 250 lists",
      encode(`${"<ul><li>".repeat(250)}${"<p>word</p>".repeat(20_000)}`),
      "read",
    ],
    [
      "paragraphs in 500 quotes",
      encode(`${"<blockquote>".repeat(500)}${"<p>word</p>".repeat(20_000)}`),
      "read",
    ],
    [
      "words in 400 hidden boxes",
      encode(`${"<div hidden>".repeat(400)}${"some words ".repeat(100_000)}`),
      "read",
    ],
    [
      "words in 400 main elements",
      encode(`${"<main>".repeat(400)}${"some words ".repeat(100_000)}`),
      "read",
    ],
    [
      "words in 400 footers with a title",
      encode(`${'<div class="footer">'.repeat(400)}<h1>x</h1>${"<p>a</p>".repeat(50_000)}`),
      "read",
    ],
    ["an end tag without a start", encode(`</html></div></p>${sentence}`), "read"],
    ["NUL bytes in a text", encode(`<p>te\0rms</p>`), "read"],
    ["a comment without an end", encode(`${sentence}<!-- `), "read"],
    [
      "an image called HTML",
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13),
      "unsupported-type",
    ],
    [
      "random bytes",
      Uint8Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256),
      "unsupported-type",
    ],
    ["a PDF that breaks off", encode("%PDF-1.7\n1 0 obj\n<< /Type /Catalog"), "pdf"],
    ["nothing but a script", encode("<script>run()</script>"), "empty"],
    ["no bytes", new Uint8Array(), "empty"],
  ])("ends within its bounds on %s", async (_, bytes, outcome) => {
    expect(await outcomeOf(bytes, "text/html")).toBe(outcome);
  });

  it.each([
    ["JSON", encode('{"a":1}'), "application/json", "unsupported-type"],
    ["HTML without a label", encode(`<html>${sentence}</html>`), undefined, "read"],
    [
      "HTML called an octet stream",
      encode(`<!DOCTYPE html>${sentence}`),
      "application/octet-stream",
      "read",
    ],
    ["plain text", encode("Terms.\r\nMore."), "text/plain; charset=utf-8", "read"],
    ["plain text of spaces", encode(" \n "), "text/plain", "empty"],
  ])("tells by the bytes what is %s", async (_, bytes, contentType, outcome) => {
    expect(await outcomeOf(bytes, contentType)).toBe(outcome);
  });

  it("drops NUL from the text", async () => {
    expect(await extract(encode("<p>te\0rms</p>"), "text/html")).toBe("terms\n");
  });

  it("keeps line ends of plain text as line feeds", async () => {
    expect(await extract(encode("Terms. \r\nMore.\r"), "text/plain")).toBe("Terms.\nMore.\n");
  });
});
