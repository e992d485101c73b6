import { describe, expect, it } from "vitest";
import { extractSource } from "../../../src/core/extract/extract.ts";
import { createPdf, type PdfText } from "./pdf-file.ts";

async function extract(bytes: Uint8Array): Promise<string> {
  const url = "https://example.com/policy.pdf";
  const source = { url, select: [], remove: [], executeClientScripts: undefined };
  return extractSource({ source, bytes, contentType: "application/pdf", finalUrl: url });
}

const head: PdfText = { text: "Lumen Labs - Acceptable use", x: 70, y: 800, size: 8 };
const foot = (page: number): PdfText => ({ text: `Page ${page} of 3`, x: 280, y: 40, size: 8 });

const first: readonly PdfText[] = [
  head,
  { text: "Acceptable use policy", x: 70, y: 760, size: 20, bold: true },
  { text: "Customers use the service in their own business and answer for all", x: 70, y: 720 },
  { text: "that is done with it, also by others to whom they gave access to it.", x: 70, y: 706 },
  { text: "1 Restrictions", x: 70, y: 676, bold: true },
  { text: "Customers may not use the output to develop a model that competes with", x: 70, y: 650 },
  { text: "the service. This holds for:", x: 70, y: 636 },
  {
    text: "a) distillation, in whole or in part, of any model that the service has",
    x: 90,
    y: 622,
  },
  { text: "made available;", x: 90, y: 608 },
  { text: "b) benchmarks (unless agreed).", x: 90, y: 594 },
  {
    text: "A sentence that begins on one page of the document and goes on over the",
    x: 70,
    y: 566,
  },
  foot(1),
];
const second: readonly PdfText[] = [
  head,
  { text: "edge of the page is one paragraph.", x: 70, y: 760 },
  { text: "2 Changes", x: 70, y: 730, bold: true },
  { text: "We tell you of changes", x: 70, y: 704 },
  { text: "thirty days ahead.", x: 178, y: 704 },
  foot(2),
];
const third: readonly PdfText[] = [head, { text: "Signed in Oslo.", x: 70, y: 760 }, foot(3)];

describe("extractSource on PDF", () => {
  it("joins lines into paragraphs, tells headings and items, and keeps a running head once", async () => {
    expect(await extract(createPdf([first, second, third]))).toBe(
      [
        "Lumen Labs - Acceptable use",
        "# Acceptable use policy",
        "Customers use the service in their own business and answer for all that is done with it, also by others to whom they gave access to it.",
        "## 1 Restrictions",
        "Customers may not use the output to develop a model that competes with the service. This holds for:",
        "a) distillation, in whole or in part, of any model that the service has made available;",
        "b) benchmarks (unless agreed).",
        "A sentence that begins on one page of the document and goes on over the edge of the page is one paragraph.",
        "## 2 Changes",
        "We tell you of changes thirty days ahead.",
        "Signed in Oslo.\n",
      ].join("\n\n"),
    );
  });

  it("leaves the bytes that it reads untouched", async () => {
    const bytes = createPdf([first]);
    const copy = bytes.slice();
    await extract(bytes);
    expect(bytes).toEqual(copy);
  });

  it.each([
    ["without text", createPdf([[]]), "pdf"],
    ["that breaks off", createPdf([first]).slice(0, 300), "pdf"],
    ["of too many pages", createPdf(Array.from({ length: 1001 }, () => [])), "too-complex"],
  ])("refuses a PDF %s", async (_, bytes, kind) => {
    await expect(extract(bytes)).rejects.toMatchObject({ name: "ExtractError", kind });
  });
});
