import type { Instant } from "../../model/instant.ts";
import type { Terms } from "../../model/terms.ts";
import type { Version } from "../../model/version.ts";
import type { PlacedOutline } from "../../render/change-outline.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toDay } from "../../render/labels.ts";
import { toTitle } from "../../render/story.ts";
import type { TextPart } from "../../render/terms-layout.ts";
import { layOutText } from "../../render/terms-layout.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses, anchorOfClause, toPartAddress } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { countTextParts, takeTextPart, toPartOf } from "../text-parts.ts";
import { renderCite } from "./cite.ts";
import { renderPage } from "./layout.ts";
import { renderTermsText } from "./terms-text.ts";

/** A text and its place among the others of its document. */
export interface TextView {
  readonly terms: Terms;
  readonly version: Version;
  /** Neighbours in time, and the one that stands today, without their text; null where there is none. */
  readonly earlier: Version | null;
  readonly later: Version | null;
  readonly latest: Version;
  /** The change that the text came with; null where none is recorded. */
  readonly cameWith: PlacedOutline | null;
  /** The change that ended it. */
  readonly endedBy: PlacedOutline | null;
  /** `2025-03-01`: the day that was asked for; null for the version itself. */
  readonly day: string | null;
  /** What of a long text is shown, from 1 on. */
  readonly part: number;
  /** The version's address, whole. */
  readonly permanent: string;
  readonly now: Instant;
}

/** Fewer headings are seen at a glance. */
const fewestListed = 4;
const maxHeading = 90;

/** Gives the page of one text: which it is, when it stood, and all of it; null for a part that it does not have. */
export function renderTextPage(paths: Paths, view: TextView): Html | null {
  const { terms, version, day, part, permanent } = view;
  const parts = layOutText(version.text);
  const count = countTextParts(parts);
  if (part > count) return null;
  const address = day === null ? addresses.version(version.id) : addresses.textAt(terms.id, day);
  const toPart = (other: number): string => paths.to(toPartAddress(address, other));
  const contents = renderContents(parts, { part, toPart });
  const steps = count === 1 ? null : renderSteps({ part, count, toPart });
  const title = toTitle(terms);
  const at = day === null ? `version of ${toDay(version.fetchedAt)}` : `on ${toDay(day)}`;
  const main = html`<p class="kicker">
      <a href="${paths.to(addresses.document(terms.id))}">${title}</a>
    </p>
    <h1>
      ${day === null ? `The text since ${toDay(version.fetchedAt)}` : `The text on ${toDay(day)}`}
    </h1>
    <p class="lead">${toStood(view)}</p>
    ${renderWays(paths, view)} ${renderFinder(paths, view)}
    <div class="${contents === null ? "without-contents" : "with-contents"}">
      ${contents}
      <article class="terms-text" aria-label="${title}, ${at}">
        ${steps} ${renderTermsText(takeTextPart(parts, part))} ${steps}
      </article>
    </div>
    ${renderRecord(paths, view)}`;
  return renderPage(paths, {
    title: `${title}, ${at}${part === 1 ? "" : `, part ${part}`}`,
    main,
    isWide: contents !== null,
    canonical: part === 1 ? permanent : `${permanent}?part=${part}`,
    at: addresses.documents(),
  });
}

/** `Seen first on 1 Jul 2025; it stood until 8 Oct 2025.` */
function toStood({ version, later }: TextView): string {
  const end =
    later === null ? "it is the latest that is known" : `it stood until ${toDay(later.fetchedAt)}`;
  return `First seen ${toDay(version.fetchedAt)}; ${end}.`;
}

