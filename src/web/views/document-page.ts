import type { DocumentRecord } from "../../app/load-document.ts";
import type { Instant } from "../../model/instant.ts";
import type { Version } from "../../model/version.ts";
import type { PlacedOutline } from "../../render/change-outline.ts";
import { isArchived, toDocumentState } from "../../render/document-state.ts";
import type { Html } from "../../render/html.ts";
import { html, toSafeUrl } from "../../render/html.ts";
import { capitalize, toCount, toDay } from "../../render/labels.ts";
import { toTitle } from "../../render/story.ts";
import { toVisibleLine } from "../../render/visible.ts";
import type { AddressQuery } from "../addresses.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderBadges } from "./badge.ts";
import { renderSign, renderTimeline, signOf, toName, toSize } from "./document-timeline.ts";
import { renderPage } from "./layout.ts";
import { renderTurns } from "./turns.ts";

export interface DocumentView {
  readonly document: DocumentRecord;
  readonly now: Instant;
  /** The page's own address, whole. */
  readonly canonical: string;
  /** The version that the part of the list before ended with; null for its beginning. */
  readonly before: string | null;
}

const mostLatest = 3;
const mostSources = 20;
/** As many as are read in one sitting. */
const mostVersions = 30;
const maxName = 80;

/** Gives the page of one document: how it stands, what became of it, and all of its versions. */
export async function renderDocumentPage(paths: Paths, view: DocumentView): Promise<Html> {
  const { document, canonical, now } = view;
  const { terms, changes, versions } = document;
  const title = toTitle(terms);
  const main = html`<p class="kicker">
      <a href="${paths.to(addresses.documents({ service: terms.serviceId }))}"
        >${toVisibleLine(terms.serviceName, maxName)}</a
      >
    </p>
    <h1>${toVisibleLine(terms.termsType, maxName)}</h1>
    ${renderState(document)} ${renderWays(paths, { document, now })} ${renderLatest(paths, changes)}
    <section aria-labelledby="timeline">
      <h2 id="timeline">Changes over time</h2>
      ${(await renderTimeline(paths, changes)) ?? html`<p>No change has been recorded.</p>`}
    </section>
    <section aria-labelledby="versions">
      <h2 id="versions">${toCount(versions.length, "version", "versions")}</h2>
      ${renderVersions(paths, document, view.before)}
    </section>`;
  return renderPage(paths, { title, main, canonical, at: addresses.documents() });
}

function renderState({ terms, incidents }: DocumentRecord): Html {
  const { line, troubles } = toDocumentState(terms, incidents);
  return html`<p class="lead">${line}</p>
    ${troubles.map((trouble) => html`<p class="flag">${trouble}</p>`)} ${renderSources(terms)}`;
}

function renderSources(terms: DocumentRecord["terms"]): Html | null {
  const safe = terms.urls.flatMap((url) => toSafeUrl(url) ?? []).slice(0, mostSources);
  if (safe.length === 0)
    return isArchived(terms)
      ? html`<p class="note">The archive names no address that it was read from.</p>`
      : null;
  return html`<p class="sources">
    Read from
    ${safe.map(
      (url, at) =>
        html`${at === 0 ? null : ", "}<a href="${url}" rel="nofollow noopener noreferrer"
            >${url}</a
          >`,
    )}
  </p>`;
}

interface Ways {
  readonly document: DocumentRecord;
  readonly now: Instant;
}

/** Where to go from here: today's text, the text of a day, what changed between two days. */
function renderWays(paths: Paths, { document, now }: Ways): Html | null {
  const { terms, versions } = document;
  const [latest] = versions;
  const first = versions.at(-1)?.fetchedAt.slice(0, 10);
  if (latest === undefined || first === undefined) return null;
  const today = now.slice(0, 10);
  const date = (id: string, { name, label, value }: DateField): Html =>
    html`<div class="field">
      <label for="${id}">${label}</label>
      <input
        type="date"
        id="${id}"
        name="${name}"
        value="${value}"
        min="${first}"
        max="${today}"
        required
      />
    </div>`;
  return html`<ul class="follow">
      <li><a href="${paths.to(addresses.version(latest.id))}">Read the latest text</a></li>
      <li><a href="${paths.to(addresses.clauses(terms.id))}">Clause by clause</a></li>
      <li><a href="${paths.to(addresses.home({ document: terms.id }))}">Changes, filtered</a></li>
    </ul>
    <div class="finders">
      ${renderFinder(paths.to(addresses.textOn(terms.id)), {
        id: "on-a-day",
        title: "The text on a day",
        days: date("text-day", { name: "day", label: "Day", value: today }),
        button: "Read it",
      })}
      ${renderFinder(paths.to(addresses.between(terms.id)), {
        id: "two-days",
        title: "What changed between two days",
        days: html`${date("compare-from", { name: "from", label: "From", value: first })}
        ${date("compare-to", { name: "to", label: "To", value: today })}`,
        button: "Compare",
      })}
    </div>`;
}

interface DateField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
}

