import type { Span } from "../model/comparison.ts";
import type { Html } from "./html.ts";
import { html } from "./html.ts";
import { inkOf, tintOf } from "./mail-colours.ts";
import { escapeMarks } from "./markup.ts";
import type { RedlinePart } from "./redline-parts.ts";
import { toRedlineParts } from "./redline-parts.ts";

const struck = `text-decoration:line-through;${tintOf("del")}`;
const underlined = `text-decoration:underline;${tintOf("ins")}`;
// A clause that came or went whole is labelled, and a struck-out page cannot be read.
const whole = (tone: "del" | "ins"): string => `text-decoration:none;${tintOf(tone)}`;

const mark = `font-size:13px;${inkOf("muted")}`;

/**
 * Gives the redline as a paragraph; of a clause that kept hardly a word, what it was above what it is.
 * Edits have the marks of the text part too: they are read aloud, are copied along, and are there where
 * neither colours nor lines are. Line breaks of the clause stay; nothing else in it is markup.
 */
export function renderMailRedline(spans: readonly Span[], maxChars: number): Html {
  return html`${toRedlineParts(spans, { maxChars }).map(renderPart)}`;
}

function renderPart(part: RedlinePart): Html {
  if (part.kind === "marked")
    return renderParagraph(html`${part.spans.map((span) => renderSpan(span, struck, underlined))}`);
  return html`<p
      class="muted"
      style="margin:0 0 2px;font-size:13px;line-height:1.5;font-weight:700;${inkOf("muted")}"
    >
      ${part.label}
    </p>
    ${renderParagraph(html`${part.spans.map((span) => renderSpan(span, whole("del"), whole("ins")))}`)}`;
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
