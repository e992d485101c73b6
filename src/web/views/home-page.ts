import type { Alert } from "../../render/alert.ts";
import type { FeedItem } from "../../render/feed-entry.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toCount, toDay } from "../../render/labels.ts";
import { toStory } from "../../render/story.ts";
import type { Paths } from "../paths.ts";
import { renderBadges } from "./badge.ts";
import { renderPage } from "./layout.ts";

/** Gives the page that begins with what changed last: one entry for each event, newest first. */
export function renderHomePage(paths: Paths, items: readonly FeedItem[]): Html {
  const byDay = [...Map.groupBy(items, ({ alert }) => toDay(alert.change.detectedAt))];
  const main = html`<h1>What AI providers changed in their terms</h1>
    <p class="lead">
      Clause by clause, the newest first.
      <a href="${paths.to("/subscribe")}">Be told of what matters to you</a>, or follow the feed as
      <a href="${paths.to("/feed.atom")}">Atom</a> or <a href="${paths.to("/feed.json")}">JSON</a>.
    </p>
    ${items.length === 0 ? html`<p>No change of substance has been recorded yet.</p>` : null}
    ${byDay.map(([day, held], at) => renderDay(paths, { day, held, id: `day-${at + 1}` }))}`;
  return renderPage(paths, { title: "Latest changes", main });
}

interface HomeDay {
  readonly day: string;
  readonly held: readonly FeedItem[];
  readonly id: string;
}

function renderDay(paths: Paths, { day, held, id }: HomeDay): Html {
  return html`<section class="day" aria-labelledby="${id}">
    <h2 id="${id}">${day}</h2>
    <ul>
      ${held.map((item) => renderItem(paths, item))}
    </ul>
  </section>`;
}

function renderItem(paths: Paths, { alert }: FeedItem): Html {
  const { alsoIn, ...alone } = alert;
  const story = toStory(alone);
  return html`<li>
    <p class="kicker">${story.title}</p>
    <p class="gist">
      <a href="${paths.to(`/changes/${alert.change.id}`)}">${capitalize(story.gist)}</a>
    </p>
    <p class="verdicts">${renderBadges(alert.chosen)} ${toRemark(alert, alsoIn?.length ?? 0)}</p>
  </li>`;
}

/** `Silent change · also in 2 more documents`; empty for what is as it should be. */
function toRemark({ change }: Alert, others: number): string {
  const also = `also in ${toCount(others, "more document", "more documents")}`;
  return [
    ...(change.comparison.silent && change.reversalOf === null ? ["Silent change"] : []),
    ...(others > 0 ? [also] : []),
  ]
    .join(" · ")
    .replace(/^a/, "A");
}
