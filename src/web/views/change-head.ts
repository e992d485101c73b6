import type { ChangePage } from "../../app/change-page.ts";
import { readTiming } from "../../core/dates/timing.ts";
import type { Instant } from "../../model/instant.ts";
import type { VersionOrigin } from "../../model/version.ts";
import type { SameChange } from "../../render/alert.ts";
import { toShortId } from "../../render/alert.ts";
import { toDefinitionRemarks } from "../../render/definitions.ts";
import { toEffectToday } from "../../render/effect-today.ts";
import type { Html } from "../../render/html.ts";
import { html, toSafeUrl } from "../../render/html.ts";
import { capitalize, toCount, toDay, toMinute } from "../../render/labels.ts";
import type { Story } from "../../render/story.ts";
import { toFlagsBeside, toStory, toTitle } from "../../render/story.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderBadges } from "./badge.ts";

const maxSummary = 500;
const mostSources = 20;
/** A change of a company's name is in all of its documents. */
const mostSame = 60;

/** The other documents are links of their own on this page. */
export function toPageStory({ alert }: ChangePage): Story {
  const { alsoIn: _alsoIn, ...alone } = alert;
  return toStory(alone);
}

/** Gives what stands above the clauses: which document, what happened, from when, and what is out of the ordinary. */
export function renderChangeHead(paths: Paths, page: ChangePage, now: Instant): Html {
  const { alert } = page;
  const { comparison, detectedAt } = alert.change;
  const story = toPageStory(page);
  const timing = readTiming(comparison, { seenAt: detectedAt, beforeSeenAt: alert.beforeSeenAt });
  const effect = toEffectToday(timing, comparison.dates.effective.after, now.slice(0, 10));
  const substantive = alert.chosen.filter((one) => one.materiality === "substantive");
  const flags = toFlagsBeside({ ...story, effect });
  const same = alert.alsoIn ?? [];
  return html`<p class="kicker">
      <a href="${paths.to(addresses.document(alert.terms.id))}">${story.title}</a>
    </p>
    <h1>${capitalize(story.gist)}</h1>
    <p class="verdicts">${renderBadges(substantive)}</p>
    <p class="lead">${effect === null ? null : html`<strong>${effect}.</strong> `}${story.seen}.</p>
    ${flags.map(
      ({ label, value }) => html`<p class="flag"><strong>${label}:</strong> ${value}</p>`,
    )}
    ${same.length === 0 ? null : renderSame(paths, same)}
    <p>${toVisibleLine(comparison.summary, maxSummary)}</p>
    <p>
      <a href="${paths.to(addresses.comparison(page.before.id, page.after.id))}"
        >Compare the two texts side by side, or whole</a
      >
    </p>
    <dl class="facts">
      ${story.facts.map(({ label, value }) => renderFact(label, value))}
      ${renderFact("Source", renderSources(alert.terms.urls))}
    </dl>`;
}

/** Gives a fact of a list of facts. */
export function renderFact(label: string, value: Html | string): Html {
  return html`<dt>${label}</dt>
    <dd>${value}</dd>`;
}

function renderSources(urls: readonly string[]): Html | string {
  const safe = urls.flatMap((url) => toSafeUrl(url) ?? []).slice(0, mostSources);
  if (safe.length === 0) return "taken over from another archive, which names no address";
  return html`${safe.map(
    (url, at) =>
      html`${at === 0 ? null : html`<br />`}<a href="${url}" rel="noreferrer">${url}</a>`,
  )}`;
}

/** The same change in other documents, each with its own page. */
function renderSame(paths: Paths, same: readonly SameChange[]): Html {
  const named = same.slice(0, mostSame);
  const left = same.length - named.length;
  return html`<div class="flag">
    <p><strong>Same change:</strong> made in these documents too</p>
    <ul>
      ${named.map(
        ({ terms, changeId, detectedAt }) =>
          html`<li>
            <a href="${paths.to(`/changes/${changeId}`)}">${toTitle(terms)}</a>, seen
            ${toDay(detectedAt)}
          </li>`,
      )}
      ${left === 0 ? null : html`<li>and ${toCount(left, "more document", "more documents")}</li>`}
    </ul>
  </div>`;
}

/** Gives what became of the defined terms, which reach further than the clauses that define them; null for nothing. */
export function renderDefinitions({ alert }: ChangePage): Html | null {
  const remarks = toDefinitionRemarks(alert.change.comparison);
  if (remarks.length === 0) return null;
  return html`<section class="record" aria-labelledby="definitions">
    <h2 id="definitions">Defined terms</h2>
    <dl class="facts">${remarks.map(({ label, value }) => renderFact(label, value))}</dl>
  </section>`;
}

const origins: Readonly<Record<VersionOrigin, string>> = {
  crawl: "fetched by us",
  import: "taken over from another archive",
  upgrade: "the same page, read by newer rules of ours",
};

/** Gives what proves the change: both texts by their digests, who judged it, and addresses that last. */
export function renderRecord(paths: Paths, page: ChangePage, canonical: string): Html {
  const { alert, before, after } = page;
  const { change } = alert;
  const json = paths.to(`/changes/${change.id}.json`);
  return html`<section class="record" aria-labelledby="record">
    <h2 id="record">For the record</h2>
    <dl class="facts">
      ${renderFact("Document", html`<code>${toVisibleLine(change.termsId, 200)}</code>`)}
      ${renderFact("Text before", toVersionProof(before))}
      ${renderFact("Text after", toVersionProof(after))}
      ${renderFact("Judged by", html`<code>${change.comparison.judgedBy ?? "rules that had no name yet"}</code>`)}
      ${renderFact("This page", html`<a href="${canonical}">${canonical}</a>`)}
      ${renderFact("For programs", html`<a href="${json}">the whole comparison as JSON</a>`)}
      ${renderFact("In a terminal", html`<code>clausewatch show ${toShortId(change.id)}</code>`)}
    </dl>
    <p class="note">
      Verdicts, topics and reasons are a first judgement by published rules: read the clause before
      you act.
    </p>
  </section>`;
}

/** Gives what proves a text: when it was seen, how it came here, and its digest. */
export function toVersionProof({ digest, fetchedAt, origin, id }: ChangePage["before"]): Html {
  return html`${toMinute(fetchedAt)}, ${origins[origin]}; version <code>${toShortId(id)}</code>,
    SHA-256 of its text <code>${digest}</code>`;
}
