import type { ComparisonPage } from "../../app/comparison-page.ts";
import { daysBetween } from "../../core/dates/calendar.ts";
import { rankClauseChanges } from "../../core/rank.ts";
import type { ChangeHead } from "../../model/change.ts";
import type { Comparison, StatedDate } from "../../model/comparison.ts";
import type { Digest } from "../../model/digest.ts";
import type { Version } from "../../model/version.ts";
import { toShortId } from "../../render/alert.ts";
import { toDefinitionRemarks } from "../../render/definitions.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount, toDay, toMinute } from "../../render/labels.ts";
import { toTitle } from "../../render/story.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { ComparisonView } from "../comparison-query.ts";
import { toComparisonQuery } from "../comparison-query.ts";
import type { Paths } from "../paths.ts";
import { renderBadges } from "./badge.ts";
import { renderFact, toVersionProof } from "./change-head.ts";

const maxSummary = 500;
const mostBetween = 60;

/** What the head of a comparison is made of. */
export interface ComparisonHead {
  readonly page: ComparisonPage;
  readonly view: ComparisonView;
  /** What happened in a recorded change; null where that is not known. */
  readonly gistOf: (changeId: Digest) => string | null;
}

/** Gives what stands above the text: which texts, how far apart, what it comes to, and what is out of the ordinary. */
export function renderComparisonHead(paths: Paths, { page, view, gistOf }: ComparisonHead): Html {
  const { terms, termsBefore, before, after, comparison } = page;
  const ranked = rankClauseChanges(comparison.changes)
    .flatMap((at) => comparison.changes[at] ?? [])
    .filter(({ materiality }) => materiality === "substantive");
  const isOne = terms.id === termsBefore.id;
  const swap = addresses.comparison(after.id, before.id, toComparisonQuery({ ...view, part: 1 }));
  return html`<p class="kicker">
      ${isOne ? null : html`${renderDocument(paths, termsBefore)}, compared with `}${renderDocument(paths, terms)}
    </p>
    <h1>${toHeadline(page)}</h1>
    <p class="lead">${toDistance(page)}</p>
    <p class="verdicts">${renderBadges(ranked)}</p>
    ${toFlags(page).map(
      ({ label, value }) => html`<p class="flag"><strong>${label}:</strong> ${value}</p>`,
    )}
    <p>${toVisibleLine(comparison.summary, maxSummary)}</p>
    <dl class="facts">
      ${renderFact("Before", renderVersion(paths, before))}
      ${renderFact("After", renderVersion(paths, after))}
      ${toDates(comparison).map(({ label, value }) => renderFact(label, value))}
      ${renderFact("Kept", `${Math.round(comparison.continuity * 100)} % of the clauses, as they were or reworded`)}
    </dl>
    <ul class="onward">
      <li><a href="${paths.to(swap)}">Swap before and after</a></li>
      ${
        page.change === null
          ? null
          : html`<li>
              <a href="${paths.to(addresses.change(page.change.id))}"
                >This change as it was recorded</a
              >
            </li>`
      }
      ${isOne ? html`<li><a href="${paths.to(addresses.between(terms.id))}">Compare other dates</a></li>` : null}
      <li><a href="#take-away">Take it away</a></li>
    </ul>
    ${renderBetween(paths, page.between, gistOf)}`;
}

function renderDocument(paths: Paths, terms: ComparisonPage["terms"]): Html {
  return html`<a href="${paths.to(addresses.document(terms.id))}">${toTitle(terms)}</a>`;
}

/** `What changed from 4 May 2023 to 20 Nov 2023`. */
export function toHeadline({ terms, termsBefore, before, after }: ComparisonPage): string {
  const [from, to] = toMoments(before, after);
  return terms.id === termsBefore.id
    ? `What changed from ${from} to ${to}`
    : `How they differ: ${from} and ${to}`;
}

/** Days, and minutes where the days are one. */
export function toMoments(before: Version, after: Version): readonly [from: string, to: string] {
  const [from, to] = [toDay(before.fetchedAt), toDay(after.fetchedAt)];
  return from === to
    ? [joinWords(toMinute(before.fetchedAt)), joinWords(toMinute(after.fetchedAt))]
    : [joinWords(from), joinWords(to)];
}

/** A date is not broken over two lines of a headline. */
function joinWords(date: string): string {
  return date.replaceAll(" ", "\u00a0");
}

/** `128 days and 4 recorded changes apart.` */
function toDistance({ before, after, change, between }: ComparisonPage): string {
  const days = Math.abs(daysBetween(before.fetchedAt, after.fetchedAt));
  const apart = days === 0 ? "On the same day" : `${toCount(days, "day", "days")} apart`;
  if (change !== null) return `${apart}, with no other text of it between them.`;
  if (between.length === 0) return `${apart}.`;
  return `${apart}, with ${toCount(between.length, "recorded change", "recorded changes")} on the way.`;
}

