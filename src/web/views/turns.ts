import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";

interface Turns {
  /** Where the neighbouring stretches of a list are; null for none. */
  readonly previous: string | null;
  readonly next: string | null;
}

type TurnLabels = Readonly<Record<keyof Turns, string>>;

const byTime: TurnLabels = { previous: "Newer", next: "Older" };

/** Gives the way to the stretches of a list before and after this one; null where this is all of it. */
export function renderTurns({ previous, next }: Turns, labels: TurnLabels = byTime): Html | null {
  if (previous === null && next === null) return null;
  return html`<nav class="turns" aria-label="Pages of the list">
    ${previous === null ? null : html`<a rel="prev" href="${previous}">← ${labels.previous}</a>`}
    ${next === null ? null : html`<a rel="next" href="${next}">${labels.next} →</a>`}
  </nav>`;
}

/**
 * Gives the same for a list whose pages are numbered from 1 on.
 * @param to where a page is; null for the first, which needs no number
 */
export function renderPageTurns(
  { page, hasMore }: { readonly page: number; readonly hasMore: boolean },
  to: (page: number | null) => string,
  labels?: TurnLabels,
): Html | null {
  const previous = page === 1 ? null : to(page === 2 ? null : page - 1);
  return renderTurns({ previous, next: hasMore ? to(page + 1) : null }, labels);
}

/** `; 21 to 40 here`, after how many a list has; empty where all of them are here. */
export function toStretch(list: {
  readonly total: number;
  /** How many come before those that are here. */
  readonly passed: number;
  readonly here: number;
}): string {
  const { total, passed, here } = list;
  return here < total ? `; ${passed + 1} to ${passed + here} here` : "";
}
