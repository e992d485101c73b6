import type { HeldCheck, HeldDifference, HeldText } from "../../app/operations/load-held.ts";
import { createLeadIns } from "../../core/clauses/lead-ins.ts";
import type { Viewer } from "../../model/account.ts";
import { assertNever } from "../../model/errors.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toCount, toMinute } from "../../render/labels.ts";
import { toTitle } from "../../render/story.ts";
import { toVisible, toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { layOut } from "./change-parts.ts";
import { renderCards } from "./clause-card.ts";
import { renderPage } from "./layout.ts";
import { renderOperationsNav, toWhy } from "./operations-parts.ts";

/** What of a held answer is looked at. */
export type Shown =
  | { readonly kind: "page" }
  | { readonly kind: "text"; readonly text: HeldText }
  | {
      readonly kind: "difference";
      readonly text: HeldText;
      readonly difference: HeldDifference | null;
    };

export interface QuarantineView {
  readonly held: HeldCheck;
  readonly viewer: Viewer | null;
  readonly shown: Shown;
}

const tabs: readonly (readonly [Shown["kind"], string])[] = [
  ["page", "As a page"],
  ["text", "As text"],
  ["difference", "Against what stands"],
];

const maxTextChars = 500_000;
const maxCardsBytes = 600_000;
const mostClauses = 100;

/** Reads which one an address asks for; the page where it asks for none. */
export function toShown(text: string | undefined): Shown["kind"] {
  return tabs.find(([kind]) => kind === text)?.[0] ?? "page";
}

export function renderQuarantinePage(paths: Paths, { held, viewer, shown }: QuarantineView): Html {
  const { check, terms } = held;
  const main = html`<p class="kicker">${toTitle(terms)}</p>
    <h1>Held back: ${check.fault?.replaceAll("-", " ") ?? "another page"}</h1>
    ${renderOperationsNav(paths, null)} ${renderFacts(paths, held)} ${renderVerdict(paths, held)}
    <nav class="chips" aria-label="What was captured">
      ${tabs.map(([kind, label]) => {
        const here = kind === shown.kind ? html` aria-current="page"` : null;
        const href = paths.to(addresses.quarantine(check.id, { show: kind }));
        return html`<a href="${href}" ${here}>${label}</a> `;
      })}
    </nav>
    <section aria-labelledby="captured">
      <h2 id="captured">${tabs.find(([kind]) => kind === shown.kind)?.[1] ?? ""}</h2>
      ${renderShown(paths, held, shown)}
    </section>`;
  const title = `Held back: ${toTitle(terms)}`;
  const isWide = shown.kind !== "difference";
  return renderPage(paths, { title, main, viewer, isWide, at: addresses.operations() });
}

function renderFacts(paths: Paths, { check, terms, snapshots }: HeldCheck): Html {
  return html`<dl class="facts">
    <dt>Why</dt>
    <dd>${capitalize(toWhy(check.fault, check.detail))}</dd>
    <dt>When</dt>
    <dd>${toMinute(check.finishedAt)}</dd>
    <dt>Last verified</dt>
    <dd>${terms.lastVerifiedAt === null ? "never" : toMinute(terms.lastVerifiedAt)}</dd>
    ${snapshots.map(
      ({ finalUrl, status, via, byteLength, digest, headers }) =>
        html`<dt>Captured</dt>
          <dd>
            <code>${toVisibleLine(finalUrl, 300)}</code>, status ${status}, over
            ${via === "http" ? "HTTP" : "a browser"}, ${toCount(byteLength, "byte", "bytes")},
            ${toVisibleLine(headers["content-type"] ?? "no content type", 100)}, SHA-256
            <code>${digest}</code>
          </dd>`,
    )}
    <dt>Document</dt>
    <dd><a href="${paths.to(addresses.document(terms.id))}">${toVisibleLine(terms.id, 200)}</a></dd>
  </dl>`;
}

function renderVerdict(paths: Paths, { check, declaration, isStanding }: HeldCheck): Html {
  if (!isStanding)
    return html`<p class="message">
      It was checked again since: there is nothing to decide here any more.
    </p>`;
  if (declaration === null)
    return html`<p class="message">The document is not watched any more.</p>`;
  return html`<p class="actions">
    <a class="button" href="${paths.to(addresses.acceptance(check.id))}">Accept as version …</a>
  </p>`;
}

function renderShown(paths: Paths, held: HeldCheck, shown: Shown): Html {
  switch (shown.kind) {
    case "page":
      return renderFrames(paths, held);
    case "text":
      return renderText(shown.text);
    case "difference":
      return renderDifference(paths, held, shown);
    default:
      return assertNever(shown);
  }
}

/** The frame may run nothing, and what is in it is built anew from the page's text. */
function renderFrames(paths: Paths, { check, snapshots }: HeldCheck): Html {
  if (snapshots.length === 0) return html`<p>Nothing was captured.</p>`;
  return html`<p class="note">
      Built anew from what was captured, without its pictures, links, styles and scripts.
    </p>
    ${snapshots.map(
      ({ finalUrl }, index) =>
        html`<iframe
          class="captured"
          sandbox
          loading="lazy"
          title="Captured page ${index + 1}, ${toVisibleLine(finalUrl, 100)}"
          src="${paths.to(addresses.capture(check.id, index))}"
        ></iframe>`,
    )}`;
}

function renderText(held: HeldText): Html {
  if (held.kind === "none") return renderNone(held.why);
  const isCut = held.text.length > maxTextChars;
  return html`<p class="note">
      What our rules read, as it would be kept:
      ${toCount(held.text.length, "character", "characters")}${isCut ? ", of which the beginning is shown" : ""}.
    </p>
    <pre class="captured" tabindex="0" dir="auto">
${toVisible(held.text.slice(0, maxTextChars))}</pre>`;
}

function renderNone(why: string): Html {
  return html`<p>No text is read from it: ${toVisibleLine(why, 500)}.</p>`;
}

function renderDifference(
  paths: Paths,
  { check }: HeldCheck,
  { text, difference }: Extract<Shown, { kind: "difference" }>,
): Html {
  if (text.kind === "none") return renderNone(text.why);
  if (difference === null) return html`<p>No version stands yet: all of it would be the first.</p>`;
  const { comparison, before, after } = difference;
  const { substantive, editorial } = layOut(comparison.changes);
  const items = [...substantive, ...editorial].slice(0, mostClauses);
  const cards = renderCards(items, {
    leadInOf: createLeadIns({ before, after }),
    explanations: undefined,
    wholeHref: paths.to(addresses.quarantine(check.id, { show: "text" })),
    maxBytes: maxCardsBytes,
  });
  const total = substantive.length + editorial.length;
  return html`<p>${toVisibleLine(comparison.summary, 500)}</p>
    ${comparison.replaced ? html`<p class="flag"><strong>Another document:</strong> most of what stands would be gone.</p>` : null}
    ${total > items.length ? html`<p class="note">The first ${items.length} of ${toCount(total, "change", "changes")}.</p>` : null}
    <h3>Clause by clause</h3>
    ${items.map(({ number }) => cards.get(number) ?? null)}`;
}
