import type { IndexState } from "../../app/index-state.ts";
import type { Viewer } from "../../model/account.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Terms } from "../../model/terms.ts";
import type { ClauseHits } from "../../ports/clause-index.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount, toDay } from "../../render/labels.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import type { SearchQuery } from "../search-query.ts";
import { searchPageSize, toSearchAddress } from "../search-query.ts";
import { renderIndexState } from "./index-state.ts";
import { renderPage } from "./layout.ts";
import { renderHit } from "./search-hit.ts";
import type { SearchOffer } from "./search-form.ts";
import { renderSearchForm, toUnderstood } from "./search-form.ts";
import { renderFiles, toTableFiles } from "./take-away.ts";
import { renderPageTurns, toStretch } from "./turns.ts";

export interface SearchView {
  readonly query: SearchQuery;
  readonly offer: SearchOffer;
  /** Null where nothing was asked for that can be found. */
  readonly hits: ClauseHits | null;
  readonly terms: ReadonlyMap<TermsId, Terms>;
  readonly indexed: IndexState;
  readonly viewer: Viewer | null;
}

/** Gives the page of a search: its form, and what was found. */
export function renderSearchPage(paths: Paths, view: SearchView): Html {
  const { query, offer, hits, indexed, viewer } = view;
  const title = query.text === "" ? "Search" : `Search: ${toUnderstood(query)}`;
  const main = html`<h1>Search the clauses</h1>
    ${renderIndexState(indexed)} ${renderSearchForm(paths, offer, query)}
    ${hits === null ? renderExamples(paths, query) : renderHits(paths, view, hits)}`;
  return renderPage(paths, { title, main, viewer, at: addresses.search() });
}

const examples = [
  ['"compete with" models', "who must not build competing models"],
  ["training opt-out", "how to keep data out of training"],
  ["arbitration -fees", "arbitration, leaving out what speaks of fees"],
  ["indemnify third party", "who answers for third parties’ claims"],
] as const;

/** What can be asked, while nothing is. */
function renderExamples(paths: Paths, { text }: SearchQuery): Html | null {
  if (text !== "") return null;
  return html`<section aria-labelledby="examples">
    <h2 id="examples">For example</h2>
    <ul>
      ${examples.map(
        ([q, use]) =>
          html`<li><a href="${paths.to(addresses.search({ q }))}">${q}</a>: ${use}</li>`,
      )}
    </ul>
    <p>
      Every wording of every clause is searched, also those that are gone. Choose a day under “When
      and where” to search what stood on it.
    </p>
  </section>`;
}

function renderHits(paths: Paths, view: SearchView, { hits, total }: ClauseHits): Html {
  const { query, terms } = view;
  if (hits.length === 0) return renderNothing(paths, query, total);
  const passed = (query.page - 1) * searchPageSize;
  const range = toStretch({ total, passed, here: hits.length });
  return html`<section class="hits" aria-labelledby="found">
    <h2 id="found" class="unseen">Found</h2>
    <p class="count" role="status">
      ${toCount(total, "clause", "clauses")}${query.day === null ? "" : ` as of ${toDay(query.day)}`}${range}
    </p>
    <ol start="${passed + 1}">
      ${hits.map((hit) => renderHit(paths, hit, { terms: terms.get(hit.spell.termsId), query }))}
    </ol>
    ${renderPageTurns(
      { page: query.page, hasMore: query.page * searchPageSize < total },
      (page) => paths.to(addresses.search(toSearchAddress(query, { page: page ?? 1 }))),
      { previous: "Better matches", next: "More" },
    )}
    ${renderFiles(
      paths,
      toTableFiles((format) => addresses.searchFile(format, toSearchAddress(query, { page: 1 }))),
    )}
  </section>`;
}

/** Says what else could be tried, each as a link. */
function renderNothing(paths: Paths, query: SearchQuery, total: number): Html {
  const { page, day, provider, type, topic, parsed } = query;
  const to = (other: Parameters<typeof toSearchAddress>[1]): string =>
    paths.to(addresses.search(toSearchAddress(query, { page: 1, ...other })));
  const isNarrow = provider !== null || type !== null || topic !== null;
  const ways = [
    ...(page > 1 && total > 0 ? [html`<a href="${to({})}">See the first page</a>`] : []),
    ...(day === null
      ? []
      : [html`<a href="${to({ day: null })}">Search all times</a>, not only ${toDay(day)}`]),
    ...(isNarrow
      ? [
          html`<a href="${to({ provider: null, type: null, topic: null })}"
            >Search all documents</a
          >`,
        ]
      : []),
    ...(parsed.wanted.some(({ isPhrase }) => isPhrase)
      ? [html`Leave the quotation marks out: a phrase is found only in exactly these words`]
      : []),
    ...(parsed.wanted.length > 1
      ? [html`Use fewer words: all of them must stand in one clause`]
      : []),
    ...(parsed.excluded.length > 0 ? [html`Exclude less`] : []),
  ];
  return html`<section class="hits" aria-labelledby="found">
    <h2 id="found">
      ${page > 1 && total > 0 ? "No more clauses" : html`No clause holds ${toUnderstood(query)}`}
    </h2>
    ${
      ways.length === 0
        ? html`<p>Try another word for it: providers name the same thing differently.</p>`
        : html`<ul>
            ${ways.map((way) => html`<li>${way}</li>`)}
          </ul>`
    }
  </section>`;
}
