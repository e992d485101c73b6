import type { ClauseRecord } from "../../app/load-clause.ts";
import type { LifeEvent } from "../../model/clause-life.ts";
import type { Span } from "../../model/comparison.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toCount, toDay } from "../../render/labels.ts";
import { toEventPhrase, toShownEvents } from "../../render/life-words.ts";
import { toVisible, toVisibleLine } from "../../render/visible.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderRedline } from "./redline.ts";

/** Pages that alternate have events by the thousand; what is beyond is counted. */
const mostEvents = 120;
const maxChars = 20_000;
const maxFirstWording = 1_000;
const mostOthers = 12;

/** Gives what happened to a clause, oldest first, each wording as a redline against the one before. */
export function renderEvents(paths: Paths, termsId: TermsId, clause: ClauseRecord): Html {
  const shown = toShownEvents(clause.life.events);
  // What happened last matters as much as how it began.
  const head = shown.length > mostEvents ? shown.slice(0, mostEvents / 2) : shown;
  const tail = shown.length > mostEvents ? shown.slice(-mostEvents / 2) : [];
  const left = shown.length - head.length - tail.length;
  const render = (one: LifeEvent | number): Html =>
    typeof one === "number"
      ? renderEchoes(one)
      : renderEvent(paths, { event: one, termsId, clause });
  return html`<ol class="events">
    ${head.map(render)}
    ${
      left === 0
        ? null
        : html`<li class="echoes">
            ${toCount(left, "event", "events")} in between are not shown.
          </li>`
    }
    ${tail.map(render)}
  </ol>`;
}

function renderEchoes(count: number): Html {
  return html`<li class="echoes">
    ${toCount(count, "more return", "more returns")} to the one wording and the other: the page
    alternated.
  </li>`;
}

interface Placed {
  readonly event: LifeEvent;
  readonly termsId: TermsId;
  readonly clause: ClauseRecord;
}

function renderEvent(paths: Paths, placed: Placed): Html {
  const { event } = placed;
  const { seenAt, kinds, spans, isReread, returnsTo, after } = event;
  const others = event.others.length === 1 ? "another clause" : "other clauses";
  const phrases = kinds.map((kind) => toEventPhrase(kind, event, others)).join(", ");
  const isFirst = kinds.includes("first-seen");
  return html`<li>
    <h3><time datetime="${seenAt.slice(0, 10)}">${toDay(seenAt)}</time> ${capitalize(phrases)}</h3>
    ${
      returnsTo === null
        ? null
        : html`<p class="note">It reads as it did from ${toDay(returnsTo.seenAt)} on.</p>`
    }
    ${
      isReread
        ? html`<p class="note">
            The page was read by other rules of ours from here on: this may not be the provider’s
            doing.
          </p>`
        : null
    }
    ${isFirst && after !== null ? html`<p class="redline" dir="auto">${toVisible(cut(after.wording))}</p>` : null}
    ${!isFirst && spans.length > 0 ? renderRedline(toVisibleSpans(spans), maxChars) : null}
    ${renderOthers(paths, placed)} ${renderWays(paths, placed)}
  </li>`;
}

function toVisibleSpans(spans: readonly Span[]): readonly Span[] {
  return spans.map(({ op, text }) => ({ op, text: toVisible(text) }));
}

function cut(wording: string): string {
  return wording.length > maxFirstWording ? `${wording.slice(0, maxFirstWording)} …` : wording;
}

/** Where its words came from or went to. */
function renderOthers(paths: Paths, { event, termsId, clause }: Placed): Html | null {
  if (event.others.length === 0) return null;
  const left = event.others.length - mostOthers;
  return html`<ul class="others">
    ${event.others.slice(0, mostOthers).map((id) => {
      const words = toVisibleLine(clause.others.get(id)?.opening ?? id.slice(0, 12), 90);
      return html`<li>
        <a href="${paths.to(addresses.clause(termsId, id))}">“${words}”</a>
      </li>`;
    })}
    ${left > 0 ? html`<li>and ${toCount(left, "more clause", "more clauses")}</li>` : null}
  </ul>`;
}

function renderWays(paths: Paths, { event, clause }: Placed): Html {
  const { versionId, changeId, after, seenAt } = event;
  const before = clause.previous.get(versionId);
  const day = toDay(seenAt);
  const inText =
    after === null ? addresses.version(versionId) : addresses.clauseIn(versionId, after.start);
  const of = html`<span class="unseen"> of ${day}</span>`;
  return html`<p class="ways">
    <a href="${paths.to(inText)}">The text${of}</a>
    ${
      changeId === null
        ? null
        : html`<a href="${paths.to(addresses.change(changeId))}">The whole change${of}</a>`
    }
    ${
      before === undefined
        ? null
        : html`<a href="${paths.to(addresses.comparison(before, versionId))}"
            >The text${of} compared with the one before</a
          >`
    }
  </p>`;
}
