import { readTiming } from "../../core/dates/timing.ts";
import { toSilence } from "../../model/change.ts";
import type { Instant } from "../../model/instant.ts";
import type { Alert } from "../../render/alert.ts";
import { toEffectToday } from "../../render/effect-today.ts";
import { toEntry } from "../../render/entry.ts";
import type { Html } from "../../render/html.ts";
import { html } from "../../render/html.ts";
import { capitalize, toCount, toTopicLabel } from "../../render/labels.ts";
import { isOtherText, toStory } from "../../render/story.ts";
import { addresses } from "../addresses.ts";
import type { Paths } from "../paths.ts";
import { renderBadges } from "./badge.ts";
import { toCardTitle } from "./clause-card.ts";
import { renderRedline } from "./redline.ts";

/** Some lines: the whole is a click away. */
const maxRedline = 700;
const redlineContext = 140;
const mostTopics = 4;

/** Gives one event of a list: what happened, where, and the redline of the clause that matters most. */
export function renderEventCard(paths: Paths, alert: Alert, now: Instant): Html {
  const { alsoIn = [], ...alone } = alert;
  const story = toStory(alone);
  const marks = listMarks(alert);
  const touched = new Set(alert.chosen.flatMap((one) => one.topics));
  const topics = [...touched].filter((topic) => topic !== "other").map(toTopicLabel);
  const effect = toEffect(alert, now);
  const left = topics.length - mostTopics;
  return html`<li>
    <p class="kicker">
      <a href="${paths.to(addresses.document(alert.terms.id))}">${story.title}</a>
    </p>
    <h3 class="gist">
      <a href="${paths.to(addresses.change(alert.change.id))}">${capitalize(story.gist)}</a>
    </h3>
    <p class="verdicts">
      ${isOtherText(alert) ? null : renderBadges(alert.chosen)}
      ${marks.map((mark) => html`<span class="badge is-mark">${mark}</span> `)}
      ${alsoIn.length === 0 ? null : `Also in ${toCount(alsoIn.length, "more document", "more documents")}`}
    </p>
    ${effect === null ? null : html`<p class="note">${effect}.</p>`} ${renderFirst(alert)}
    ${
      topics.length === 0
        ? null
        : html`<p class="note">
            About ${topics.slice(0, mostTopics).join(", ")}${left > 0 ? ` and ${left} more` : null}.
          </p>`
    }
  </li>`;
}

/** The clause that matters most, in place; of a text that is another as a whole no clause says what happened. */
function renderFirst(alert: Alert): Html | null {
  const [first, ...others] = alert.chosen;
  if (first === undefined || isOtherText(alert)) return null;
  const entry = toEntry(first);
  return html`<div class="extract">
    <p class="side">
      ${toCardTitle(entry)}${entry.path === "" ? null : html`, under ${entry.path}`}
    </p>
    ${renderRedline(entry.spans, maxRedline, redlineContext)}
    ${
      others.length === 0
        ? null
        : html`<p class="note">And ${toCount(others.length, "more clause", "more clauses")}.</p>`
    }
  </div>`;
}

function listMarks({ change }: Alert): readonly string[] {
  const silence = toSilence(change);
  return [
    ...(silence === "silent" ? ["Silent change"] : []),
    ...(silence === "undated" ? ["Undated"] : []),
    ...(change.reversalOf === null ? [] : ["Reversal"]),
    ...(change.comparison.replaced ? ["Document replaced"] : []),
  ];
}

function toEffect({ change, beforeSeenAt }: Alert, now: Instant): string | null {
  const { comparison, detectedAt } = change;
  const timing = readTiming(comparison, { seenAt: detectedAt, beforeSeenAt });
  if (timing?.kind === "unstated") return null;
  return toEffectToday(timing, comparison.dates.effective.after, now.slice(0, 10));
}
