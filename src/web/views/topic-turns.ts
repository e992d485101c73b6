import type { TopicTurn } from "../../core/topics/turns.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { toCount, toDay } from "../../render/labels.ts";
import type { StanceWords } from "../../render/stance.ts";
import { toStanceSign, toStanceWords } from "../../render/stance.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { toTopicFields } from "../topic-query.ts";
import type { TopicView } from "../topic-view.ts";

const mostShown = 20;
const maxName = 60;
const maxQuote = 220;

/** Gives what became of each document's restrictions, by year; what was there from the first is told apart. */
export function renderTurns(paths: Paths, view: TopicView): Html {
  const words = toStanceWords(view.topic);
  const turns = view.turns.filter(({ kind }) => kind !== "first-seen");
  const shown = turns.slice(0, mostShown);
  const byYear = [...Map.groupBy(shown, ({ at }) => at.slice(0, 4))];
  const { added } = view.query;
  return html`<section aria-labelledby="turns">
    <h2 id="turns">${words.turnsHeading}</h2>
    ${renderYears(paths, view, words)}
    ${
      byYear.length === 0
        ? html`<p>
            ${added === null ? "Nobody, as far as is known." : `Nobody did in ${added}, as far as is known.`}
          </p>`
        : byYear.map(
            ([year, of]) =>
              html`<h3 id="in-${year}">${year}</h3>
                <ol class="topic-turns">
                  ${of.map((turn) => renderTurn(turn, { paths, view, words }))}
                </ol>`,
          )
    }
    ${
      turns.length > mostShown
        ? html`<p class="note">
            The ${mostShown} latest of ${turns.length}. Narrow them down by dates, or take the whole
            list away below.
          </p>`
        : null
    }
    ${added === null ? renderFirst(paths, view, words) : null}
  </section>`;
}

/** The years in which something was added, each a list of its own. */
function renderYears(paths: Paths, view: TopicView, words: StanceWords): Html | null {
  const { topic, query, turns } = view;
  const here = { service: query.service, type: query.type };
  if (query.added !== null)
    return html`<p>
      Only what was added in ${query.added}: ${toCount(turns.length, "document", "documents")}.
      <a href="${paths.to(addresses.topic(topic, toTopicFields(here)))}#turns">Show all years</a>
    </p>`;
  const years = [
    ...Map.groupBy(
      turns.filter(({ kind }) => kind === "added"),
      ({ at }) => at.slice(0, 4),
    ),
  ];
  if (years.length === 0) return null;
  return html`<p>
    ${words.turns.added} in
    ${years.map(([year, of]) => {
      const address = addresses.topic(topic, toTopicFields({ ...here, added: Number(year) }));
      return html`<a href="${paths.to(address)}#turns">${year} (${of.length})</a> `;
    })}
  </p>`;
}

interface TurnContext {
  readonly paths: Paths;
  readonly view: TopicView;
  readonly words: StanceWords;
}

function renderTurn(turn: TopicTurn, { paths, view, words }: TurnContext): Html {
  const { kind, terms, at, versionId, after, spell } = turn;
  const changeId = view.changeOf(versionId);
  const badge =
    after === null || kind === "dropped"
      ? null
      : html`<b class="stance is-${after}">${toStanceSign(after)} ${words.short[after]}</b>`;
  return html`<li>
    <p>
      <strong>${toVisibleLine(terms.serviceName, maxName)}</strong>,
      <a href="${paths.to(addresses.document(terms.id))}"
        >${toVisibleLine(terms.termsType, maxName)}</a
      >, ${toDay(at)}: ${words.turns[kind]} ${badge}
    </p>
    <blockquote class="quote">
      ${toVisibleLine(toSentence(spell.leadIn, spell.wording), maxQuote)}
    </blockquote>
    <p class="topic-ways">
      <a href="${paths.to(addresses.clauseIn(spell.versionId, spell.start))}"
        >Read it in the text</a
      >
      <a href="${paths.to(addresses.clause(terms.id, spell.clauseId))}">This clause over time</a>
      ${changeId === undefined ? null : html`<a href="${paths.to(addresses.change(changeId))}">The change</a>`}
      ${renderElsewhere(turn)}
    </p>
  </li>`;
}

function renderElsewhere({ kind, elsewhere }: TopicTurn): Html | null {
  if (elsewhere === undefined) return null;
  const name = toVisibleLine(elsewhere.termsType, maxName);
  return html`<span class="note"
    >${kind === "dropped" ? `Its ${name} kept it.` : `Its ${name} had it already.`}</span
  >`;
}

/** An item with the end of what it completes. */
export function toSentence(leadIn: string | null, wording: string): string {
  if (leadIn === null) return wording;
  const end = leadIn.slice(-maxLeadIn);
  return `${end.length < leadIn.length ? end.replace(/^\S*\s/, "… ") : end} ${wording}`;
}
const maxLeadIn = 80;

function renderFirst(paths: Paths, view: TopicView, words: StanceWords): Html | null {
  const first = view.turns.filter(({ kind }) => kind === "first-seen");
  if (first.length === 0) return null;
  return html`<details>
    <summary>
      ${words.turns["first-seen"]}: ${toCount(first.length, "document", "documents")}
    </summary>
    <p class="note">When these came in cannot be told: they are older than what is recorded.</p>
    <ul class="topic-turns is-plain">
      ${first.slice(0, mostShown).map(
        ({ terms, at, spell }) =>
          html`<li>
            ${toVisibleLine(terms.serviceName, maxName)},
            <a href="${paths.to(addresses.clauseIn(spell.versionId, spell.start))}"
              >${toVisibleLine(terms.termsType, maxName)}</a
            >, known since ${toDay(at)}
          </li>`,
      )}
    </ul>
    ${
      first.length > mostShown
        ? html`<p class="note">The ${mostShown} latest; the whole list can be taken away below.</p>`
        : null
    }
  </details>`;
}
