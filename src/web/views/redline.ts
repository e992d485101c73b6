import type { Span } from "../../model/comparison.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { escapeMarks } from "../../render/markup.ts";
import type { RedlinePart } from "../../render/redline-parts.ts";
import { toRedlineParts } from "../../render/redline-parts.ts";

/** Unchanged text kept on each side of a change: a page has room for the sentences around it. */
export const context = 400;

/**
 * Gives the redline as paragraphs, with the marks of mails beside the lines: they are read aloud, are copied
 * along, and are there on paper. Of a clause that kept hardly a word, what it was stands above what it is.
 * @param maxChars of the clause's text; what is left out is counted in its place
 * @param around characters of unchanged text kept on each side of a change
 */
export function renderRedline(
  spans: readonly Span[],
  maxChars: number,
  around: number = context,
): Html {
  return html`${toRedlineParts(spans, { maxChars, context: around }).map(renderPart)}`;
}

/** What stands whole is labelled, and not struck out: a page of struck-out words cannot be read. */
function renderPart(part: RedlinePart): Html {
  const words = part.spans.map(renderSpan);
  if (part.kind === "marked") return html`<p class="redline" dir="auto">${words}</p>`;
  return html`<p class="side">${part.label}</p>
    <p class="redline is-whole" dir="auto">${words}</p>`;
}

/** The marks stand outside the line, which would make them illegible. */
export function renderSpan({ op, text }: Span): Html {
  const lines = renderLines(escapeMarks(text));
  if (op === "removed")
    return html`<span class="mark">[-</span><del>${lines}</del><span class="mark">-]</span>`;
  if (op === "added")
    return html`<span class="mark">{+</span><ins>${lines}</ins><span class="mark">+}</span>`;
  return lines;
}

function renderLines(text: string): Html {
  const [first = "", ...others] = text.split("\n");
  return html`${first}${others.map((line) => html`<br />${line}`)}`;
}
