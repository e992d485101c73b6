import type { Span } from "../../model/comparison.ts";
import { foldSpans } from "../../render/fold.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { escapeMarks } from "../../render/markup.ts";
import { isRewritten, sidesOf, tidySpans } from "../../render/redline.ts";

/** Unchanged text kept on each side of a change: a page has room for the sentences around it. */
const context = 400;

const labels = { removed: "Removed:", added: "Added:", before: "Before:", after: "Now:" } as const;

/**
 * Gives the redline as paragraphs, with the marks of mails beside the lines: they are read aloud, are copied
 * along, and are there on paper. Of a clause that kept hardly a word, what it was stands above what it is.
 * @param maxChars of the clause's text; what is left out is counted in its place
 */
export function renderRedline(spans: readonly Span[], maxChars: number): Html {
  const [first] = spans;
  if (isRewritten(spans)) {
    const half = Math.ceil(maxChars / 2);
    const [before, after] = sidesOf(spans).map(([side]) => side);
    return html`${before === undefined ? null : renderWhole(before, labels.before, half)}
    ${after === undefined ? null : renderWhole(after, labels.after, half)}`;
  }
  if (spans.length === 1 && first !== undefined && first.op !== "same")
    return renderWhole(first, labels[first.op], maxChars);
  const shown = tidySpans(foldSpans(spans, { maxChars, context }));
  return html`<p class="redline" dir="auto">${shown.map(renderSpan)}</p>`;
}

/** Labelled, and not struck out: a page of struck-out words cannot be read. */
function renderWhole(span: Span, label: string, maxChars: number): Html {
  const trimmed = { ...span, text: span.text.trim() };
  const parts = tidySpans(foldSpans([trimmed], { maxChars, context: maxChars }));
  return html`<p class="side">${label}</p>
    <p class="redline is-whole" dir="auto">${parts.map(renderSpan)}</p>`;
}

/** The marks stand outside the line, which would make them illegible. */
function renderSpan({ op, text }: Span): Html {
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
