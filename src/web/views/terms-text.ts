import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { renderInline } from "../../render/inline-html.ts";
import type { Piece, TextPart } from "../../render/terms-layout.ts";
import { splitCells } from "../../render/terms-layout.ts";
import { anchorOfClause } from "../addresses.ts";

/** The page's own heading is the first. */
const firstLevel = 2;

/** Gives a provider's text as a page shows it: every clause can be linked to, every heading gives its address. */
export function renderTermsText(parts: readonly TextPart[]): Html {
  const shown: Html[] = [];
  let tables = 0;
  for (let at = 0; at < parts.length;) {
    const part = parts[at];
    if (part?.kind === "item") {
      const run = takeRun(parts, at);
      shown.push(renderItems(run));
      at += run.length;
      continue;
    }
    if (part?.kind === "heading") shown.push(renderHeading(part));
    else if (part?.kind === "table") shown.push(renderTable(part, (tables += 1)));
    else if (part !== undefined) shown.push(renderParagraph(part));
    at += 1;
  }
  return html`${shown}`;
}

type Running = Extract<TextPart, { readonly kind: "paragraph" | "item" }>;

function renderHeading({
  level,
  title,
  pieces,
}: Extract<TextPart, { readonly kind: "heading" }>): Html {
  const [piece] = pieces;
  if (piece === undefined) return html``;
  const id = anchorOfClause(piece.start);
  const words = renderInline(toHeadingWords(piece.text));
  const content = html`${words}
    <a class="here" href="#${id}" aria-label="Link to “${title}”">¶</a>`;
  switch (Math.min(6, level - 1 + firstLevel)) {
    case 2:
      return html`<h2 id="${id}" dir="auto">${content}</h2>`;
    case 3:
      return html`<h3 id="${id}" dir="auto">${content}</h3>`;
    case 4:
      return html`<h4 id="${id}" dir="auto">${content}</h4>`;
    case 5:
      return html`<h5 id="${id}" dir="auto">${content}</h5>`;
    default:
      return html`<h6 id="${id}" dir="auto">${content}</h6>`;
  }
}

/** Bold type in a heading is decoration; where the number stands on a line of its own, the mark follows it. */
function toHeadingWords(markdown: string): string {
  return markdown.replace(/(^|\n)#+\s*/g, "$1").replaceAll(/\*\*|__/g, "");
}

function renderParagraph({ pieces }: Running): Html {
  const [first] = pieces;
  if (first === undefined) return html``;
  const isQuote = /^>\s?/.test(first.text);
  const words = renderPieces(isQuote ? pieces.map(withoutQuoteMarks) : pieces);
  const paragraph = html`<p id="${anchorOfClause(first.start)}" dir="auto">${words}</p>`;
  return isQuote ? html`<blockquote>${paragraph}</blockquote>` : paragraph;
}

function withoutQuoteMarks({ start, text }: Piece): Piece {
  return { start, text: text.replaceAll(/^>\s?/gm, "") };
}

/** The first is marked by what it stands in. */
function renderPieces(pieces: readonly Piece[]): readonly Html[] {
  return pieces.map(({ start, text }, at) =>
    at === 0
      ? renderInline(text)
      : html` <span id="${anchorOfClause(start)}">${renderInline(text)}</span>`,
  );
}

/** A list with what is indented below its items; up to the next paragraph that stands by itself. */
function takeRun(parts: readonly TextPart[], from: number): readonly Running[] {
  const run: Running[] = [];
  for (const part of parts.slice(from)) {
    if (part.kind !== "item" && (part.kind !== "paragraph" || part.depth === 0)) break;
    run.push(part);
  }
  return run;
}

const deepest = 8;

function renderItems(run: readonly Running[], depth = 1): Html {
  const [first] = run;
  if (first === undefined) return html``;
  const items: Running[][] = [];
  for (const part of run) {
    const last = items.at(-1);
    // What is indented further belongs to the item above it.
    if (
      last === undefined ||
      (part.kind === "item" && (part.depth <= first.depth || depth >= deepest))
    )
      items.push([part]);
    else last.push(part);
  }
  return html`<ul>
    ${items.map((item) => renderItem(item, depth))}
  </ul>`;
}

const bullet = /^[ \t]*(?:[*+•·◦‣▪–—-]|\\[-*+])[ \t]+/;

function renderItem([item, ...below]: readonly Running[], depth: number): Html {
  const [first, ...others] = item?.pieces ?? [];
  if (first === undefined) return html``;
  const text = first.text.replace(bullet, "");
  const isNumbered = text.length === first.text.length || /^\(?[\dA-Za-z]{1,5}\\?[.)]/.test(text);
  const words = renderPieces([{ start: first.start, text }, ...others]);
  return html`<li
    id="${anchorOfClause(first.start)}"
    ${isNumbered ? html` class="numbered"` : null}
    dir="auto"
  >
    ${words} ${renderBelow(below, depth)}
  </li>`;
}

function renderBelow(below: readonly Running[], depth: number): readonly Html[] {
  const shown: Html[] = [];
  for (let at = 0; at < below.length;) {
    const part = below[at];
    if (part?.kind === "item") {
      const items = below.slice(at);
      shown.push(renderItems(items, depth + 1));
      break;
    }
    if (part !== undefined) shown.push(renderParagraph(part));
    at += 1;
  }
  return shown;
}

function renderTable(
  { head, rows }: Extract<TextPart, { readonly kind: "table" }>,
  number: number,
): Html {
  return html`<section class="scroll" tabindex="0" aria-label="Table ${number}">
    <table>
      ${
        head === null
          ? null
          : html`<thead>
              <tr id="${anchorOfClause(head.start)}">
                ${splitCells(head.text).map((cell) => html`<th scope="col">${renderInline(cell)}</th>`)}
              </tr>
            </thead>`
      }
      <tbody>
        ${rows.map(
          ({ start, text }) =>
            html`<tr id="${anchorOfClause(start)}">
              ${splitCells(text).map((cell) => html`<td>${renderInline(cell)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
