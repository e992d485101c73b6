import type { SourceDocument } from "../../model/declaration.ts";
import { assertNever, ExtractError } from "../../model/errors.ts";
import { decodeText } from "./charset.ts";
import type { SourceContent } from "./content.ts";
import { kindOf } from "./content-type.ts";
import { extractHtml } from "./html.ts";
import type { ExtractLimits } from "./limits.ts";
import { defaultLimits } from "./limits.ts";
import { extractPdf } from "./pdf.ts";

/** Raised whenever the same bytes may give another text; the latest snapshots are then read again. */
export const extractorVersion: number = 1;

/** Stands between the texts of a terms that is made of several documents. */
const separator = "\n---\n\n";

/**
 * Gives the text of one source document as Markdown. The same content always gives the same text.
 * @throws {ExtractError} when the bytes do not become a text; nothing else is thrown
 */
export async function extractSource(
  content: SourceContent,
  limits: Partial<ExtractLimits> = {},
): Promise<string> {
  const bounds = { ...defaultLimits, ...limits };
  const { bytes, contentType, source } = content;
  const kind = kindOf(bytes, contentType);
  switch (kind) {
    case "pdf":
      return extractPdf(bytes, bounds);
    case "html":
      return extractHtml(decodeText(bytes, contentType).text, content, bounds);
    case "text":
      return extractPlain(decodeText(bytes, contentType).text, source);
    case "json":
    case "binary":
      throw new ExtractError(
        "unsupported-type",
        `${source.url} answered with ${contentType ?? "no content type"}, which is neither HTML nor PDF nor text`,
      );
    default:
      return assertNever(kind);
  }
}

/**
 * Gives the text of a terms: that of its source documents, in the order given, parted by a horizontal rule.
 * @throws {ExtractError} when one of them does not become a text
 */
export async function extractText(
  contents: readonly SourceContent[],
  limits: Partial<ExtractLimits> = {},
): Promise<string> {
  const texts: string[] = [];
  for (const content of contents) texts.push(await extractSource(content, limits));
  return texts.join(separator);
}

/** Markdown and plain text are kept as they are, but for line ends and outer space. */
function extractPlain(text: string, source: SourceDocument): string {
  const lines = text
    .replaceAll("\0", "")
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[ \t]+$/gm, "")
    .trim();
  if (lines === "") throw new ExtractError("empty", `${source.url} answered with no text`);
  return `${lines}\n`;
}
