import type { RetryPlan } from "../../app/retry-deliveries.ts";
import type { Viewer } from "../../model/account.ts";
import type { TermsId } from "../../model/declaration.ts";
import { notificationStates } from "../../model/notification.ts";
import { channels } from "../../model/subscription.ts";
import { describeSuppression } from "../../model/suppression.ts";
import type { Suppression } from "../../model/suppression.ts";
import type { TermsStatus } from "../../model/terms.ts";
import type { OutboxEntry } from "../../ports/outbox-store.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { channelLabels } from "../../render/incident-story.ts";
import { capitalize, toCount, toDay, toMinute } from "../../render/labels.ts";
import { toTitle } from "../../render/story.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import type { DeliveryQuery } from "../record-query.ts";
import { renderFormToken } from "./form-token.ts";
import { renderPage } from "./layout.ts";
import { renderOperationsNav } from "./operations-parts.ts";
import { renderFilterForm } from "./filter-form.ts";
import { toTermsOptions } from "./options.ts";
import { renderPageTurns } from "./turns.ts";

/** What came of another try that not all could be given. */
export type RetryNote = RetryPlan;

export interface DeliveriesView {
  readonly viewer: Viewer | null;
  readonly query: DeliveryQuery;
  readonly note: RetryNote | null;
  readonly entries: readonly OutboxEntry[];
  readonly hasOlder: boolean;
  readonly suppressions: readonly Suppression[];
  readonly terms: ReadonlyMap<TermsId, TermsStatus>;
  /** The document of a recorded change. */
  readonly titleOf: (changeId: string) => TermsId | undefined;
}

const maxText = 300;

/** Gives the outbox: who is told of what, each attempt, and another try. What was sent is not shown: it holds links that act for its reader. */
export function renderDeliveriesPage(paths: Paths, view: DeliveriesView): Html {
  const { viewer, query, entries, hasOlder, note } = view;
  const retryable = entries.filter(isRetryable);
  const main = html`<h1>Deliveries</h1>
    ${renderOperationsNav(paths, addresses.deliveries())} ${note && renderNote(note)}
    ${renderFilter(paths, view)}
    ${
      retryable.length < 2
        ? null
        : renderRetry(paths, view, {
            entries: retryable,
            label: `Try all ${retryable.length} of this page again`,
          })
    }
    ${entries.length === 0 ? html`<p class="count">No delivery is like this.</p>` : null}
    <ol class="records is-lines">
      ${entries.map((entry) => renderEntry(paths, view, entry))}
    </ol>
    ${renderPageTurns({ page: query.page, hasMore: hasOlder }, (page) =>
      paths.to(addresses.deliveries({ ...query, page })),
    )}
    ${renderSuppressions(view)}`;
  return renderPage(paths, { title: "Deliveries", main, viewer, at: addresses.operations() });
}

/** After a failed attempt somebody may have mended what was wrong; nothing else is to be hurried. */
function isRetryable({ state, attempts }: OutboxEntry): boolean {
  return state === "failed" || (state === "pending" && attempts > 0);
}

function renderEntry(paths: Paths, view: DeliveriesView, entry: OutboxEntry): Html {
  const { state, channel, target, subscriptionId, createdAt, nextAttemptAt, deliveries } = entry;
  const due = state === "pending" ? html`, due ${toMinute(nextAttemptAt)}` : null;
  return html`<li>
    <p class="note">
      <time datetime="${createdAt}">${toMinute(createdAt)}</time>, for
      ${toVisibleLine(subscriptionId, maxText)}
    </p>
    <p>
      <span class="badge state is-${state}">${capitalize(state)}</span>
      ${channelLabels[channel]} ${toVisibleLine(target, maxText)}${due}
    </p>
    <p class="note">${renderSubject(paths, view, entry)}</p>
    ${
      deliveries.length === 0
        ? null
        : html`<ul class="attempts">
            ${deliveries.map(
              ({ attempt, at, outcome, response }) =>
                html`<li>
                  ${attempt}. ${toMinute(at)}, ${outcome}: ${toVisibleLine(response, maxText)}
                </li>`,
            )}
          </ul>`
    }
    ${isRetryable(entry) ? renderRetry(paths, view, { entries: [entry], label: "Try again" }) : null}
  </li>`;
}

function renderSubject(
  paths: Paths,
  { terms, titleOf }: DeliveriesView,
  { subject, subjectId }: OutboxEntry,
): Html {
  if (subject !== "change")
    return html`About an incident: ${subject === "incident" ? "it opened" : "it is over"}`;
  const termsId = titleOf(subjectId);
  const status = termsId === undefined ? undefined : terms.get(termsId);
  if (status === undefined) return html`About a change that is not recorded any more`;
  return html`About a change of
    <a href="${paths.to(addresses.change(subjectId))}">${toTitle(status)}</a>`;
}

function renderRetry(
  paths: Paths,
  { query, viewer }: DeliveriesView,
  { entries, label }: { readonly entries: readonly OutboxEntry[]; readonly label: string },
): Html {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined);
  return html`<form class="retry" method="post" action="${paths.to(addresses.retry())}">
    ${renderFormToken(viewer)}
    ${kept.map(([name, value]) => html`<input type="hidden" name="${name}" value="${String(value)}" />`)}
    ${entries.map(({ id }) => html`<input type="hidden" name="id" value="${id}" />`)}
    <button class="quiet">${label}</button>
  </form>`;
}

function renderNote({ retried, refused }: RetryNote): Html {
  return html`<div class="message is-fault" role="alert">
    <p>
      ${toCount(retried.length, "delivery is due again", "deliveries are due again")}. Not tried
      again:
    </p>
    <ul>
      ${refused.map(
        ({ entry, why }) =>
          html`<li>
            ${channelLabels[entry.channel]} ${toVisibleLine(entry.target, maxText)}:
            ${toVisibleLine(why, maxText)}
          </li>`,
      )}
    </ul>
  </div>`;
}

function renderSuppressions({ suppressions }: DeliveriesView): Html | null {
  if (suppressions.length === 0) return null;
  return html`<section aria-labelledby="suppressed">
    <h2 id="suppressed">Not written to any more</h2>
    <ul class="records is-lines">
      ${suppressions.map(
        (one) =>
          html`<li>
            <p>
              ${channelLabels[one.channel]} ${toVisibleLine(one.target, maxText)}, since
              ${toDay(one.at)}
            </p>
            <p class="note">${capitalize(toVisibleLine(describeSuppression(one), maxText * 2))}</p>
          </li>`,
      )}
    </ul>
  </section>`;
}

function renderFilter(paths: Paths, { query, terms }: DeliveriesView): Html {
  return renderFilterForm(
    paths.to(addresses.deliveries()),
    [
      {
        kind: "select",
        name: "state",
        label: "State",
        all: "Any state",
        choices: notificationStates.map((state) => ({ value: state, label: capitalize(state) })),
        value: query.state,
      },
      {
        kind: "select",
        name: "channel",
        label: "Channel",
        all: "All channels",
        choices: channels.map((channel) => ({ value: channel, label: channelLabels[channel] })),
        value: query.channel,
      },
      {
        kind: "select",
        name: "terms",
        label: "Document",
        all: "All documents",
        choices: toTermsOptions(terms.values()),
        value: query.terms,
      },
      { kind: "search", name: "target", label: "To", value: query.target },
    ],
    "Filter the deliveries",
  );
}
