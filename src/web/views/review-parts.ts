import { reviewStates } from "../../model/review.ts";
import type { Review, ReviewCounts, ReviewState } from "../../model/review.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toMinute } from "../../render/labels.ts";
import { toVisible, toVisibleLine } from "../../render/visible.ts";

const labels: Readonly<Record<ReviewState, string>> = {
  new: "New",
  reviewed: "Reviewed",
  escalated: "Escalated",
  dismissed: "Dismissed",
};

const maxName = 100;

export function toStateLabel(state: ReviewState): string {
  return labels[state];
}

/** Gives the state in one word, with a colour that never says anything by itself. */
export function renderState(state: ReviewState): Html {
  return html`<span class="badge state is-${state}">${labels[state]}</span>`;
}

/** `1 escalated, 3 new`; empty where there is nothing to review. */
export function toCountsLine(counts: ReviewCounts): string {
  const order: readonly ReviewState[] = ["escalated", ...reviewStates];
  return [...new Set(order)]
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${state}`)
    .join(", ");
}

/** `Ana, 3 Mar 2026, 10:00 UTC`, with the note below it. */
export function renderReview({ state, reviewer, at, note }: Review): Html {
  return html`<p class="standing">
      ${renderState(state)} by ${toVisibleLine(reviewer, maxName)}, ${toMinute(at)}
    </p>
    ${renderNote(note)}`;
}

export function renderNote(note: string): Html | null {
  return note === "" ? null : html`<p class="said" dir="auto">${toVisible(note)}</p>`;
}
