import type { Span } from "../../model/comparison.ts";
import { toEntry } from "../../render/entry.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount } from "../../render/labels.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { renderBadge } from "./badge.ts";
import type { ChangeLayout, NumberedChange } from "./change-parts.ts";
import { partOf } from "./change-parts.ts";
import { anchorOf, toCardTitle } from "./clause-card.ts";

/** More than these are not chosen from a list; the text below has them all. */
const mostListed = 40;
/** What a phone shows before the text begins. */
const mostOpen = 8;
const maxQuote = 80;
const quoteLead = 30;

/** Gives the list of what to read first; null where there is but one thing to read. */
export function renderChangeList({ ranked }: ChangeLayout, part: number): Html | null {
  if (ranked.length < 2) return null;
  const listed = ranked.slice(0, mostListed);
  const left = ranked.length - listed.length;
  return html`<section class="first" aria-labelledby="first">
    <h2 id="first">Most important first</h2>
    ${renderLines(listed.slice(0, mostOpen), part)}
    ${
      listed.length <= mostOpen
        ? null
        : html`<details>
            <summary>The next ${listed.length - mostOpen}</summary>
            ${renderLines(listed.slice(mostOpen), part)}
          </details>`
    }
    ${
      left === 0
        ? null
        : html`<p class="note">
            And ${toCount(left, "more change", "more changes")}, in the order of the text.
          </p>`
    }
  </section>`;
}

function renderLines(items: readonly NumberedChange[], part: number): Html {
  return html`<ol>
    ${items.map((item) => renderLine(item, part))}
  </ol>`;
}

function renderLine({ change, number }: NumberedChange, part: number): Html {
  const entry = toEntry(change);
  return html`<li>
    <a href="${hrefOf(number, part)}">${toCardTitle(entry)}</a>
    <span class="quote" dir="auto">${toQuote(entry.spans)}</span>
    ${renderBadge(change)}
  </li>`;
}

/** `“…you may not resell access to the…”`: the clause from a few words before what first changed. */
export function toQuote(spans: readonly Span[]): string {
  const side = spans.some(({ op }) => op !== "removed") ? "removed" : "added";
  const text = spans.map((span) => (span.op === side ? "" : span.text)).join("");
  const [first] = spans;
  const at = first?.op === "same" ? first.text.length : 0;
  const from = at <= quoteLead ? 0 : text.lastIndexOf(" ", at - quoteLead) + 1;
  return `“${from === 0 ? "" : "…"}${toVisibleLine(text.slice(from, from + 4 * maxQuote), maxQuote)}”`;
}

/** Where a number stands, for a link on a part. */
function hrefOf(number: number, part: number): string {
  const own = partOf(number);
  return own === part ? `#${anchorOf(number)}` : `?part=${own}#${anchorOf(number)}`;
}
