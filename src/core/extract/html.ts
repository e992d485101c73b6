import type { Document } from "domhandler";
import type { Selector } from "../../model/declaration.ts";
import { ExtractError } from "../../model/errors.ts";
import type { SourceContent } from "./content.ts";
import type { ExtractLimits } from "./limits.ts";
import { findMainText } from "./main-text.ts";
import { toMarkdown } from "./markdown.ts";
import { removeMenus } from "./menus.ts";
import { isSilent } from "./silent.ts";
import { controlledIds, removeUnseen } from "./unseen.ts";
import { removeSelected, selectParts } from "./select.ts";
import { findElement, parseTree } from "./tree.ts";

/**
 * Gives the text of an HTML page as Markdown: what is declared, or the main text where nothing is. `remove`
 * comes first, then `select`, then what no visitor reads is dropped.
 * @throws {ExtractError} `too-complex`, `selector-invalid`, `selector-missed`, or `empty`
 */
export function extractHtml(
  html: string,
  { source, finalUrl }: Pick<SourceContent, "source" | "finalUrl">,
  limits: ExtractLimits,
): string {
  const document = parseTree(html, limits);
  const baseUrl = findBaseUrl(findElement(document, "base")?.attribs["href"], finalUrl);
  removeSelected(document, source.remove);
  const text =
    source.select.length > 0
      ? extractParts(document, source.select, baseUrl)
      : extractMain(document, baseUrl);
  if (text === "") {
    throw new ExtractError(
      "empty",
      `no text is left of ${source.url}; look at the page and correct "select" and "remove"`,
    );
  }
  return text;
}

function extractParts(document: Document, selectors: readonly Selector[], baseUrl: string): string {
  const controlled = controlledIds(document);
  const parts = selectParts(document, selectors).filter((part) => !isSilent(part));
  for (const part of parts) removeUnseen(part, controlled);
  return toMarkdown(parts, baseUrl);
}

function extractMain(document: Document, baseUrl: string): string {
  removeUnseen(document, controlledIds(document));
  removeMenus(document);
  return toMarkdown([findMainText(document)], baseUrl);
}

function findBaseUrl(base: string | undefined, finalUrl: string): string {
  try {
    return new URL(base ?? "", finalUrl).href;
  } catch {
    return finalUrl;
  }
}