function renderLatest(paths: Paths, changes: readonly PlacedOutline[]): Html | null {
  const latest = changes.filter(({ clauses }) => clauses.substantive > 0).slice(0, mostLatest);
  if (latest.length === 0) return null;
  return html`<section class="day" aria-labelledby="latest">
    <h2 id="latest">Latest changes of substance</h2>
    <ul>
      ${latest.map(
        (one) =>
          html`<li>
            <p class="kicker">${toDay(one.change.detectedAt)}</p>
            <h3 class="gist">${renderChangeLink(paths, one)}</h3>
            <p class="verdicts">${renderVerdicts(one)}</p>
          </li>`,
      )}
    </ul>
  </section>`;
}

function renderChangeLink(paths: Paths, outline: PlacedOutline): Html {
  const href = paths.to(addresses.change(outline.change.id));
  return html`<a href="${href}">${capitalize(toName(outline))}</a>`;
}

function renderVerdicts({ change }: PlacedOutline): readonly Html[] {
  const { changes } = change.comparison;
  return renderBadges(changes.filter(({ materiality }) => materiality === "substantive"));
}

/** The picture's changes in words, with the texts on either side. */
function renderVersions(
  paths: Paths,
  { terms, versions, changes }: DocumentRecord,
  before: string | null,
): Html {
  const [latest] = versions;
  const byAfter = new Map(changes.map((one) => [one.change.afterId, one]));
  const passed = before === null ? 0 : versions.findIndex(({ id }) => id === before) + 1;
  const shown = versions.slice(passed, passed + mostVersions);
  const entries = shown.map((version) => ({
    version,
    latest: latest ?? version,
    outline: byAfter.get(version.id),
  }));
  const last = shown.at(-1);
  const hasMore = passed + mostVersions < versions.length;
  const to = (query: AddressQuery): string =>
    `${paths.to(addresses.document(terms.id, query))}#versions`;
  return html`<ol class="versions">
      ${groupQuiet(entries).map((group) => renderGroup(paths, group))}
    </ol>
    ${renderTurns(
      {
        previous: passed === 0 ? null : to({}),
        next: hasMore && last !== undefined ? to({ before: last.id }) : null,
      },
      { previous: "Latest versions", next: "Older versions" },
    )}`;
}

interface VersionEntry {
  readonly version: Version;
  readonly latest: Version;
  readonly outline: PlacedOutline | undefined;
}

/** So few are read as fast as a line about them. */
const fewestFolded = 4;

/** Gives versions that follow each other and changed nothing of the text together, where they are many. */
function groupQuiet(entries: readonly VersionEntry[]): readonly (readonly VersionEntry[])[] {
  const groups: VersionEntry[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (isQuiet(entry) && last?.every(isQuiet)) last.push(entry);
    else groups.push([entry]);
  }
  return groups.flatMap((group) =>
    group.length < fewestFolded ? group.map((entry) => [entry]) : [group],
  );
}

function isQuiet({ outline, version, latest }: VersionEntry): boolean {
  return outline !== undefined && signOf(outline) === "around" && version.id !== latest.id;
}

function renderGroup(paths: Paths, group: readonly VersionEntry[]): Html {
  const [first, ...others] = group;
  const last = others.at(-1);
  if (first === undefined) return html``;
  if (last === undefined) return renderVersion(paths, first);
  const days = `${toDay(last.version.fetchedAt)} to ${toDay(first.version.fetchedAt)}`;
  return html`<li class="quiet">
    <details>
      <summary>${group.length} versions, ${days}: only the page around the text changed</summary>
      <ol class="versions">
        ${group.map((entry) => renderVersion(paths, entry))}
      </ol>
    </details>
  </li>`;
}

function renderVersion(paths: Paths, { version, latest, outline }: VersionEntry): Html {
  const day = toDay(version.fetchedAt);
  const isLatest = version.id === latest.id;
  const ways = [
    { label: "Text", address: addresses.version(version.id) },
    ...(outline === undefined
      ? []
      : [
          {
            label: "With the one before",
            address: addresses.comparison(outline.change.beforeId, version.id),
          },
        ]),
    ...(isLatest
      ? []
      : [{ label: "With the latest", address: addresses.comparison(version.id, latest.id) }]),
  ];
  return html`<li id="v-${version.id.slice(0, 12)}">
    <p><strong>${day}</strong>${isLatest ? html` <span class="badge">the latest</span>` : null}</p>
    <div>
      <p>
        ${
          outline === undefined
            ? version.previousId === null
              ? "The first text that is known."
              : "No change was recorded with it."
            : html`${renderSign(signOf(outline))} ${renderChangeLink(paths, outline)}
              ${signOf(outline) === "around" ? null : html`<span class="note">${toSize(outline)}</span>`}`
        }
      </p>
      <p class="ways">
        ${ways.map(
          ({ label, address }) =>
            html`<a href="${paths.to(address)}" aria-label="${label}, version of ${day}"
              >${label}</a
            > `,
        )}
      </p>
    </div>
  </li>`;
}

interface Finder {
  readonly id: string;
  readonly title: string;
  readonly days: Html;
  readonly button: string;
}

function renderFinder(action: string, { id, title, days, button }: Finder): Html {
  return html`<form class="finder" method="get" action="${action}" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <div class="row">
      ${days}
      <div class="field"><button>${button}</button></div>
    </div>
  </form>`;
}