function renderWays(
  paths: Paths,
  { version, earlier, later, latest, cameWith, endedBy }: TextView,
): Html {
  const ways = [
    ...(cameWith === null
      ? []
      : [{ label: `What it changed: ${cameWith.gist}`, to: addresses.change(cameWith.change.id) }]),
    ...(endedBy === null
      ? []
      : [{ label: `What changed next: ${endedBy.gist}`, to: addresses.change(endedBy.change.id) }]),
    ...(version.id === latest.id
      ? []
      : [
          {
            label: "Compare with the latest text",
            to: addresses.comparison(version.id, latest.id),
          },
        ]),
    ...(earlier === null
      ? []
      : [
          {
            label: `Earlier text, of ${toDay(earlier.fetchedAt)}`,
            to: addresses.version(earlier.id),
          },
        ]),
    ...(later === null
      ? []
      : [{ label: `Later text, of ${toDay(later.fetchedAt)}`, to: addresses.version(later.id) }]),
    { label: "As plain Markdown", to: addresses.versionFile(version.id) },
  ];
  return html`<ul>
    ${ways.map(({ label, to }) => html`<li><a href="${paths.to(to)}">${label}</a></li>`)}
  </ul>`;
}

/** Looks for words in the clauses of this document as they stood then. */
function renderFinder(paths: Paths, { terms, day, version, later }: TextView): Html {
  const at = day ?? (later === null ? null : version.fetchedAt.slice(0, 10));
  return html`<form
    class="finder"
    method="get"
    action="${paths.to(addresses.search())}"
    role="search"
    aria-label="Find a clause"
  >
    <div class="row">
      <div class="field">
        <label for="find-q"
          >Find a clause of ${toVisibleLine(terms.serviceName, 60)}
          ${at === null ? "today" : "then"}</label
        >
        <input type="search" id="find-q" name="q" required />
      </div>
      <input type="hidden" name="provider" value="${terms.serviceId}" />
      <input type="hidden" name="type" value="${toVisibleLine(terms.termsType, 100)}" />
      ${at === null ? null : html`<input type="hidden" name="at" value="${at}" />`}
      <div class="field"><button>Find</button></div>
    </div>
  </form>`;
}

interface PartPlace {
  readonly part: number;
  /** The address of another part. */
  readonly toPart: (other: number) => string;
}

function renderSteps({ part, count, toPart }: PartPlace & { readonly count: number }): Html {
  return html`<p class="parts">
    The text is long: this is part ${part} of ${count}.
    ${part > 1 ? html`<a href="${toPart(part - 1)}">Part ${part - 1}</a>` : null}
    ${part < count ? html`<a href="${toPart(part + 1)}">Part ${part + 1}</a>` : null}
  </p>`;
}

function renderContents(parts: readonly TextPart[], { part, toPart }: PartPlace): Html | null {
  const headings = parts.filter((one) => one.kind === "heading");
  // The title of the document alone says nothing of what is in it.
  const deepest = headings.filter(({ level }) => level <= 2).length >= fewestListed ? 2 : 3;
  const listed = headings.filter(({ level }) => level <= deepest);
  if (listed.length < fewestListed) return null;
  return html`<nav class="contents" aria-labelledby="contents">
    <details>
      <summary id="contents">Contents</summary>
      <ol>
        ${listed.map(({ title, level, pieces }) => {
          const start = pieces[0]?.start ?? 0;
          const page = toPartOf(start) === part ? "" : toPart(toPartOf(start));
          const to = `${page}#${anchorOfClause(start)}`;
          return html`<li${level > 1 ? html` class="is-under"` : null}>
            <a href="${to}">${toVisibleLine(title, maxHeading)}</a>
          </li>`;
        })}
      </ol>
    </details>
  </nav>`;
}

const origins = {
  crawl: "fetched by us",
  import: "taken over from another archive",
  upgrade: "the same page, read by newer rules of ours",
} as const;

function renderRecord(paths: Paths, { terms, version, permanent, now }: TextView): Html {
  return html`<section class="record" aria-labelledby="record">
    <h2 id="record">For the record</h2>
    <dl class="facts">
      <dt>This text</dt>
      <dd>${capitalize(origins[version.origin])}, first seen ${toDay(version.fetchedAt)}</dd>
      <dt>Address that lasts</dt>
      <dd><a href="${paths.to(addresses.version(version.id))}">${permanent}</a></dd>
      <dt>SHA-256</dt>
      <dd><code>${version.digest}</code></dd>
    </dl>
    ${renderCite({ before: null, after: { terms, version }, address: permanent, retrievedAt: now })}
  </section>`;
}
