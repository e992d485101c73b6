import type { ReviewForm } from "../../core/review/form.ts";
import type { Viewer } from "../../model/account.ts";
import type { Digest } from "../../model/digest.ts";
import type { Review } from "../../model/review.ts";
import { maxReviewNote } from "../../model/review.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount } from "../../render/labels.ts";
import type { Paths } from "../paths.ts";
import { renderReviewForm } from "./clause-review.ts";
import { renderPage } from "./layout.ts";
import { renderNote, renderReview, renderState } from "./review-parts.ts";

export interface ReviewAgain {
  readonly viewer: Viewer;
  /** Where the form leads. */
  readonly action: string;
  /** The comparison that it was of. */
  readonly back: string;
}

/** Gives both reviews of a clause that two people reviewed at once, with the form to say what shall stand. */
export function renderOvertaken(
  paths: Paths,
  { viewer, action, back }: ReviewAgain,
  { mine, latest }: { readonly mine: Omit<ReviewForm, "seen">; readonly latest: readonly Review[] },
): Html {
  const title = "Somebody else was faster";
  const [theirs] = latest;
  const main = html`<h1>${title}</h1>
    <p>
      While you wrote, this clause was reviewed by another person. Theirs stands, and yours is not
      kept yet. Read it, then decide.
    </p>
    <section>
      <h2>Theirs</h2>
      ${latest.map(renderReview)}
    </section>
    <section>
      <h2>Yours</h2>
      <p class="standing">${renderState(mine.state)}, not kept yet</p>
      ${renderNote(mine.note)}
    </section>
    ${
      theirs === undefined || mine.clause === "all"
        ? null
        : html`<section class="review">
            <h2>What shall stand now?</h2>
            ${renderReviewForm({ viewer, action }, { key: mine.clause, reviews: [theirs] }, { number: 1, note: mine.note })}
          </section>`
    }
    <p><a href="${back}">Leave theirs as it is, and go back</a></p>`;
  return renderPage(paths, { title, main, viewer });
}

/** Gives a note back that is too long, so that it can be cut rather than written again. */
export function renderTooLong(
  paths: Paths,
  { viewer, action, back }: ReviewAgain,
  clause: { readonly key: Digest; readonly seen: Digest | null; readonly note: string },
): Html {
  const title = "The note is too long";
  const seen = clause.seen === null ? [] : [{ id: clause.seen }];
  const main = html`<h1>${title}</h1>
    <p>
      It has ${toCount(clause.note.length, "character", "characters")}, and may have
      ${maxReviewNote}. Nothing is kept yet.
    </p>
    <div class="review">
      ${renderReviewForm({ viewer, action }, { key: clause.key, reviews: seen }, { number: 1, note: clause.note })}
    </div>
    <p><a href="${back}">Leave it, and go back</a></p>`;
  return renderPage(paths, { title, main, viewer });
}
