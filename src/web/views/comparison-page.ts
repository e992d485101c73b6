import type { ComparisonPage } from "../../app/comparison-page.ts";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import { clip } from "../../render/fold.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
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
} from "./comparison-head.ts";
import type { ComparisonLayout, ShownChange } from "./comparison-layout.ts";
import { layOutComparison } from "./comparison-layout.ts";
import type { ComparisonLinks } from "./comparison-links.ts";
import { createComparisonLinks, toChangeAnchor, toOriginAnchor } from "./comparison-links.ts";
import {
  renderColumns,
  renderCounts,
  renderParts,
  renderViews,
  stepBar,
} from "./comparison-controls.ts";
import { renderComparisonList } from "./comparison-list.ts";
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
  /** What happened in a recorded change, in one clause of a sentence; null where that is not known. */
  readonly gistOf: (changeId: Digest) => string | null;
  /** What people found of a clause, and where they say so. @default nothing */
  readonly reviewOf?: (item: NumberedChange) => Html | null;
  /** What stands below the head: how far reviews have come. @default nothing */
  readonly underHead?: Html | null;
}

/** Of the cards in UTF-8: with head, list and unchanged text, a part stays near a megabyte. */
const maxCardsBytes = 700_000;
const maxTitle = 120;

/** Gives the page of a comparison in one of its states; null for a part that it does not have. */
export function renderComparisonPage(paths: Paths, shown: ComparisonPageView): Html | null {
  const { page, view, canonical } = shown;
  const { before, after, comparison } = page;
  const layout = layOutComparison({ rows: page.rows, changes: comparison.changes }, view);
  if (view.part > layout.count) return null;
  const links = createComparisonLinks(paths, [before.id, after.id], view);
  const list = renderComparisonList(layout, view, links);
  const cards = renderComparisonCards(paths, shown, { layout, links });
  const parts = layout.count === 1 ? null : renderParts(layout, view, links);
  const main = html`<div class="head">
      ${renderComparisonHead(paths, shown)} ${shown.underHead ?? null}
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
    ${layout.shown.length === 0 ? null : stepBar} ${renderComparedDefinitions(page)}
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
