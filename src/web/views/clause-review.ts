import type { Reviews } from "../../app/load-reviews.ts";
import type { Standing } from "../../core/review/standing.ts";
import { toSeen } from "../../core/review/standing.ts";
import { hasRole } from "../../model/account.ts";
import type { Viewer } from "../../model/account.ts";
import type { ClauseChange } from "../../model/comparison.ts";
import type { Digest } from "../../model/digest.ts";
import type { Review, ReviewState } from "../../model/review.ts";
import { maxReviewNote } from "../../model/review.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount } from "../../render/labels.ts";
import { renderFormToken } from "./form-token.ts";
import { renderReview, renderState, toCountsLine } from "./review-parts.ts";

/** What reviews need to know of the page that they are shown on. */
export interface ReviewPage {
  readonly viewer: Viewer;
  readonly reviews: Reviews;
  /** Where its forms lead. */
  readonly action: string;
  /** What has just been kept: a clause, or all that were new; null for nothing. */
  readonly done: Digest | "all" | null;
}

/**
 * Gives what people found of a substantive clause, and for reviewers the form below it; null for any other clause: what
 * binds nobody to anything else needs no review.
 * @param number of its card, for the ids of the fields
 */
export function renderClauseReview(
  page: ReviewPage,
  change: ClauseChange,
  number: number,
): Html | null {
  const standing = page.reviews.of(change);
  if (standing === undefined || change.materiality !== "substantive") return null;
  const isDone = page.done === standing.key;
  return html`<div class="review">
    ${isDone ? html`<p class="message is-done" role="status">Your review is kept.</p>` : null}
    ${renderStanding(standing)}
    ${
      hasRole(page.viewer, "reviewer")
        ? html`<details class="reviewing">
            <summary>
              ${standing.reviews.length === 0 ? "Review this clause" : "Review it again"}
            </summary>
            ${renderReviewForm(page, standing, { number })}
          </details>`
        : null
    }
  </div>`;
}

function renderStanding({ state, reviews, earlier }: Standing): Html {
  const [last, ...others] = reviews;
  return html`${last === undefined ? html`<p class="standing">${renderState(state)} Nobody has reviewed this clause yet.</p>` : renderReview(last)}
  ${
    earlier === null
      ? null
      : html`<p class="standing">An earlier wording of this clause was reviewed:</p>
          <div class="past">${renderReview(earlier)}</div>`
  }
  ${
    others.length === 0
      ? null
      : html`<details class="past">
          <summary>${toCount(others.length, "earlier review", "earlier reviews")}</summary>
          ${others.map(renderReview)}
        </details>`
  }`;
}

const steps: readonly (readonly [ReviewState, label: string, look: string])[] = [
  ["reviewed", "Mark as reviewed", "plain"],
  ["escalated", "Escalate", "quiet"],
  ["dismissed", "Dismiss", "quiet"],
  ["new", "Set back to new", "quiet"],
];

/** Gives the form of one clause: each button is a state. */
export function renderReviewForm(
  { viewer, action }: Pick<ReviewPage, "viewer" | "action">,
  standing: {
    readonly key: Digest;
    readonly reviews: readonly (Pick<Review, "id"> & Partial<Pick<Review, "state">>)[];
  },
  { number, note = "" }: { readonly number: number; readonly note?: string },
): Html {
  const id = `note-${number}`;
  const last = standing.reviews[0]?.state ?? "new";
  const offered = steps.filter(([state]) => state !== "new" || last !== "new");
  return html`<form method="post" action="${action}">
    ${renderFormToken(viewer)}
    <input type="hidden" name="clause" value="${standing.key}" />
    <input type="hidden" name="seen" value="${toSeen(standing.reviews)}" />
    <label class="over" for="${id}">Note, if any</label>
    <textarea id="${id}" name="note" rows="2" maxlength="${maxReviewNote}">${note}</textarea>
    <div class="actions">
      ${offered.map(
        ([state, label, look]) =>
          html`<button class="${look}" name="state" value="${state}">${label}</button> `,
      )}
    </div>
  </form>`;
}

/** Gives how far the review of the whole has come, and for reviewers one button for all that is new. */
export function renderReviewSummary({ viewer, reviews, action, done }: ReviewPage): Html | null {
  const { counts } = reviews;
  const line = toCountsLine(counts);
  if (line === "") return null;
  const isOffered = counts.new > 0 && hasRole(viewer, "reviewer");
  const label =
    counts.new === 1
      ? "Mark the new clause as reviewed"
      : `Mark all ${counts.new} new clauses as reviewed`;
  return html`<div class="review is-summary">
    ${done === "all" ? html`<p class="message is-done" role="status">All clauses are reviewed.</p>` : null}
    <p class="standing">Clauses by review: ${line}.</p>
    ${
      isOffered
        ? html`<form method="post" action="${action}">
            ${renderFormToken(viewer)}
            <input type="hidden" name="clause" value="all" />
            <button class="quiet" name="state" value="reviewed">${label}</button>
          </form>`
        : null
    }
  </div>`;
}
