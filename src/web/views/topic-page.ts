import { isRestriction } from "../../core/topics/matrix.ts";
import { stances } from "../../model/clause-spell.ts";
import { taxonomy } from "../../model/taxonomy.ts";
import type { Topic } from "../../model/topic.ts";
import { isOwnTopic } from "../../model/topic.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toCount, toDay, toTopicLabel } from "../../render/labels.ts";
import type { StanceWords } from "../../render/stance.ts";
import { toStanceWords } from "../../render/stance.ts";
import type { TableFormat } from "../../render/table-text.ts";
import { toVisibleLine } from "../../render/visible.ts";
import { addresses, withQuery } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { toTopicFields } from "../topic-query.ts";
import type { TopicView } from "../topic-view.ts";
import { renderFilterForm } from "./filter-form.ts";
import { renderPage } from "./layout.ts";
import { toServiceOptions, toTypeOptions } from "./options.ts";
import { renderMatrix } from "./topic-matrix.ts";
import { countStances, renderTopicPlot } from "./topic-plot.ts";
import { renderTurns } from "./topic-turns.ts";
import { renderWordings } from "./topic-wordings.ts";

export interface TopicPageOptions {
  readonly canonical: string;
  /** Names of fields of the address that could not be used. */
  readonly faults: readonly string[];
}

const maxName = 60;

/** Gives the page of one topic: who says what about it, since when, and in which words. */
export async function renderTopicPage(
  paths: Paths,
  view: TopicView,
  { canonical, faults }: TopicPageOptions,
): Promise<Html> {
  const { topic, matrix } = view;
  const title = capitalize(toTopicLabel(topic));
  const words = toStanceWords(topic);
  // Of one provider the table says it all.
  const hasPlot = matrix.rows.length > 0 && matrix.rows.length + matrix.silent.length > 1;
  const plot = hasPlot ? await renderTopicPlot(topic, countStances(matrix)) : null;
  const main = html`<div class="head">
      <p class="kicker"><a href="${paths.to(addresses.topics())}">Topics</a></p>
      <h1>${title}</h1>
      <p class="lead">${toMeaning(topic)}</p>
      <p>${toState(view, words)}</p>
      ${renderJumps(hasPlot, words)}
    </div>
    ${
      view.unread > 0
        ? html`<div class="message">
            <p>
              ${toCount(view.unread, "document is", "documents are")} still being read: what they
              say is not here yet.
            </p>
          </div>`
        : null
    }
    ${
      faults.length === 0
        ? null
        : html`<div class="message is-fault">
            <p>Not understood, and left out: ${faults.join(", ")}. Dates are written 2025-03-01.</p>
          </div>`
    }
    ${renderFilter(paths, view)} ${renderMatrix(view)} ${renderTurns(paths, view)}
    ${renderWordings(paths, view)} ${plot} ${renderAway(paths, view)}`;
  return renderPage(paths, {
    title,
    main,
    isWide: true,
    canonical,
    at: addresses.topics(),
  });
}

/** What a topic covers, as a sentence. */
export function toMeaning(topic: Topic): string {
  if (isOwnTopic(topic)) return "A topic that whoever runs this page added, found by its meaning.";
  return `${capitalize(taxonomy[topic].covers)}.`;
}

function toState(view: TopicView, words: StanceWords): string {
  const { rows, silent } = view.matrix;
  const when = view.isCurrent ? "today" : `on ${toDay(view.now)}, when terms were last seen`;
  const [only] = rows;
  if (only !== undefined && rows.length + silent.length === 1) {
    const since = only.restrictedSince === null ? "" : `, since ${toDay(only.restrictedSince)}`;
    const before = only.isFromFirst ? " or before" : "";
    return `${toVisibleLine(only.serviceName, maxName)} ${when}: ${words.long[only.latest].toLowerCase()}${since}${before}.`;
  }
  if (rows.length + silent.length === 0) return "No provider’s terms have been read yet.";
  const counts = stances.flatMap((said) => {
    const count = rows.filter(({ latest }) => latest === said).length;
    return count === 0 ? [] : [`${words.short[said].toLowerCase()} at ${count}`];
  });
  const quiet = silent.length + rows.filter(({ latest }) => latest === "silent").length;
  const others = quiet === 0 ? [] : [`no word at ${quiet}`];
  const restricted = rows.filter(({ latest }) => isRestriction(latest)).length;
  const all = toCount(rows.length + silent.length, "provider", "providers");
  return `${capitalize(when)}${view.isCurrent ? "" : ","} ${restricted} of ${all} ${words.restrict}. ${words.question} ${capitalize([...counts, ...others].join(", "))}.`;
}

function renderJumps(hasPlot: boolean, words: StanceWords): Html {
  const jumps = [
    ["matrix", "Provider by provider"],
    ["turns", words.turnsHeading],
    ["wordings", "Wordings"],
    ...(hasPlot ? [["plot", "How many, over time"]] : []),
    ["away", "Take it away"],
  ] as const;
  return html`<nav aria-label="On this page">
    <ul class="jumps">
      ${jumps.map(([id, label]) => html`<li><a href="#${id}">${label}</a></li>`)}
    </ul>
  </nav>`;
}

function renderFilter(paths: Paths, { topic, query, services, types }: TopicView): Html {
  return renderFilterForm(
    paths.to(addresses.topic(topic)),
    [
      {
        kind: "select",
        name: "service",
        label: "Provider",
        all: "All providers",
        choices: toServiceOptions(services),
        value: query.service,
      },
      {
        kind: "select",
        name: "type",
        label: "Type of document",
        all: "All types",
        choices: toTypeOptions(types),
        value: query.type,
      },
      { kind: "date", name: "since", label: "History from", value: query.since },
      { kind: "date", name: "until", label: "History to", value: query.until },
      { kind: "date", name: "at", label: "Wordings as of", value: query.at },
    ],
    "Filter this topic",
  );
}

function renderAway(paths: Paths, { topic, query }: TopicView): Html {
  const fields = toTopicFields({ ...query, part: 1 });
  const feed = { topic, service: query.service };
  const lists = [
    ["matrix", "Providers by time"],
    ["turns", "What became of restrictions"],
    ["wordings", "Wordings"],
  ] as const;
  return html`<section aria-labelledby="away">
    <h2 id="away">Take it away</h2>
    <dl class="facts">
      ${lists.map(([list, label]) => {
        const file = (format: TableFormat): string =>
          paths.to(addresses.topicFile(topic, `${list}.${format}`, fields));
        return html`<dt>${label}</dt>
          <dd>
            <a href="${file("csv")}">CSV</a>, for a spreadsheet;
            <a href="${file("jsonl")}">JSON Lines</a>, for programs
          </dd>`;
      })}
      <dt>Changes, as they come</dt>
      <dd>
        <a href="${paths.to(withQuery("/feed.atom", feed))}">Atom</a>,
        <a href="${paths.to(withQuery("/feed.json", feed))}">JSON Feed</a>,
        <a href="${paths.to(withQuery("/calendar.ics", feed))}">calendar</a>
      </dd>
    </dl>
  </section>`;
}
