import type { ChangePage } from "../../app/change-page.ts";
import type { Instant } from "../../model/instant.ts";
import type { CitedWork } from "../../render/citation.ts";
import { clip } from "../../render/fold.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount } from "../../render/labels.ts";
import type { Paths } from "../paths.ts";
import { renderChangeHead, renderDefinitions, renderRecord, toPageStory } from "./change-head.ts";
import { renderChangeList } from "./change-list.ts";
import type { ChangeLayout, NumberedChange } from "./change-parts.ts";
import { inPart, layOut } from "./change-parts.ts";
import { renderCards } from "./clause-card.ts";
import type { ReviewPage } from "./clause-review.ts";
import { renderClauseReview, renderReviewSummary } from "./clause-review.ts";
import { renderPage } from "./layout.ts";
import { renderTakeAway, toChangeFiles } from "./take-away.ts";

export interface ChangeView {
  readonly page: ChangePage;
  readonly now: Instant;
  /** From 1 on. */
  readonly part: number;
  /** The page's own address, whole. */
  readonly canonical: string;
  /** What people found of its clauses, for whoever has signed in. @default null */
  readonly review?: ReviewPage | null;
}

/** Of the cards in UTF-8: with head and list, a part stays below a megabyte. */
const maxCardsBytes = 800_000;
const maxTitle = 120;

/** Gives the page of a recorded change; null for a part that it does not have. */
export function renderChangePage(paths: Paths, view: ChangeView): Html | null {
  const { page, now, part, canonical, review = null } = view;
  const { change, explanations } = page.alert;
  const layout = layOut(change.comparison.changes);
  if (part > layout.count) return null;
  const all = [layout.substantive, layout.editorial, layout.noise] as const;
  const cards = renderCards(
    all.flatMap((group) => inPart(group, part)),
    {
      leadInOf: page.leadInOf,
      explanations,
      wholeHref: paths.to(`/changes/${change.id}.json`),
      reviewOf:
        review === null
          ? undefined
          : ({ change: one, number }) => renderClauseReview(review, one, number),
      maxBytes: maxCardsBytes,
    },
  );
  const list = renderChangeList(layout, part);
  const context = { part, cards };
  const main = html`<div class="head">
      ${renderChangeHead(paths, page, now)} ${review && renderReviewSummary(review)}
    </div>
    <div class="${list === null ? "text" : "text has-list"}">
      ${list}
      <div class="clauses">
        ${layout.count === 1 ? null : renderParts(layout, part)}
        ${renderSubstantive(layout.substantive, context)}
        ${renderFolded("editorial", layout, context)} ${renderFolded("noise", layout, context)}
        ${layout.count === 1 ? null : renderParts(layout, part)}
      </div>
    </div>
    ${renderDefinitions(page)}
    ${renderTakeAway(paths, { files: toChangeFiles(change.id), work: toWork(view) })}
    ${renderRecord(paths, page, canonical)}`;
  const story = toPageStory(page);
  const title = clip(`${story.title}: ${story.gist}`, maxTitle);
  return renderPage(paths, {
    title,
    main,
    isWide: list !== null,
    canonical,
  });
}

/** How the page is cited: as what changed from the one text to the other. */
function toWork({ page: { alert, before, after }, now, canonical }: ChangeView): CitedWork {
  const terms = { ...alert.terms, id: alert.change.termsId };
  return {
    before: { terms, version: before },
    after: { terms, version: after },
    address: canonical,
    retrievedAt: now,
  };
}

interface PartContext {
  readonly part: number;
  readonly cards: ReadonlyMap<number, Html>;
}

function renderSubstantive(all: readonly NumberedChange[], context: PartContext): Html | null {
  const shown = inPart(all, context.part);
  if (all.length === 0)
    return html`<section>
      <h2>No clause changed in substance</h2>
      <p>What differs is below.</p>
    </section>`;
  if (shown.length === 0) return null;
  const count = toCount(all.length, "change", "changes");
  return html`<section>
    <h2>${count} of substance</h2>
    <p class="note">
      In the order of the text${shown.length === all.length ? null : `; ${toRange(shown)} here`}.
      Marked as [-<del>removed</del>-] and {+<ins>added</ins>+}; “…” stands for words that did not
      change.
    </p>
    ${renderSections(shown, context)}
  </section>`;
}

const weights = {
  editorial: {
    title: (count: number) => toCount(count, "editorial change", "editorial changes"),
    meaning: "Other words that bind nobody to anything else.",
  },
  noise: {
    title: (count: number) => `${toCount(count, "change", "changes")} of the page, not the terms`,
    meaning: "Furniture, counters, link targets and their like.",
  },
} as const;

/** Folded, unless there is nothing else to read, and counted: nothing is left out that may turn out to matter. */
function renderFolded(
  weight: keyof typeof weights,
  layout: ChangeLayout,
  context: PartContext,
): Html | null {
  const all = layout[weight];
  const shown = inPart(all, context.part);
  if (shown.length === 0) return null;
  const { title, meaning } = weights[weight];
  const some = shown.length === all.length ? "them" : toRange(shown);
  return html`<section>
    <h2>${title(all.length)}</h2>
    <p class="note">${meaning}</p>
    <details${layout.substantive.length === 0 ? html` open` : null}>
      <summary>Show ${some}</summary>
      ${renderSections(shown, context)}
    </details>
  </section>`;
}

function renderSections(shown: readonly NumberedChange[], { cards }: PartContext): readonly Html[] {
  return shown.map(({ path, number }, at) => {
    const isUnderLast = at > 0 && shown[at - 1]?.path === path;
    const heading = isUnderLast
      ? null
      : html`<h3 dir="auto">${path === "" ? "Under no heading" : path}</h3>`;
    return html`${heading} ${cards.get(number) ?? null}`;
  });
}

/** `3 to 12`; `3` alone. */
function toRange(shown: readonly NumberedChange[]): string {
  const [first, last] = [shown[0]?.number ?? 0, shown.at(-1)?.number ?? 0];
  return first === last ? String(first) : `${first} to ${last}`;
}

function renderParts(layout: ChangeLayout, part: number): Html {
  const { substantive, editorial, noise, count } = layout;
  const total = substantive.length + editorial.length + noise.length;
  const steps = [
    ...(part > 1 ? [{ label: "Earlier", to: part - 1 }] : []),
    ...(part < count ? [{ label: "Further", to: part + 1 }] : []),
  ];
  return html`<p class="parts">
    ${toCount(total, "change", "changes")} in all: part ${part} of ${count}.
    ${steps.map(({ label, to }) => html`<a href="?part=${to}">${label} changes</a> `)}
  </p>`;
}
