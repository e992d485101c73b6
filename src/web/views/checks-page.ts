import type { Viewer } from "../../model/account.ts";
import type { Check } from "../../model/check.ts";
import { checkOutcomes } from "../../model/check.ts";
import type { TermsId } from "../../model/declaration.ts";
import { toMs } from "../../model/instant.ts";
import type { TermsStatus } from "../../model/terms.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount, toMinute } from "../../render/labels.ts";
import { toTitle } from "../../render/story.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import type { CheckQuery } from "../record-query.ts";
import { renderPage } from "./layout.ts";
import {
  renderOperationsNav,
  renderOutcome,
  renderTermsLink,
  toOutcomeLabel,
  toWhy,
} from "./operations-parts.ts";
import { renderFilterForm } from "./filter-form.ts";
import { toTermsOptions } from "./options.ts";
import { renderPageTurns } from "./turns.ts";

export interface ChecksView {
  readonly viewer: Viewer | null;
  readonly query: CheckQuery;
  readonly checks: readonly Check[];
  readonly hasOlder: boolean;
  readonly terms: ReadonlyMap<TermsId, TermsStatus>;
}

/** Gives every look at the documents, whatever came of it. */
export function renderChecksPage(paths: Paths, view: ChecksView): Html {
  const { viewer, query, checks, hasOlder } = view;
  const known = query.terms === undefined ? undefined : view.terms.get(query.terms);
  const main = html`<h1>Checks${known === undefined ? null : html` of ${toTitle(known)}`}</h1>
    ${renderOperationsNav(paths, addresses.checks())} ${renderFilter(paths, view)}
    ${checks.length === 0 ? html`<p class="count">No check is like this.</p>` : null}
    <ol class="records is-lines">
      ${checks.map((check) => renderCheck(paths, view, check))}
    </ol>
    ${renderPageTurns({ page: query.page, hasMore: hasOlder }, (page) =>
      paths.to(addresses.checks({ ...query, page })),
    )}`;
  return renderPage(paths, { title: "Checks", main, viewer, at: addresses.operations() });
}

function renderCheck(paths: Paths, { terms }: ChecksView, check: Check): Html {
  const { id, termsId, startedAt, finishedAt, outcome, fault, detail, snapshotIds } = check;
  const seconds = Math.max(0, toMs(finishedAt) - toMs(startedAt)) / 1000;
  const why = toWhy(fault, detail);
  return html`<li>
    <p class="note">
      <time datetime="${finishedAt}">${toMinute(finishedAt)}</time>, ${seconds.toFixed(1)} s,
      ${toCount(snapshotIds.length, "page kept", "pages kept")}
    </p>
    <p>
      ${renderOutcome(outcome)} ${renderTermsLink(paths, terms, termsId)}
      ${
        outcome === "quarantined"
          ? html`<a href="${paths.to(addresses.quarantine(id))}">Look at it</a>`
          : null
      }
    </p>
    ${why === "" ? null : html`<p class="note">${why}</p>`}
    ${
      snapshotIds.length === 0
        ? null
        : html`<p class="note">
            Kept as ${snapshotIds.map((snapshot) => html`<code>${snapshot.slice(0, 12)}</code> `)}
          </p>`
    }
  </li>`;
}

function renderFilter(paths: Paths, { query, terms }: ChecksView): Html {
  return renderFilterForm(
    paths.to(addresses.checks()),
    [
      {
        kind: "select",
        name: "terms",
        label: "Document",
        all: "All documents",
        choices: toTermsOptions(terms.values()),
        value: query.terms,
      },
      {
        kind: "select",
        name: "outcome",
        label: "Outcome",
        all: "Any outcome",
        choices: checkOutcomes.map((outcome) => ({
          value: outcome,
          label: toOutcomeLabel(outcome),
        })),
        value: query.outcome,
      },
    ],
    "Filter the checks",
  );
}
