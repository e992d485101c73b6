import type { Instant } from "../model/instant.ts";
import { html, toHtmlText } from "./html.ts";
import { toVisibleLine } from "./visible.ts";

/** Gives what a Word document says of itself, dated by what it tells and not by when it was made. */
export function toCoreProperties({
  title,
  at,
}: {
  readonly title: string;
  readonly at: Instant;
}): string {
  const time = at.replace(/\.\d+Z$/, "Z");
  const name = toVisibleLine(title).replaceAll(/[\uFFFE\uFFFF]/g, "\uFFFD");
  const tags = [
    html`<dc:title>${name}</dc:title>`,
    html`<dc:creator>Clausewatch</dc:creator>`,
    html`<cp:lastModifiedBy>Clausewatch</cp:lastModifiedBy>`,
    html`<cp:revision>1</cp:revision>`,
    html`<dcterms:created xsi:type="dcterms:W3CDTF">${time}</dcterms:created>`,
    html`<dcterms:modified xsi:type="dcterms:W3CDTF">${time}</dcterms:modified>`,
  ].map(toHtmlText);
  return `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${tags.join("")}</cp:coreProperties>`;
}
