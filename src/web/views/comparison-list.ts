import { rankClauseChanges } from "../../core/rank.ts";
import { toEntry } from "../../render/entry.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toFavour, toVerdict } from "../../render/labels.ts";
import { renderBadge } from "./badge.ts";
import { toQuote } from "./change-list.ts";
import { toCardTitle } from "./clause-card.ts";
import type { ComparisonLayout, ShownChange } from "./comparison-layout.ts";
import type { ComparisonLinks } from "./comparison-links.ts";
import { toChangeAnchor } from "./comparison-links.ts";
import { renderOption } from "./comparison-controls.ts";
import { findRoot, toHeadings } from "./comparison-text.ts";
import type { ComparisonView } from "../comparison-query.ts";

/** More are not chosen from a list; by section, those of the part that is shown. */
const mostListed = 100;
const maxHeading = 70;

interface Group {
  readonly name: string;
  readonly held: readonly ShownChange[];
}

/** Gives the list of changes, grouped as asked; null where there is but one thing to read. */
export function renderComparisonList(
  layout: ComparisonLayout,
  view: ComparisonView,
  links: ComparisonLinks,
): Html | null {
  if (layout.shown.length < 2) return null;
  const isRanked = view.list === "importance";
  const groups = isRanked ? toRanked(layout.shown) : toSections(layout, view.part);
  const listed = groups.reduce((sum, { held }) => sum + held.length, 0);
  return html`<nav class="list" aria-labelledby="list">
    <details open>
      <summary><h2 id="list">List of changes</h2></summary>
      <ul class="switch">
        ${renderOption("By section", !isRanked, links.to({ list: "section", part: view.part }))}
        ${renderOption("By importance", isRanked, links.to({ list: "importance", part: view.part }))}
      </ul>
      ${groups.map(({ name, held }) => renderGroup(name, held, links))}
      ${
        listed === layout.shown.length
          ? null
          : html`<p class="note">${listed} of ${layout.shown.length}; the text has them all.</p>`
      }
    </details>
  </nav>`;
}

function renderGroup(name: string, held: readonly ShownChange[], links: ComparisonLinks): Html {
  return html`<h3 dir="auto">${name}</h3>
    <ol>
      ${held.map((item) => {
        const href = links.at(toChangeAnchor(item.index), item.part);
        const entry = toEntry(item.change);
        return html`<li>
          <a href="${href}">${item.number}. ${toCardTitle(entry)}</a>
          <span class="quote" dir="auto">${toQuote(entry.spans)}</span>
          ${renderBadge(item.change)}
        </li>`;
      })}
    </ol>`;
}

function toSections(layout: ComparisonLayout, part: number): readonly Group[] {
  const root = findRoot(layout.blocks);
  const here = layout.shown.filter((item) => item.part === part);
  return [...Map.groupBy(here, ({ path }) => path)].map(([path, held]) => ({
    name: shorten(toHeadings(path, root).at(-1) ?? ""),
    held,
  }));
}

function shorten(heading: string): string {
  return heading.length <= maxHeading ? heading : `${heading.slice(0, maxHeading).toWellFormed()}…`;
}

/** What binds more strictly first; within a group, what a reader should see first. */
const order = ["Tightened", "Tightened and loosened", "Loosened", "Neutral", "Substantive"];

function toRanked(shown: readonly ShownChange[]): readonly Group[] {
  const ranked = rankClauseChanges(shown.map(({ change }) => change))
    .slice(0, mostListed)
    .flatMap((at) => shown[at] ?? []);
  return [...Map.groupBy(ranked, ({ change }) => toVerdict(change))]
    .toSorted(([one], [other]) => rankOf(one) - rankOf(other))
    .map(([verdict, held]) => {
      const favour = held[0] && toFavour(held[0].change);
      return { name: favour ? capitalize(favour) : verdict, held };
    });
}

function rankOf(verdict: string): number {
  const at = order.indexOf(verdict);
  return at < 0 ? order.length : at;
}
