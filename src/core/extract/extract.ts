import type { SourceDocument } from "../../model/declaration.ts";
import { assertNever, ExtractError } from "../../model/errors.ts";
import { decodeText } from "./charset.ts";
import { kindOf } from "./content-type.ts";
import { extractHtml } from "./html.ts";
import { extractPdf } from "./pdf.ts";

/** Raised whenever the same bytes may give another text; the latest snapshots are then read again. */
export const extractorVersion: number = 1;

/** The body of one source document, and what is needed to read it. */
export interface SourceContent {
  readonly source: SourceDocument;
  readonly bytes: Uint8Array;
  /** The answer's Content-Type as it came; undefined when it had none. */
  readonly contentType: string | undefined;
  /** Where redirects ended: what relative links are relative to. */
  readonly finalUrl: string;
}

/** Stands between the texts of a terms that is made of several documents. */
const separator = "\n---\n\n";

/**
 * Gives the text of one source document as Markdown. The same content always gives the same text.
 * @throws {ExtractError} when the bytes do not become a text; nothing else is thrown
 */
export async function extractSource(content: SourceContent): Promise<string> {
  const { bytes, contentType, source, finalUrl } = content;
  const kind = kindOf(bytes, contentType);
  switch (kind) {
    case "pdf":
      return extractPdf(bytes);
    case "html":
      return extractHtml(decodeText(bytes, contentType).text, source, finalUrl);
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
export async function extractText(contents: readonly SourceContent[]): Promise<string> {
  const texts: string[] = [];
  for (const content of contents) texts.push(await extractSource(content));
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
