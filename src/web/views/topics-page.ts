import type { Instant } from "../../model/instant.ts";
import type { Topic } from "../../model/topic.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toCount, toDay, toTopicLabel } from "../../render/labels.ts";
import { toStanceWords } from "../../render/stance.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderFirstRun } from "./first-run.ts";
import { renderPage } from "./layout.ts";
import { toTopicGroups } from "./topic-groups.ts";
import { toMeaning } from "./topic-page.ts";

/** What is known of a topic today. */
export interface TopicCount {
  readonly topic: Topic;
  /** Providers that say something about it. */
  readonly providers: number;
  /** Those that restrict it. */
  readonly restricting: number;
  /** Clauses that came or were reworded within the year before, in documents that were known by then. */
  readonly recent: number;
}

export interface TopicsView {
  readonly counts: ReadonlyMap<Topic, TopicCount>;
  readonly ownTopics: readonly Topic[];
  readonly allProviders: number;
  /** When terms were last seen; now where they are watched. */
  readonly now: Instant;
  readonly isCurrent: boolean;
}

/** Gives the list of all topics, with what each means and how many providers say something about it. */
export function renderTopicsPage(paths: Paths, view: TopicsView): Html {
  const main = html`<div class="head">
      <h1>Topics</h1>
      <p class="lead">
        What the terms of ${toCount(view.allProviders, "provider", "providers")} speak of. Each
        topic has a page that says who restricts it, since when, and in which words.
        ${view.isCurrent ? null : `All of it is as last seen, on ${toDay(view.now)}.`}
      </p>
    </div>
    ${view.allProviders === 0 ? renderFirstRun() : null}
    ${toTopicGroups(view.ownTopics).map(
      ({ name, topics }, at) =>
        html`<section class="topic-groups" aria-labelledby="group-${at}">
          <h2 id="group-${at}">${name}</h2>
          <ul class="topic-list">
            ${topics.map((topic) => renderTopic(paths, topic, view))}
          </ul>
        </section>`,
    )}`;
  return renderPage(paths, {
    title: "Topics",
    main,
    isWide: true,
    at: addresses.topics(),
  });
}

function renderTopic(paths: Paths, topic: Topic, { counts }: TopicsView): Html {
  const { providers = 0, restricting = 0, recent = 0 } = counts.get(topic) ?? {};
  const said =
    providers === 0
      ? "No provider says anything about it."
      : `${toCount(providers, "provider speaks", "providers speak")} of it; ${restricting} ${toStanceWords(topic).restrict}.`;
  return html`<li>
    <h3><a href="${paths.to(addresses.topic(topic))}">${capitalize(toTopicLabel(topic))}</a></h3>
    <p>${toMeaning(topic)}</p>
    <p class="note">
      ${said}
      ${recent === 0 ? "Nothing new in the last year." : `${toCount(recent, "clause", "clauses")} new or reworded in the last year.`}
    </p>
  </li>`;
}
