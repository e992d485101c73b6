import type { Span } from "../model/comparison.ts";
import { foldSpans } from "./fold.ts";
import type { Html } from "./html.ts";
import { html } from "./html.ts";
import { inkOf, tintOf } from "./mail-colours.ts";
import { escapeMarks } from "./markup.ts";
import { isRewritten, sidesOf, tidySpans } from "./redline.ts";

const struck = `text-decoration:line-through;${tintOf("del")}`;
const underlined = `text-decoration:underline;${tintOf("ins")}`;
// A clause that came or went whole is labelled, and a struck-out page cannot be read.
const whole = (tone: "del" | "ins"): string => `text-decoration:none;${tintOf(tone)}`;

const mark = `font-size:13px;${inkOf("muted")}`;
const labels = { removed: "Removed:", added: "Added:", before: "Before:", after: "Now:" } as const;

/**
 * Gives the redline as a paragraph; of a clause that kept hardly a word, what it was above what it is.
 * Edits have the marks of the text part too: they are read aloud, are copied along, and are there where
 * neither colours nor lines are. Line breaks of the clause stay; nothing else in it is markup.
 */
export function renderMailRedline(spans: readonly Span[], maxChars: number): Html {
  const [first] = spans;
  if (isRewritten(spans)) {
    const half = Math.ceil(maxChars / 2);
    const [before, after] = sidesOf(spans).map(([side]) => side);
    return html`${before === undefined ? null : renderWhole(before, labels.before, half)}
    ${after === undefined ? null : renderWhole(after, labels.after, half)}`;
  }
  if (spans.length === 1 && first !== undefined && first.op !== "same")
    return renderWhole(first, labels[first.op], maxChars);
  const shown = tidySpans(foldSpans(spans, { maxChars }));
  return renderParagraph(html`${shown.map((span) => renderSpan(span, struck, underlined))}`);
}

function renderWhole(span: Span, label: string, maxChars: number): Html {
  const trimmed = { ...span, text: span.text.trim() };
  const parts = tidySpans(foldSpans([trimmed], { maxChars }));
  return html`<p
      class="muted"
      style="margin:0 0 2px;font-size:13px;line-height:1.5;font-weight:700;${inkOf("muted")}"
    >
      ${label}
    </p>
    ${renderParagraph(html`${parts.map((part) => renderSpan(part, whole("del"), whole("ins")))}`)}`;
}

function renderParagraph(content: Html): Html {
  return html`<p
    class="ink"
    dir="auto"
    style="margin:0 0 8px;font-size:16px;line-height:1.6;${inkOf("ink")};word-break:break-word;overflow-wrap:anywhere"
  >
    ${content}
  </p>`;
}

/** The marks stand outside the line, which would make them illegible. */
function renderSpan({ op, text }: Span, removed: string, added: string): Html {
  const lines = renderLines(escapeMarks(text));
  if (op === "removed")
    return html`<span class="muted" style="${mark}">[-</span
      ><del class="del" style="${removed}">${lines}</del
      ><span class="muted" style="${mark}">-]</span>`;
  if (op === "added")
    return html`<span class="muted" style="${mark}">{+</span
      ><ins class="ins" style="${added}">${lines}</ins
      ><span class="muted" style="${mark}">+}</span>`;
  return lines;
}

function renderLines(text: string): Html {
  const lines = text
    .split("\n")
    .map((line, at) => (at === 0 ? html`${line}` : html`<br />${line}`));
  return html`${lines}`;
}
