import type { Viewer } from "../../model/account.ts";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import type { ReviewCounts, ReviewState } from "../../model/review.ts";
import { reviewStates } from "../../model/review.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toCount, toDay } from "../../render/labels.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses, withQuery } from "../addresses.ts";
import type { Offer } from "../offers.ts";
import type { Paths } from "../paths.ts";
import type { ReviewQuery } from "../record-query.ts";
import { renderPage } from "./layout.ts";
import { renderFilterForm } from "./filter-form.ts";
import { toServiceOptions, toTopicOptions } from "./options.ts";
import { renderState, toCountsLine, toStateLabel } from "./review-parts.ts";
import { renderFiles, toTableFiles } from "./take-away.ts";
import { renderPageTurns, toStretch } from "./turns.ts";

/** A recorded change with something to review. */
export interface ReviewItem {
  readonly changeId: Digest;
  readonly title: string;
  readonly gist: string;
  readonly detectedAt: Instant;
  readonly state: ReviewState;
  readonly counts: ReviewCounts;
  readonly last: { readonly at: Instant; readonly reviewer: string } | null;
}

export interface ReviewsView {
  readonly viewer: Viewer | null;
  readonly query: ReviewQuery;
  /** Of this page. */
  readonly items: readonly ReviewItem[];
  /** Changes in each state, whichever state is asked for. */
  readonly counts: ReviewCounts;
  /** Changes in the states that are asked for. */
  readonly total: number;
  /** How many of them come before this page. */
  readonly passed: number;
  readonly offer: Offer;
  readonly reviewers: readonly string[];
}

const maxText = 120;

export function renderReviewsPage(paths: Paths, view: ReviewsView): Html {
  const { viewer, query, items, counts, total, passed } = view;
  const to = (more: Partial<ReviewQuery>): string =>
    paths.to(addresses.reviews(toAddressQuery({ ...query, page: 1, ...more })));
  const range = toStretch({ total, passed, here: items.length });
  const main = html`<h1>Reviews</h1>
    <p class="lead">
      Recorded changes by what reviewers found of their clauses.
      <a href="${paths.to(addresses.audit())}">What you did yourself</a>
    </p>
    <ul class="chips" aria-label="States">
      ${(["open", ...reviewStates, "all"] as const).map((state) => {
        const count = state === "all" || state === "open" ? null : ` (${counts[state]})`;
        const here = state === query.state ? html` aria-current="true"` : null;
        return html`<li>
          <a href="${to({ state })}" ${here}>${toChoiceLabel(state)}${count}</a>
        </li>`;
      })}
    </ul>
    ${renderFilter(paths, view)}
    <p class="count" role="status">
      ${total === 0 ? "No change is like this." : `${toCount(total, "change", "changes")}${range}.`}
    </p>
    <ul class="records">
      ${items.map((item) => renderItem(paths, item))}
    </ul>
    ${renderPageTurns({ page: query.page, hasMore: passed + items.length < total }, (page) =>
      to({ page: page ?? 1 }),
    )}
    <section aria-labelledby="take-away">
      <h2 id="take-away">Take it away</h2>
      ${renderFiles(
        paths,
        toTableFiles((format) =>
          withQuery(`/reviews.${format}`, toAddressQuery({ ...query, page: 1 })),
        ),
      )}
    </section>`;
  return renderPage(paths, { title: "Reviews", main, viewer, at: addresses.reviews() });
}

function renderItem(paths: Paths, item: ReviewItem): Html {
  const { changeId, title, gist, detectedAt, state, counts, last } = item;
  return html`<li>
    <p class="kicker">${renderState(state)} ${title}, seen ${toDay(detectedAt)}</p>
    <p class="gist"><a href="${paths.to(addresses.change(changeId))}">${capitalize(gist)}</a></p>
    <p class="note">
      Clauses: ${toCountsLine(counts)}.
      ${last === null ? null : `Last by ${toVisibleLine(last.reviewer, maxText)}, ${toDay(last.at)}.`}
    </p>
  </li>`;
}

function toChoiceLabel(state: ReviewQuery["state"]): string {
  if (state === "open") return "New and escalated";
  return state === "all" ? "All" : toStateLabel(state);
}

function renderFilter(paths: Paths, { query, offer, reviewers }: ReviewsView): Html {
  return renderFilterForm(
    paths.to(addresses.reviews()),
    [
      {
        kind: "select",
        name: "state",
        label: "State",
        choices: (["open", ...reviewStates, "all"] as const).map((state) => ({
          value: state,
          label: toChoiceLabel(state),
        })),
        value: query.state,
      },
      {
        kind: "select",
        name: "service",
        label: "Provider",
        all: "All providers",
        choices: toServiceOptions(offer.services),
        value: query.service,
      },
      {
        kind: "select",
        name: "topic",
        label: "Topic",
        all: "All topics",
        choices: toTopicOptions(offer),
        value: query.topic,
      },
      {
        kind: "select",
        name: "reviewer",
        label: "Last reviewed by",
        all: "Anybody",
        choices: reviewers.map((name) => ({ value: name, label: toVisibleLine(name, 60) })),
        value: query.reviewer,
      },
      { kind: "date", name: "since", label: "Seen from", value: query.since },
      { kind: "date", name: "until", label: "Seen to", value: query.until },
    ],
    "Filter the reviews",
  );
}

/** What an address says of a query: no more than it must. */
function toAddressQuery({ state, page, ...rest }: ReviewQuery) {
  return { ...rest, state: state === "open" ? null : state, page: page === 1 ? null : page };
}