interface Flag {
  readonly label: string;
  readonly value: string;
}

function toFlags(page: ComparisonPage): Flag[] {
  const { terms, termsBefore, before, after, comparison } = page;
  const flags: Flag[] = [];
  const days = daysBetween(before.fetchedAt, after.fetchedAt);
  if (terms.id !== termsBefore.id)
    flags.push({
      label: "Two documents",
      value: "what differs is no change that anybody made to one of them",
    });
  else if (before.fetchedAt > after.fetchedAt)
    flags.push({
      label: "The newer text first",
      value: `“before” is the text that was first seen ${toCount(-days, "day", "days")} later`,
    });
  if (isReadDifferently(page))
    flags.push({
      label: "Read in two ways",
      value:
        "the two texts were taken from their pages by different rules, so that some of what differs may not be the provider’s doing",
    });
  if (comparison.replaced)
    flags.push({ label: "Another text", value: "hardly a clause is left of the text before" });
  if (comparison.silent) flags.push({ label: "Silent change", value: toUnmoved(comparison) });
  if (comparison.undated)
    flags.push({ label: "Undated", value: "the text does not say when it was last changed" });
  return flags;
}

/** Two extractors never agree on every word; neighbours are recorded only where both were read by the same one. */
function isReadDifferently({ before, after, change }: ComparisonPage): boolean {
  const isTaken = [before, after].map(({ origin }) => origin === "import");
  return (
    change === null &&
    (before.extractorVersion !== after.extractorVersion || isTaken[0] !== isTaken[1])
  );
}

function toUnmoved({ dates }: Comparison): string {
  const stated = dates.lastUpdated.after ?? dates.effective.after;
  const date = stated === null ? "" : `, ${toDay(stated)},`;
  return `the text changed in substance; the date that it states${date} did not`;
}

function renderVersion(paths: Paths, version: Version): Html {
  return html`<a href="${paths.to(addresses.version(version.id))}"
    >the text first seen ${toMinute(version.fetchedAt)}</a
  >`;
}

function toDates({ dates }: Comparison): Flag[] {
  const { lastUpdated, effective } = dates;
  return [
    { label: "Says “last updated”", value: toStated(lastUpdated) },
    { label: "Says “effective”", value: toStated(effective) },
  ].flatMap(({ label, value }) => (value === null ? [] : [{ label, value }]));
}

function toStated({ before, after }: StatedDate): string | null {
  if (before === null && after === null) return null;
  const [from, to] = [before, after].map((date) => (date === null ? "none" : toDay(date)));
  return from === to ? `${from} (unchanged)` : `${from} → ${to}`;
}

/** The steps between the two texts, each with a page of its own. */
function renderBetween(
  paths: Paths,
  between: readonly ChangeHead[],
  gistOf: ComparisonHead["gistOf"],
): Html | null {
  if (between.length === 0) return null;
  const left = between.length - mostBetween;
  return html`<details class="between">
    <summary>The recorded changes on the way</summary>
    <ol>
      ${between.slice(0, mostBetween).map(({ id, detectedAt }) => {
        const gist = gistOf(id);
        return html`<li>
          <a href="${paths.to(addresses.change(id))}">${toDay(detectedAt)}</a>${
            gist === null ? null : html` <span>${gist}</span>`
          }
        </li>`;
      })}
      ${left > 0 ? html`<li>and ${left} more</li>` : null}
    </ol>
  </details>`;
}

/** Gives what became of the defined terms; null for nothing. */
export function renderComparedDefinitions({ comparison }: ComparisonPage): Html | null {
  const remarks = toDefinitionRemarks(comparison);
  if (remarks.length === 0) return null;
  return html`<section class="record" aria-labelledby="definitions">
    <h2 id="definitions">Defined terms</h2>
    <dl class="facts">${remarks.map(({ label, value }) => renderFact(label, value))}</dl>
  </section>`;
}

/** Gives what proves the comparison: both texts by their digests, and who judged it. */
export function renderComparisonRecord(page: ComparisonPage, canonical: string): Html {
  const { before, after, comparison, change } = page;
  return html`<section class="record" aria-labelledby="record">
    <h2 id="record">For the record</h2>
    <dl class="facts">
      ${renderFact("Text before", toVersionProof(before))}
      ${renderFact("Text after", toVersionProof(after))}
      ${renderFact("Judged by", html`<code>${comparison.judgedBy ?? "rules that had no name yet"}</code>`)}
      ${renderFact("This page", html`<a href="${canonical}">${canonical}</a>`)}
      ${change && renderFact("In a terminal", html`<code>clausewatch show ${toShortId(change.id)}</code>`)}
    </dl>
    <p class="note">
      Verdicts, topics and reasons are a first judgement by published rules: read the clause before
      you act.
    </p>
  </section>`;
}
