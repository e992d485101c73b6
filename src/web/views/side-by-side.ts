import type { Span } from "../../model/comparison.ts";
import { foldSpans } from "../../render/fold.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { isRewritten, sidesOf, tidySpans } from "../../render/redline.ts";
import { context, renderSpan } from "./redline.ts";

/**
 * Gives a clause as it was and as it is, beside each other: what is gone is marked in the one, what has come in the
 * other. The two are one row of a grid, so that they begin on the same line wherever the page is scrolled to.
 * @param maxChars of the clause's text; what is left out is counted in its place
 */
export function renderSides(spans: readonly Span[], maxChars: number): Html {
  const has = (op: Span["op"]): boolean => spans.some((span) => span.op === op);
  const [isThere, isHere] = [has("same") || has("removed"), has("same") || has("added")];
  const isWhole = isRewritten(spans) || !isThere || !isHere;
  const [before, after] = isWhole ? toWholes(spans, maxChars) : toSides(spans, maxChars);
  return html`<div class="sides${isWhole ? " is-whole" : ""}">
    ${renderSide("Before", isThere ? before : null)} ${renderSide("After", isHere ? after : null)}
  </div>`;
}

type Sides = readonly [before: readonly Span[], after: readonly Span[]];

/** Folded together, so that what is left out of the one is left out of the other. */
function toSides(spans: readonly Span[], maxChars: number): Sides {
  const folded = tidySpans(foldSpans(spans, { maxChars, context }));
  return [folded.filter(({ op }) => op !== "added"), folded.filter(({ op }) => op !== "removed")];
}

function toWholes(spans: readonly Span[], maxChars: number): Sides {
  const [before = [], after = []] = sidesOf(spans).map((side) =>
    tidySpans(foldSpans(side, { maxChars: Math.ceil(maxChars / 2) })),
  );
  return [before, after];
}

/** Texts that are the same on both sides, or stand on one alone; null where they are not there. */
export function renderPlainSides(before: Html | null, after: Html | null): Html {
  return html`<div class="sides">
    ${renderCell("Before", before)} ${renderCell("After", after)}
  </div>`;
}

function renderSide(label: "Before" | "After", spans: readonly Span[] | null): Html {
  return renderCell(label, spans && html`${spans.map(renderSpan)}`);
}

function renderCell(label: "Before" | "After", words: Html | null): Html {
  const other = label === "Before" ? "It was not there." : "It is not there any more.";
  return html`<div>
    <p class="side">${label}</p>
    ${
      words === null
        ? html`<p class="none">${other}</p>`
        : html`<p class="redline" dir="auto">${words}</p>`
    }
  </div>`;
}
