import { getDocumentProxy } from "unpdf";
import { ExtractError } from "../../model/errors.ts";
import type { ExtractLimits } from "./limits.ts";
import { groupLines, type PdfItem, type PdfLine } from "./pdf-lines.ts";
import { linesToMarkdown } from "./pdf-markdown.ts";

const maxItems = 500_000;

/**
 * Gives the text of a PDF as Markdown: paragraphs joined across lines and pages, headings by size and weight,
 * without running heads and page numbers. Nothing in the file is executed.
 * @throws {ExtractError} `pdf` for a broken, encrypted or textless file, `too-complex` for one too long
 */
export async function extractPdf(
  bytes: Uint8Array,
  { maxPdfPages }: ExtractLimits,
): Promise<string> {
  const document = await openPdf(bytes);
  try {
    if (document.numPages > maxPdfPages) {
      throw new ExtractError("too-complex", `the PDF has more than ${maxPdfPages} pages`);
    }
    const pages: PdfLine[][] = [];
    let items = 0;
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await readPage(document, number);
      items += page.length;
      if (items > maxItems) {
        throw new ExtractError("too-complex", `the PDF has more than ${maxItems} pieces of text`);
      }
      pages.push(groupLines(page));
    }
    const text = linesToMarkdown(pages);
    if (text === "") {
      throw new ExtractError("pdf", "the PDF holds no text, perhaps only scanned images");
    }
    return text;
  } finally {
    await document.loadingTask.destroy();
  }
}

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

async function openPdf(bytes: Uint8Array): Promise<PdfDocument> {
  try {
    // PDF.js takes the buffer over, hence the copy. This build has no code path that evaluates text as code.
    return await getDocumentProxy(new Uint8Array(bytes), {
      disableFontFace: true,
      useSystemFonts: false,
      stopAtErrors: false,
      verbosity: 0,
    });
  } catch (error) {
    throw new ExtractError("pdf", "the PDF cannot be opened: broken, or protected by a password", {
      cause: error,
    });
  }
}

async function readPage(document: PdfDocument, number: number): Promise<PdfItem[]> {
  try {
    const page = await document.getPage(number);
    const content = await page.getTextContent();
    const items = content.items.flatMap((item): PdfItem[] => {
      if (!("str" in item) || item.str === "") return [];
      const [, , skew = 0, height = 0, x = 0, y = 0] = item.transform as number[];
      const font = content.styles[item.fontName]?.fontFamily ?? "";
      return [
        {
          text: item.str,
          x,
          y,
          width: item.width,
          size: Math.hypot(skew, height),
          font: `${item.fontName} ${font}`,
        },
      ];
    });
    page.cleanup();
    return items;
  } catch (error) {
    throw new ExtractError("pdf", `page ${number} of the PDF cannot be read`, { cause: error });
  }
}
