import type { ComparisonPage } from "../../app/comparison-page.ts";
import type { Viewer } from "../../model/account.ts";
import type { Instant } from "../../model/instant.ts";
import { clip } from "../../render/fold.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount } from "../../render/labels.ts";
import { toTitle } from "../../render/story.ts";
import { addresses } from "../addresses.ts";
import type { ComparisonView } from "../comparison-query.ts";
import type { Paths } from "../paths.ts";
import type { NumberedChange } from "./change-parts.ts";
import { renderCards } from "./clause-card.ts";
import {
  renderComparedDefinitions,
  renderComparisonHead,
  renderComparisonRecord,
  toHeadline,
  toMoments,
} from "./comparison-head.ts";
import type { ComparisonLayout, ShownChange } from "./comparison-layout.ts";
import { layOutComparison } from "./comparison-layout.ts";
import type { ComparisonLinks } from "./comparison-links.ts";
import { createComparisonLinks, toChangeAnchor, toOriginAnchor } from "./comparison-links.ts";
import { renderComparisonList, renderOption } from "./comparison-list.ts";
import { renderComparisonText } from "./comparison-text.ts";
import { renderPage } from "./layout.ts";
import { renderRedline } from "./redline.ts";
import { renderSides } from "./side-by-side.ts";
import { renderTakeAway, toComparisonFiles } from "./take-away.ts";

export interface ComparisonPageView {
  readonly page: ComparisonPage;
  readonly view: ComparisonView;
  readonly now: Instant;
  /** The comparison's own address, whole. */
  readonly canonical: string;
  /** What people found of a clause, and where they say so. @default nothing */
  readonly reviewOf?: (item: NumberedChange) => Html | null;
  /** What stands below the head: how far reviews have come. @default nothing */
  readonly underHead?: Html | null;
  readonly viewer?: Viewer | null;
}

/** Of the cards in UTF-8: with head, list and unchanged text, a part stays near a megabyte. */
const maxCardsBytes = 700_000;
const maxTitle = 120;

/** Gives the page of a comparison in one of its states; null for a part that it does not have. */
export function renderComparisonPage(paths: Paths, shown: ComparisonPageView): Html | null {
  const { page, view, canonical, viewer = null } = shown;
  const { before, after, comparison } = page;
  const layout = layOutComparison({ rows: page.rows, changes: comparison.changes }, view);
  if (view.part > layout.count) return null;
  const links = createComparisonLinks(paths, [before.id, after.id], view);
  const list = renderComparisonList(layout, view, links);
  const cards = renderComparisonCards(paths, shown, { layout, links });
  const parts = layout.count === 1 ? null : renderParts(layout, view, links);
  const main = html`<div class="head">
      ${renderComparisonHead(paths, page, view)} ${shown.underHead ?? null}
    </div>
    ${renderViews(layout, view, links)}
    <div class="text comparison is-${view.view}${list === null ? "" : " has-list"}">
      ${list}
      <div class="clauses">
        ${renderCounts(layout, view, links)} ${parts}
        ${view.view === "side" ? renderColumns(page) : null}
        ${renderComparisonText({ layout, view, links, cards })} ${parts}
      </div>
    </div>
    ${layout.shown.length === 0 ? null : steps} ${renderComparedDefinitions(page)}
    ${renderTakeAway(paths, {
      files: toComparisonFiles(before.id, after.id),
      work: {
        before: { terms: page.termsBefore, version: before },
        after: { terms: page.terms, version: after },
        address: canonical,
        retrievedAt: shown.now,
      },
    })}
    ${renderComparisonRecord(page, canonical)}`;
  const title = clip(`${toTitle(page.terms)}: ${toHeadline(page)}`, maxTitle);
  const at = addresses.documents();
  return renderPage(paths, {
    title,
    main,
    isWide: list !== null || view.view === "side",
    hasScript: true,
    canonical,
    viewer,
    at,
  });
}

interface CardContext {
  readonly layout: ComparisonLayout;
  readonly links: ComparisonLinks;
}

function renderComparisonCards(
  paths: Paths,
  { page, view, reviewOf }: ComparisonPageView,
  { layout, links }: CardContext,
): ReadonlyMap<number, Html> {
  const items = layout.shown.filter(({ part }) => part === view.part);
  const itemOf = ({ number }: NumberedChange): ShownChange | undefined => layout.shown[number - 1];
  const { before, after, leadInOf, explanations } = page;
  return renderCards(items, {
    leadInOf,
    explanations,
    wholeHref: paths.to(addresses.comparisonFile(before.id, after.id, "comparison.json")),
    maxBytes: maxCardsBytes,
    reviewOf,
    anchorOf: (item) => toChangeAnchor(itemOf(item)?.index ?? 0),
    originOf: (item) => renderOrigin(itemOf(item), links),
    stepsOf: ({ number }) => renderSteps(number, { layout, links }),
    renderWords: view.view === "side" ? renderSides : renderRedline,
  });
}

/** Where a moved clause came from, and the way there; undefined for one that stayed. */
function renderOrigin(item: ShownChange | undefined, links: ComparisonLinks): Html | undefined {
  if (item?.isMoved !== true) return undefined;
  const { index, pathBefore, partBefore } = item;
  const href = links.at(toOriginAnchor(index), partBefore);
  const where =
    pathBefore === null ? "elsewhere in this section" : `under: ${pathBefore || "no heading"}`;
  return html`<p class="place" dir="auto">
    <a href="${href}">Moved from</a> where it stood before, ${where}
  </p>`;
}

/** `← 3 of 12 →`: works without script, and says the place in words. */
function renderSteps(number: number, { layout, links }: CardContext): Html {
  const to = (by: number, rel: "prev" | "next", label: string): Html | null => {
    const item = layout.shown[number - 1 + by];
    if (item === undefined) return null;
    return html`<a rel="${rel}" href="${links.at(toChangeAnchor(item.index), item.part)}"
      >${label}</a
    >`;
  };
  return html`<p class="steps">
    ${to(-1, "prev", "Previous")} <span>${number} of ${layout.shown.length}</span>
    ${to(1, "next", "Next")}
  </p>`;
}

/** How the comparison is shown: links, so that each state can be shared. */
function renderViews(layout: ComparisonLayout, view: ComparisonView, links: ComparisonLinks): Html {
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
        ["Everything", view.show === "all", links.to({ show: "all" })],
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
function renderCounts(
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
      change.${view.show === "all" ? " Unchanged clauses are folded under their headings." : ""}
    </p>`;
}

/** What the two columns are, wherever the page is scrolled to. */
function renderColumns({ before, after }: ComparisonPage): Html {
  const [from, to] = toMoments(before, after);
  return html`<div class="columns" aria-hidden="true">
    <p>Before: ${from}</p>
    <p>After: ${to}</p>
  </div>`;
}

function renderParts(
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
const steps = html`<div class="step-bar" data-step-bar hidden>
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
