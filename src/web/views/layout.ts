import type { Viewer } from "../../model/account.ts";
import { hasRole } from "../../model/account.ts";
import type { Html } from "../../render/html.ts";
import { html, toHtmlText } from "../../render/html.ts";
import type { Address } from "../addresses.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";

export interface Page {
  readonly title: string;
  readonly main: Html;
  /** @default false */
  readonly hasScript?: boolean;
  /** Whether it has something to show beside its text, where there is room. @default false */
  readonly isWide?: boolean;
  /** Its address that lasts, whole. @default null */
  readonly canonical?: string | null;
  /** Who has signed in. @default null */
  readonly viewer?: Viewer | null;
  /** What of the site's parts it belongs to. @default null */
  readonly at?: Address | null;
}

/** Gives a whole page around its main part. */
export function renderPage(paths: Paths, page: Page): Html {
  const {
    title,
    main,
    hasScript = false,
    isWide = false,
    canonical = null,
    viewer = null,
    at = null,
  } = page;
  const feed = (type: string, path: "/feed.atom" | "/feed.json"): Html =>
    html`<link rel="alternate" type="${type}" title="Changes" href="${paths.to(path)}" />`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · Clausewatch</title>
        <link rel="stylesheet" href="${paths.style}" />
        <link rel="icon" type="image/svg+xml" href="${paths.to("/assets/icon.svg")}" />
        ${canonical === null ? null : html`<link rel="canonical" href="${canonical}" />`}
        ${feed("application/atom+xml", "/feed.atom")}
        ${feed("application/feed+json", "/feed.json")}
        ${hasScript ? html`<script src="${paths.script}" defer></script>` : null}
      </head>
      <body${isWide ? html` class="wide"` : null}>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="site">
          <a class="brand" href="${paths.to("/")}">Clausewatch</a>
          <nav aria-label="Site">
            <ul>
              ${renderPlaces(paths, placesOfAll, at)}${renderPlaces(paths, toOwnPlaces(viewer), at)}
            </ul>
          </nav>
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer class="foot">
          <p>
            AI providers’ terms, watched clause by clause.
            <a href="${paths.to(addresses.api())}">For programs</a>
          </p>
          <nav aria-label="Subscriptions">
            <ul>
              <li><a href="${paths.to("/subscribe")}">Subscribe</a></li>
              <li><a href="${paths.to("/manage")}">Change or end a subscription</a></li>
            </ul>
          </nav>
        </footer>
      </body>
    </html>`;
}

type Place = readonly [label: string, address: Address];

/** Where the site's head leads: first to what is for everybody. */
const placesOfAll: readonly Place[] = [
  ["Changes", addresses.home()],
  ["Documents", addresses.documents()],
  ["Topics", addresses.topics()],
  ["Search", addresses.search()],
];

/** Then to what this reader may see. */
function toOwnPlaces(viewer: Viewer | null): readonly Place[] {
  return [
    ...(viewer === null ? [] : ([["Reviews", addresses.reviews()]] as const)),
    ...(hasRole(viewer, "admin") ? ([["Operations", addresses.operations()]] as const) : []),
    viewer === null ? ["Sign in", addresses.signIn()] : [viewer.name, addresses.account()],
  ];
}

function renderPlaces(paths: Paths, places: readonly Place[], at: Address | null): Html {
  return html`${places.map(([label, address]) => {
    const here = address === at ? html` aria-current="page"` : null;
    return html`<li><a href="${paths.to(address)}" ${here}>${label}</a></li>`;
  })}`;
}

/**
 * Gives a page that was made for nobody as that reader gets it: its head leads to what they may see. Of what looks like
 * the places of nobody the first is the head's: others' text is escaped, so that before it none can stand.
 */
export function showTo(paths: Paths, page: string, viewer: Viewer): string {
  const ofNobody = toHtmlText(renderPlaces(paths, toOwnPlaces(null), null));
  const at = page.indexOf(ofNobody);
  if (at < 0) throw new Error("a page has no head, or was made for somebody");
  const own = toHtmlText(renderPlaces(paths, toOwnPlaces(viewer), null));
  return `${page.slice(0, at)}${own}${page.slice(at + ofNobody.length)}`;
}

export interface Notice {
  readonly title: string;
  /** A paragraph each. */
  readonly words: readonly string[];
  /** What a reader can do from here. */
  readonly ways?: readonly { readonly label: string; readonly href: string }[];
}

/** Gives a page that says one thing. */
export function renderNotice(paths: Paths, { title, words, ways = [] }: Notice): Html {
  const main = html`<h1>${title}</h1>
    ${words.map((text) => html`<p>${text}</p>`)}
    ${
      ways.length === 0
        ? null
        : html`<ul>
            ${ways.map(({ label, href }) => html`<li><a href="${href}">${label}</a></li>`)}
          </ul>`
    }`;
  return renderPage(paths, { title, main });
}

/** Gives the page of a link that does not work, whatever the reason: it says which reasons there are, not which it was. */
export function renderDeadLink(paths: Paths): Html {
  return renderNotice(paths, {
    title: "This link does not work any more",
    words: [
      "It has been used already, has expired, or was not copied whole. Nothing has been changed.",
    ],
    ways: [
      { label: "Have a fresh link to your subscriptions sent", href: paths.to("/manage") },
      { label: "Subscribe", href: paths.to("/subscribe") },
    ],
  });
}
