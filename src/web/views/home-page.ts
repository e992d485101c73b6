import type { Viewer } from "../../model/account.ts";
import type { Instant } from "../../model/instant.ts";
import type { Alert } from "../../render/alert.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount, toDay } from "../../render/labels.ts";
import type { Address } from "../addresses.ts";
import { addresses, withQuery } from "../addresses.ts";
import type { ListQuery } from "../list-query.ts";
import { toQuery } from "../list-query.ts";
import type { Paths } from "../paths.ts";
import { renderEventCard } from "./event-card.ts";
import { renderFirstRun } from "./first-run.ts";
import { renderPage } from "./layout.ts";
import type { FilterChoices } from "./list-filter.ts";
import { renderChips, renderListFaults, renderListFilter } from "./list-filter.ts";
import { renderTurns, toStretch } from "./turns.ts";

/** A part of a list of changes, as long as a page. */
export interface ListPage {
  readonly alerts: readonly Alert[];
  /** Events of the whole list. */
  readonly total: number;
  /** How many of it are newer than these. */
  readonly passed: number;
  /** What the next older page begins after; null for the last. */
  readonly older: string | null;
  /** What the next newer page begins after, empty for the first; null where this is it. */
  readonly newer: string | null;
}

export interface HomeView {
  readonly query: ListQuery;
  readonly choices: FilterChoices;
  /** Undefined where the list cannot be made. */
  readonly list: ListPage | undefined;
  readonly viewer: Viewer | null;
  readonly now: Instant;
  /** Whether no document has been read yet. @default false */
  readonly isFirstRun?: boolean;
}

/** Gives the page that begins with what changed last: one entry for each event, newest first. */
export function renderHomePage(paths: Paths, view: HomeView): Html {
  const { query, choices, list, viewer, now, isFirstRun = false } = view;
  const main = html`<h1>What AI providers changed in their terms</h1>
    <p class="lead">Clause by clause, the newest first.</p>
    ${isFirstRun ? renderFirstRun() : null} ${renderListFaults(query)}
    ${renderListFilter(paths, choices, query)} ${renderChips(paths, choices.offer, query)}
    ${list === undefined ? null : renderList(paths, { list, query, now })}`;
  return renderPage(paths, { title: "Latest changes", main, viewer, at: addresses.home() });
}

interface Listed {
  readonly list: ListPage;
  readonly query: ListQuery;
  readonly now: Instant;
}

function renderList(paths: Paths, { list, query, now }: Listed): Html {
  const { alerts, total, passed } = list;
  const byDay = [...Map.groupBy(alerts, ({ change }) => toDay(change.detectedAt))];
  const range = toStretch({ total, passed, here: alerts.length });
  const to = (before: string | null): string | null =>
    before === null ? null : paths.to(addresses.home({ ...toQuery(query.parameters), before }));
  return html`<p class="count" role="status">
      ${total === 0 ? toNothing(query) : `${toCount(total, "change", "changes")}${range}.`}
    </p>
    ${byDay.map(
      ([day, held], at) =>
        html`<section class="day" aria-labelledby="day-${at + 1}">
          <h2 id="day-${at + 1}">${day}</h2>
          <ul>
            ${held.map((alert) => renderEventCard(paths, alert, now))}
          </ul>
        </section>`,
    )}
    ${renderTurns({ previous: to(list.newer), next: to(list.older) })} ${renderFollow(paths, query)}`;
}

function toNothing({ parameters }: ListQuery): string {
  return parameters.length === 0
    ? "No change of substance has been recorded yet."
    : "Nothing that was recorded is like this. Remove a filter to see more.";
}

/** The same list, as it goes on. */
function renderFollow(paths: Paths, { parameters }: ListQuery): Html {
  const query = toQuery(parameters);
  const to = (address: Address): string => paths.to(withQuery(address, query));
  return html`<section aria-labelledby="follow">
    <h2 id="follow">Follow this list</h2>
    <ul class="follow">
      <li><a href="${paths.to(toSubscribe(query))}">Be told of it by e-mail</a></li>
      <li><a href="${to("/feed.atom")}">Atom feed</a></li>
      <li><a href="${to("/feed.json")}">JSON feed</a></li>
      <li><a href="${to("/calendar.ics")}">Calendar of its dates</a></li>
      <li><a href="${to("/changes.csv")}">CSV, for a spreadsheet</a></li>
      <li><a href="${to("/changes.jsonl")}">JSON Lines, for programs</a></li>
    </ul>
  </section>`;
}

/** As the form names its fields. */
function toSubscribe(query: ReturnType<typeof toQuery>): Address {
  return withQuery("/subscribe", {
    services: query["service"],
    topics: query["topic"],
    directions: query["direction"],
    words: query["word"],
  });
}
