import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount, toDay } from "../../render/labels.ts";
import { toLeadInLine } from "../../render/lead-in.ts";
import { toStanceSign, toStanceWords } from "../../render/stance.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { toTopicFields } from "../topic-query.ts";
import type { ShownWording, TopicView } from "../topic-view.ts";

/** Some twenty screens of a phone: what comes after them stands on a page of its own. */
const perPart = 25;
const maxWording = 700;
const maxName = 60;

/** Of the first, third and fourth column; the wording itself puts them in no order. */
const sorts = ["provider", null, "stance", "since"] as const;

/** Gives the wordings in force on a day, side by side. */
export function renderWordings(paths: Paths, view: TopicView): Html {
  const { wordings, query } = view;
  const from = (query.part - 1) * perPart;
  const shown = wordings.slice(from, from + perPart);
  const latest = view.isCurrent ? "today" : `on ${toDay(view.now)}`;
  const day = query.at === null ? latest : `on ${toDay(query.at)}`;
  return html`<section aria-labelledby="wordings">
    <h2 id="wordings">The wordings in force ${day}</h2>
    <p>
      ${toCount(wordings.length, "clause", "clauses")}${toScope(view)}.
      ${
        query.at === null
          ? null
          : html`<a
              href="${paths.to(addresses.topic(view.topic, toTopicFields({ ...query, at: null, part: 1 })))}#wordings"
              >Show the latest</a
            >`
      }
    </p>
    ${shown.length === 0 ? null : renderTable(paths, view, shown)} ${renderParts(paths, view)}
  </section>`;
}

function toScope({ query, terms, services }: TopicView): string {
  const name = services.find(({ id }) => id === query.service)?.name;
  const of = name === undefined ? "" : ` of ${toVisibleLine(name, maxName)}`;
  const type = query.type === null ? "" : `, ${toVisibleLine(query.type, maxName)}`;
  return terms.length === 0 ? "" : `${of}${type}`;
}

function renderTable(paths: Paths, view: TopicView, shown: readonly ShownWording[]): Html {
  const { topic, query } = view;
  const { question } = toStanceWords(topic);
  return html`<section class="scroller" aria-label="Wordings side by side" tabindex="0">
    <table class="topic-wordings">
      <thead>
        <tr>
          ${sorts.map((sort, at) => {
            const label = ["Provider and document", "Wording", question, "Since"][at] ?? "";
            if (sort === null) return html`<th scope="col">${label}</th>`;
            if (sort === query.sort)
              return html`<th
                scope="col"
                aria-sort="${sort === "provider" ? "ascending" : "descending"}"
              >
                ${label}
              </th>`;
            const address = addresses.topic(topic, toTopicFields({ ...query, sort, part: 1 }));
            return html`<th scope="col">
              <a href="${paths.to(address)}#wordings" aria-label="${label}: put in this order"
                >${label}</a
              >
            </th>`;
          })}
        </tr>
      </thead>
      <tbody>
        ${shown.map((wording) => renderRow(paths, view, wording))}
      </tbody>
    </table>
  </section>`;
}

function renderRow(
  paths: Paths,
  { topic }: TopicView,
  { spell, terms, stance, isFromFirst }: ShownWording,
): Html {
  const words = toStanceWords(topic);
  const lead = toLeadInLine(spell.leadIn ?? "");
  const text = paths.to(addresses.clauseIn(spell.versionId, spell.start));
  return html`<tr>
    <th scope="row">
      ${toVisibleLine(terms.serviceName, maxName)}
      <a href="${paths.to(addresses.document(terms.id))}"
        >${toVisibleLine(terms.termsType, maxName)}</a
      >
    </th>
    <td>
      ${lead === null ? null : html`<p class="place">${lead}</p>`}
      <p>${toVisibleLine(spell.wording, maxWording)}</p>
      <p class="topic-ways">
        <a href="${text}">Read it in the text</a>
        <a href="${paths.to(addresses.clause(terms.id, spell.clauseId))}">This clause over time</a>
      </p>
    </td>
    <td>
      <b class="stance is-${stance}">${toStanceSign(stance)} ${words.short[stance]}</b>
    </td>
    <td class="since">
      ${toDay(spell.from)} ${isFromFirst ? html`<span class="note">or before</span>` : null}
    </td>
  </tr>`;
}

function renderParts(paths: Paths, { topic, query, wordings }: TopicView): Html | null {
  const parts = Math.ceil(wordings.length / perPart);
  if (parts <= 1 && query.part === 1) return null;
  const link = (part: number, label: string): Html =>
    html`<a href="${paths.to(addresses.topic(topic, toTopicFields({ ...query, part })))}#wordings"
      >${label}</a
    >`;
  return html`<nav class="turns" aria-label="Parts of the list">
    ${query.part > 1 ? link(Math.min(query.part - 1, Math.max(1, parts)), "Earlier in the list") : null}
    <span>Part ${query.part} of ${parts}</span>
    ${query.part < parts ? link(query.part + 1, "Further in the list") : null}
  </nav>`;
}
