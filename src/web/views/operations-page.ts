import type { Overview } from "../../app/operations/load-overview.ts";
import type { Viewer } from "../../model/account.ts";
import type { CheckOutcome } from "../../model/check.ts";
import { checkOutcomes } from "../../model/check.ts";
import type { Incident } from "../../model/incident.ts";
import { isTermsIncident } from "../../model/incident.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { channelLabels } from "../../render/incident-story.ts";
import { toCount, toDay, toMinute } from "../../render/labels.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderPage } from "./layout.ts";
import { renderOperationsNav, renderTermsLink, toOutcomeLabel, toWhy } from "./operations-parts.ts";

const maxDetail = 300;
const mostShown = 12;

/** Gives one screen for somebody who was woken: what is wrong, then what has been done, then what comes. */
export function renderOperationsPage(
  paths: Paths,
  overview: Overview,
  viewer: Viewer | null,
): Html {
  const wrong = listWrong(paths, overview);
  const main = html`<h1>Operations</h1>
    ${renderOperationsNav(paths, addresses.operations())}
    <p class="lead">
      ${wrong.length === 0 ? "Nothing is wrong, as far as is known" : toCount(wrong.length, "thing needs a look", "things need a look")},
      ${toMinute(overview.now)}.
    </p>
    ${wrong} ${renderDays(overview)} ${renderDue(paths, overview)}`;
  return renderPage(paths, { title: "Operations", main, viewer, at: addresses.operations() });
}

function listWrong(paths: Paths, overview: Overview): readonly Html[] {
  return [
    renderHeld(paths, overview),
    renderStale(paths, overview),
    renderIncidents(paths, overview),
    renderUndelivered(paths, overview),
    renderSuppressions(paths, overview),
    renderOverdue(overview),
    renderUnindexed(overview),
  ].filter((part) => part !== null);
}

function renderHeld(paths: Paths, { held, terms }: Overview): Html | null {
  return renderTrouble(
    "held",
    `${toCount(held.length, "document", "documents")} held back`,
    "The last answer was not taken for the terms. Look at it: accept it, or leave it.",
    held.map(
      ({ id, termsId, finishedAt, fault, detail }) =>
        html`${renderTermsLink(paths, terms, termsId)}, since ${toMinute(finishedAt)}:
          ${toWhy(fault, detail)} <a href="${paths.to(addresses.quarantine(id))}">Look at it</a>`,
    ),
  );
}

function renderStale(paths: Paths, { stale, terms }: Overview): Html | null {
  return renderTrouble(
    "stale",
    toCount(stale.length, "stale document", "stale documents"),
    "Nobody has seen their text for too long: what stands there now is unknown.",
    stale.map(
      ({ termsId, detail }) =>
        html`${renderTermsLink(paths, terms, termsId)}: ${toVisibleLine(detail, maxDetail)}`,
    ),
  );
}

/** Those that are not named above. */
function renderIncidents(paths: Paths, { incidents, held, terms }: Overview): Html | null {
  const isNamed = (incident: Incident): boolean =>
    incident.kind === "stale" ||
    (incident.kind === "quarantined" && held.some(({ termsId }) => termsId === incident.termsId));
  const others = incidents.filter((incident) => !isNamed(incident));
  return renderTrouble(
    "incidents",
    toCount(others.length, "open incident", "open incidents"),
    "Each closes by itself once what is wrong has passed.",
    others.map((incident) => {
      const where = isTermsIncident(incident)
        ? renderTermsLink(paths, terms, incident.termsId)
        : html`${channelLabels[incident.channel]} ${toVisibleLine(incident.target, maxDetail)}`;
      return html`${where}: ${incident.kind} since ${toMinute(incident.openedAt)},
      ${toWhy(incident.fault, incident.detail)}`;
    }),
  );
}

function renderUndelivered(paths: Paths, { undelivered, failed }: Overview): Html | null {
  const lost = undelivered.filter(({ state }) => state === "failed");
  const count = lost.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return null;
  return html`${renderTrouble(
    "failed",
    toCount(count, "delivery failed for good", "deliveries failed for good"),
    "Nobody was told by them. The last ones:",
    [
      ...failed.map(
        ({ channel, target, deliveries }) =>
          html`${channelLabels[channel]} ${toVisibleLine(target, maxDetail)}:
          ${toVisibleLine(deliveries.at(-1)?.response ?? "", maxDetail)}`,
      ),
      html`<a href="${paths.to(addresses.deliveries({ state: "failed" }))}"
        >See all, and try again</a
      >`,
    ],
  )}`;
}

