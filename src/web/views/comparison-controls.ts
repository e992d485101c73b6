import type { ComparisonPage } from "../../app/comparison-page.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount } from "../../render/labels.ts";
import type { ComparisonView } from "../comparison-query.ts";
import { toMoments } from "./comparison-head.ts";
import type { ComparisonLayout } from "./comparison-layout.ts";
import type { ComparisonLinks } from "./comparison-links.ts";

/** Gives one choice of several, as a link that says whether it is the one. */
export function renderOption(label: string, isChosen: boolean, href: string): Html {
  return html`<li>
    <a href="${href}" ${isChosen ? html`aria-current="true"` : null}>${label}</a>
  </li>`;
}

/** How the comparison is shown: links, so that each state can be shared. */
export function renderViews(
  layout: ComparisonLayout,
  view: ComparisonView,
  links: ComparisonLinks,
): Html {
  const { totals } = layout;
  const all = totals.substantive + totals.editorial + totals.noise;
  const hasWeights = totals.substantive > 0 && all > totals.substantive;
  return html`<nav class="views" aria-label="How the comparison is shown">
    <ul>
      ${renderGroup("Layout", [
        ["Inline", view.view === "inline", links.to({ view: "inline" })],
        ["Side by side", view.view === "side", links.to({ view: "side" })],
      ])}
      ${renderGroup("Text", [
        ["Only changes", view.show === "changes", links.to({ show: "changes" })],
        ["Everything", view.show !== "changes", links.to({ show: "all" })],
      ])}
      ${
        hasWeights
          ? renderGroup("Changes", [
              [
                `Of substance (${totals.substantive})`,
                layout.weights === "substantive",
                links.to({ weights: "substantive" }),
              ],
              [`All (${all})`, layout.weights === "all", links.to({ weights: "all" })],
            ])
          : null
      }
    </ul>
  </nav>`;
}

type Option = readonly [label: string, isChosen: boolean, href: string];

function renderGroup(name: string, options: readonly Option[]): Html {
  return html`<li>
    <span>${name}</span>
    <ul class="switch">
      ${options.map(([label, isChosen, href]) => renderOption(label, isChosen, href))}
    </ul>
  </li>`;
}

/** How many changes there are, and how many of them are not shown. */
export function renderCounts(
  layout: ComparisonLayout,
  view: ComparisonView,
  links: ComparisonLinks,
): Html {
  const { shown, totals, weights } = layout;
  const { substantive, editorial, noise } = totals;
  if (substantive + editorial + noise === 0)
    return html`<h2>Nothing differs</h2>
      <p>The two texts say the same, word for word.</p>`;
  const kinds = [
    ...(editorial > 0 ? [`${editorial} editorial`] : []),
    ...(noise > 0 ? [`${noise} of the page, not the terms`] : []),
  ].join(" and ");
  const title =
    weights === "all"
      ? toCount(shown.length, "change", "changes")
      : `${toCount(substantive, "change", "changes")} of substance`;
  return html`<h2>${title}</h2>
    ${substantive === 0 ? html`<p>No clause changed in substance.</p>` : null}
    ${
      weights === "substantive" && kinds !== ""
        ? html`<p class="hidden-changes">
            Hidden: ${kinds}. <a href="${links.to({ weights: "all" })}">Show them too</a>
          </p>`
        : null
    }
    <p class="note">
      Marked as [-<del>removed</del>-] and {+<ins>added</ins>+}; “…” stands for words that did not
      change. ${renderFolding(view, links)}
    </p>`;
}

/** Says what is folded, and leads to the other way. */
function renderFolding({ show }: ComparisonView, links: ComparisonLinks): Html | null {
  if (show === "changes") return null;
  return show === "all"
    ? html`Unchanged clauses are folded under their headings.
        <a href="${links.to({ show: "open" })}">Unfold them all</a>`
    : html`<a href="${links.to({ show: "all" })}">Fold what did not change</a>`;
}

/** What the two columns are, wherever the page is scrolled to. */
export function renderColumns({ before, after }: ComparisonPage): Html {
  const [from, to] = toMoments(before, after);
  return html`<div class="columns" aria-hidden="true">
    <p>Before: ${from}</p>
    <p>After: ${to}</p>
  </div>`;
}

/** Gives the way to the other parts of a long comparison. */
export function renderParts(
  { count }: ComparisonLayout,
  { part }: ComparisonView,
  links: ComparisonLinks,
): Html {
  const ways = [
    ...(part > 1 ? [{ label: "Earlier part", to: part - 1 }] : []),
    ...(part < count ? [{ label: "Next part", to: part + 1 }] : []),
  ];
  return html`<p class="parts">
    Part ${part} of ${count}.
    ${ways.map(({ label, to }) => html`<a href="${links.to({ part: to })}">${label}</a> `)}
  </p>`;
}

/** What the script shows: where the reader is, and the keys. Without script each change leads on by itself. */
export const stepBar = html`<div class="step-bar" data-step-bar hidden>
  <p>
    <button type="button" class="quiet" data-step="p">Previous</button>
    <span data-step-place></span>
    <button type="button" class="quiet" data-step="n">Next</button>
    <button type="button" class="quiet" data-step-keys aria-expanded="false" aria-controls="keys">
      Keys
    </button>
  </p>
  <div id="keys" hidden>
    <ul>
      <li><kbd>n</kbd> next change, <kbd>p</kbd> previous change</li>
      <li><kbd>]</kbd> next section, <kbd>[</kbd> previous section</li>
      <li><kbd>?</kbd> these keys</li>
    </ul>
    <button type="button" class="quiet" data-step-switch>Switch the keys off</button>
  </div>
  <p class="unseen" role="status" data-step-said></p>
</div>`;
