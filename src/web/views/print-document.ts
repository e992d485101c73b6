import type { TrackedComparison } from "../../app/tracked-comparison.ts";
import type { Span } from "../../model/comparison.ts";
import type { CitedWork } from "../../render/citation.ts";
import { toCitationLine, toWorkTitle } from "../../render/citation.ts";
import type { Html } from "../../render/html.ts";
import { html, toHtmlText } from "../../render/html.ts";
import { toCount, toMinute } from "../../render/labels.ts";
import { escapeMarks } from "../../render/markup.ts";
import { joinSame, tidySpans } from "../../render/redline.ts";
import type { TrackedParagraph } from "../../render/tracked.ts";
import { toVisibleLine } from "../../render/visible.ts";
import type { PrintedPage } from "../../ports/page-printer.ts";
import { printStyles } from "./print-styles.ts";

const maxName = 300;
const maxSummary = 1_000;

/** Gives a redline as a document to be printed, whole in itself: it loads nothing. */
export function renderPrintDocument(
  tracked: TrackedComparison,
  { work, isChangesOnly }: { readonly work: CitedWork; readonly isChangesOnly: boolean },
): PrintedPage {
  const title = toWorkTitle(work);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>${toVisibleLine(tracked.terms.serviceName, maxName)}: ${title}</title>
        ${printStyles}
      </head>
      <body>
        <header>
          <p class="kicker">${toVisibleLine(tracked.terms.serviceName, maxName)}</p>
          <h1>${title}</h1>
          <p>${toVisibleLine(tracked.comparison.summary, maxSummary)}</p>
          <dl>${toFacts(tracked, work).map(renderFact)}</dl>
          <p class="legend">
            Marked as [-<del>removed</del>-] and {+<ins>added</ins>+}.
            ${isChangesOnly ? "Clauses that did not change are left out." : null}
          </p>
        </header>
        <main>${tracked.paragraphs.map(renderParagraph)}</main>
      </body>
    </html>`;
  return { html: toHtmlText(page), foot: toHtmlText(renderFoot(work)) };
}

function toFacts(
  { comparison, before, after }: TrackedComparison,
  work: CitedWork,
): readonly (readonly [label: string, value: string])[] {
  const count = (materiality: string) =>
    comparison.changes.filter((change) => change.materiality === materiality).length;
  const weights = [
    `${toCount(count("substantive"), "change", "changes")} of substance`,
    `${count("editorial")} editorial`,
    `${count("noise")} of the page, not the terms`,
  ];
  return [
    ["Changes", weights.join(", ")],
    ["Text before", `seen ${toMinute(before.fetchedAt)}, SHA-256 ${before.digest}`],
    ["Text after", `seen ${toMinute(after.fetchedAt)}, SHA-256 ${after.digest}`],
    ["Found at", work.address],
  ];
}

function renderFact([label, value]: readonly [label: string, value: string]): Html {
  return html`<dt>${label}</dt>
    <dd>${value}</dd>`;
}

function renderParagraph({ look, runs, note }: TrackedParagraph): Html {
  const words = joinSame(tidySpans(runs)).map(renderSpan);
  const above = note === null ? null : html`<p class="note">${note}</p>`;
  const noted = note === null ? "" : " noted";
  if (look.kind === "heading") return html`${above}${renderHeading(look.level, html`${words}`)}`;
  const inset = look.level === 0 ? "" : ` in-${look.level}`;
  if (look.kind === "bullet")
    return html`${above}
      <p class="bullet${inset}${noted}" dir="auto">• ${words}</p>`;
  return html`${above}
    <p class="text${inset}${noted}" dir="auto">${words}</p>`;
}

/** The document's own title is the only one of the first level. */
function renderHeading(level: number, words: Html): Html {
  switch (Math.min(level, 5)) {
    case 1:
      return html`<h2 dir="auto">${words}</h2>`;
    case 2:
      return html`<h3 dir="auto">${words}</h3>`;
    case 3:
      return html`<h4 dir="auto">${words}</h4>`;
    case 4:
      return html`<h5 dir="auto">${words}</h5>`;
    default:
      return html`<h6 dir="auto">${words}</h6>`;
  }
}

function renderSpan({ op, text }: Span): Html {
  const words = escapeMarks(text);
  if (op === "removed")
    return html`<span class="mark">[-</span><del>${words}</del><span class="mark">-]</span>`;
  if (op === "added")
    return html`<span class="mark">{+</span><ins>${words}</ins><span class="mark">+}</span>`;
  return html`${words}`;
}

/** The browser knows no style sheet there but what stands on the elements. */
function renderFoot(work: CitedWork): Html {
  return html`<div
    style="box-sizing: border-box; width: 100%; padding: 0 18mm; font: 7pt/1.3 'Liberation Sans', Arial, sans-serif; color: #000; display: flex; gap: 8mm; justify-content: space-between"
  >
    <span style="overflow-wrap: anywhere">${toCitationLine(work)}</span>
    <span style="white-space: nowrap"
      ><span class="pageNumber"></span> of <span class="totalPages"></span
    ></span>
  </div>`;
}