function renderSuppressions(paths: Paths, { suppressions }: Overview): Html | null {
  const gone = suppressions.filter(({ reason }) => reason !== "unsubscribed");
  return renderTrouble(
    "gone",
    toCount(
      gone.length,
      "target is not written to any more",
      "targets are not written to any more",
    ),
    "The channel knows no such address.",
    gone.map(
      ({ channel, target, reason, detail, at }) =>
        html`<a href="${paths.to(addresses.deliveries({ channel, target }))}"
            >${channelLabels[channel]} ${toVisibleLine(target, maxDetail)}</a
          >: ${reason} ${toDay(at)} ${toVisibleLine(detail, maxDetail)}`,
    ),
  );
}

/** A slot is met within minutes while something watches. */
const overdueMs = 3_600_000;

function renderOverdue({ due, now }: Overview): Html | null {
  const overdue = due.filter(({ at }) => Date.parse(now) - Date.parse(at) > overdueMs);
  if (overdue.length === 0) return null;
  return renderTrouble(
    "overdue",
    toCount(overdue.length, "check is overdue by an hour", "checks are overdue by an hour"),
    "Is anything watching? This page alone checks nothing: `clausewatch daemon` does.",
    null,
  );
}

function renderUnindexed({ unindexed }: Overview): Html | null {
  if (unindexed.length === 0) return null;
  return renderTrouble(
    "unindexed",
    `Search is behind with ${toCount(unindexed.length, "document", "documents")}`,
    "It shows these as they were before. It catches up by itself within minutes.",
    null,
  );
}

/** @param items what it is about; null where the title says all. Nothing for an empty list */
function renderTrouble(
  id: string,
  title: string,
  meaning: string,
  items: readonly Html[] | null,
): Html | null {
  if (items?.length === 0) return null;
  const left = (items ?? []).length - mostShown;
  return html`<section class="trouble" aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    <p>${meaning}</p>
    ${
      items === null
        ? null
        : html`<ul>
            ${items.slice(0, mostShown).map((item) => html`<li>${item}</li>`)}
            ${left > 0 ? html`<li>and ${left} more</li>` : null}
          </ul>`
    }
  </section>`;
}

/** What a day came to: the most frequent outcomes are the ones that say least. */
function renderDays({ days }: Overview): Html {
  const used = checkOutcomes.filter((outcome) => days.some((day) => day.outcome === outcome));
  const byDay = Map.groupBy(days, ({ day }) => day);
  return html`<section class="scroll" aria-labelledby="checks" tabindex="0">
    <h2 id="checks">Checks of the last fortnight</h2>
    ${
      days.length === 0
        ? html`<p>None.</p>`
        : html`
            <table class="figures">
              <thead>
                <tr>
                  <th scope="col">Day</th>
                  ${used.map((outcome) => html`<th scope="col">${toOutcomeLabel(outcome)}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${[...byDay].map(([day, ofDay]) => renderDay(day, used, ofDay))}
              </tbody>
            </table>
          `
    }
  </section>`;
}

function renderDay(day: string, used: readonly CheckOutcome[], ofDay: Overview["days"]): Html {
  return html`<tr>
    <th scope="row">${toDay(day)}</th>
    ${used.map((outcome) => {
      const count = ofDay.find((one) => one.outcome === outcome)?.count ?? 0;
      const isBad = count > 0 && (outcome === "quarantined" || outcome === "failed");
      return html`<td${isBad ? html` class="is-bad"` : null}>${count === 0 ? "–" : count}</td>`;
    })}
  </tr>`;
}

function renderDue(paths: Paths, { due, terms, now }: Overview): Html {
  const next = due.filter(({ at }) => at > now).slice(0, mostShown);
  return html`<section aria-labelledby="next">
    <h2 id="next">Checked next</h2>
    ${next.length === 0 ? html`<p>Nothing is due.</p>` : null}
    <ul>
      ${next.map(
        ({ termsId, at }) =>
          html`<li>${toMinute(at)}: ${renderTermsLink(paths, terms, termsId)}</li>`,
      )}
    </ul>
  </section>`;
}
