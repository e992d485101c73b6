import type { Viewer } from "../../model/account.ts";
import type { Check } from "../../model/check.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { TermsStatus } from "../../model/terms.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toMinute } from "../../render/labels.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderPage } from "./layout.ts";
import { renderOperationsNav, renderTermsLink, toWhy } from "./operations-parts.ts";
import { renderPageTurns } from "./turns.ts";

export interface QuarantinesView {
  readonly viewer: Viewer | null;
  /** What is held back now. */
  readonly held: readonly Check[];
  /** All that ever was, newest first, these among them. */
  readonly past: readonly Check[];
  readonly hasOlder: boolean;
  readonly page: number;
  readonly terms: ReadonlyMap<TermsId, TermsStatus>;
}

export function renderQuarantinesPage(paths: Paths, view: QuarantinesView): Html {
  const { viewer, held, past, hasOlder, page } = view;
  const main = html`<h1>Held back</h1>
    ${renderOperationsNav(paths, addresses.quarantines())}
    <p class="lead">Answers that were not taken for the terms: nobody was told of them.</p>
    <section aria-labelledby="now">
      <h2 id="now">Now</h2>
      ${held.length === 0 ? html`<p>Nothing is held back.</p>` : renderChecks(paths, view, held)}
    </section>
    <section aria-labelledby="all">
      <h2 id="all">All that ever was</h2>
      ${past.length === 0 ? html`<p>None.</p>` : renderChecks(paths, view, past)}
    </section>
    ${renderPageTurns({ page, hasMore: hasOlder }, (other) =>
      paths.to(addresses.quarantines({ page: other })),
    )}`;
  return renderPage(paths, { title: "Held back", main, viewer, at: addresses.operations() });
}

function renderChecks(paths: Paths, { terms }: QuarantinesView, checks: readonly Check[]): Html {
  return html`<ol class="records is-lines">
    ${checks.map(
      ({ id, termsId, finishedAt, fault, detail }) =>
        html`<li>
          <p class="note"><time datetime="${finishedAt}">${toMinute(finishedAt)}</time></p>
          <p>
            ${renderTermsLink(paths, terms, termsId)}
            <a href="${paths.to(addresses.quarantine(id))}">Look at it</a>
          </p>
          <p class="note">${toWhy(fault, detail)}</p>
        </li>`,
    )}
  </ol>`;
}
