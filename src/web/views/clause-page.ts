import type { ClauseRecord } from "../../app/load-clause.ts";
import type { ClauseLife, ClauseWording } from "../../model/clause-life.ts";
import type { ClauseSpell } from "../../model/clause-spell.ts";
import type { Terms } from "../../model/terms.ts";
import { clip } from "../../render/fold.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toCount, toDay, toTopicLabel } from "../../render/labels.ts";
import { toClauseNumber, toPlaceName } from "../../render/life-words.ts";
import { toTitle } from "../../render/story.ts";
import { toVisible, toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderEvents } from "./clause-events.ts";
import { renderPage } from "./layout.ts";

export interface ClauseView {
  readonly terms: Pick<Terms, "id" | "serviceName" | "termsType">;
  readonly clause: ClauseRecord;
  /** The page's own address, whole. */
  readonly canonical: string;
}

const maxTitle = 70;
const maxWording = 100_000;
const maxQuote = 140;
/** More wordings are listed by what happened alone. */
const mostWordings = 30;

/** Gives the page of one clause: what it says, each wording with its dates, and all that happened to it. */
export function renderClausePage(paths: Paths, view: ClauseView): Html {
  const { terms, clause, canonical } = view;
  const { life } = clause;
  const name = toName(clause);
  const main = html`<p class="kicker">
      <a href="${paths.to(addresses.document(terms.id))}">${toTitle(terms)}</a> ›
      <a href="${paths.to(addresses.clauses(terms.id))}">Clauses</a>
    </p>
    <h1>${name}</h1>
    <p class="lead">${toState(life)}</p>
    ${renderWording(paths, view)} ${renderWordings(life)}
    <section aria-labelledby="life">
      <h2 id="life">What happened to it</h2>
      ${renderEvents(paths, terms.id, clause)}
    </section>`;
  const title = `${name}: ${toTitle(terms)}`;
  return renderPage(paths, { title, main, canonical, at: addresses.documents() });
}

/** `Clause 3.3(b): “use the Services to …”`. */
function toName({ life: { last }, spells }: ClauseRecord): string {
  const kind = spells.at(-1)?.topics.length === 0 ? "Heading" : "Clause";
  const number = last.number === null ? "" : ` ${toClauseNumber(last.number)}`;
  const words = toVisibleLine(last.wording, maxTitle);
  return words === "" ? `${kind}${number}` : `${kind}${number}: “${words}”`;
}

function toState({ firstSeenAt, leftAt, last, wordings }: ClauseLife): string {
  const count = toCount(wordings.length, "wording", "wordings");
  const since = toDay(firstSeenAt);
  return leftAt === null
    ? `In force since ${since}, ${toPlaceName(last)}; ${count} so far.`
    : `Gone since ${toDay(leftAt)}. It came on ${since}, and stood last ${toPlaceName(last)}; ${count}.`;
}

/** As it reads, or read last, with the sentence that it completes. */
function renderWording(paths: Paths, { terms, clause }: ClauseView): Html {
  const { life, spells } = clause;
  const spell = spells.at(-1);
  const title = life.leftAt === null ? "As it reads" : "As it read last";
  const leadIn = toVisibleLine(spell?.leadIn ?? "", 300);
  const words = toVisible(clip(life.last.wording, maxWording)).split("\n");
  return html`<section aria-labelledby="reads">
    <h2 id="reads">${title}</h2>
    <div class="sheet clause-words">
      ${leadIn === "" ? null : html`<p class="lead-in" dir="auto">${leadIn}</p>`}
      ${words.map((line) => html`<p dir="auto">${line}</p>`)}
    </div>
    ${spell === undefined ? null : renderFacts(paths, { terms, spell })}
  </section>`;
}

function renderFacts(
  paths: Paths,
  { terms, spell }: { readonly terms: ClauseView["terms"]; readonly spell: ClauseSpell },
): Html {
  const { topics, versionId, start, from } = spell;
  const inText = paths.to(addresses.clauseIn(versionId, start));
  return html`<ul class="follow">
    <li><a href="${inText}">In the text of ${toDay(from)}</a></li>
    ${topics
      .filter((topic) => topic !== "other")
      .map(
        (topic) =>
          html`<li>
            <a href="${paths.to(addresses.topic(topic))}">${capitalize(toTopicLabel(topic))}</a>
          </li>`,
      )}
    <li>
      <a href="${paths.to(addresses.home({ document: terms.id }))}">Changes of the document</a>
    </li>
  </ul>`;
}

/** Each wording with when it stood; what it reads is in what happened, as a redline. */
function renderWordings({ wordings }: ClauseLife): Html | null {
  if (wordings.length < 2) return null;
  const left = wordings.length - mostWordings;
  return html`<section aria-labelledby="wordings">
    <h2 id="wordings">Its ${toCount(wordings.length, "wording", "wordings")}</h2>
    <ol class="wordings">
      ${wordings.slice(0, mostWordings).map(renderDated)}
    </ol>
    ${left > 0 ? html`<p class="note">And ${left} more, below.</p>` : null}
  </section>`;
}

function renderDated({ text, spells }: ClauseWording): Html {
  const times = spells.slice(0, 3).map(({ from, until }) => {
    return until === null ? `since ${toDay(from)}` : `${toDay(from)} to ${toDay(until)}`;
  });
  const more = spells.length - times.length;
  const dates = more > 0 ? `${times.join("; ")}; and ${more} times more` : times.join("; ");
  return html`<li>
    <strong>${capitalize(dates)}</strong>
    <span dir="auto">“${toVisibleLine(text, maxQuote)}”</span>
  </li>`;
}
