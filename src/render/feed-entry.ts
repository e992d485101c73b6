import type { TermsChange } from "../model/change.ts";
import type { Span } from "../model/comparison.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import { readTiming } from "../core/dates/timing.ts";
import type { Alert } from "./alert.ts";
import type { Entry } from "./entry.ts";
import { toEntry } from "./entry.ts";
import { clip, foldSpans } from "./fold.ts";
import type { Html } from "./html.ts";
import { html, toHtmlText } from "./html.ts";
import { capitalize, toCount, toDay, toMinute, toTopicLabel } from "./labels.ts";
import { escapeMarks } from "./markup.ts";
import { isRewritten, sidesOf, tidySpans } from "./redline.ts";
import type { Fact, Story } from "./story.ts";
import { toMore, toStory } from "./story.ts";
import { toLabel } from "./text.ts";

/** One thing that happened, as a feed tells it: one change, with the documents that share it. */
export interface FeedItem {
  /** Of the first change of the event that the feed tells of: it stays when documents follow. */
  readonly id: Digest;
  readonly alert: Alert;
  /** When the last of the documents was seen to share it. */
  readonly updatedAt: Instant;
}

/** The same in words, for every format of feed. */
export interface FeedEntry {
  /** `urn:clausewatch:change:<digest>`. */
  readonly id: string;
  /** One line, nothing escaped. */
  readonly title: string;
  /** One line, nothing escaped. */
  readonly summary: string;
  /** HTML, safe to show. */
  readonly content: string;
  /** Our page of the change, else the first source; null where there is neither. */
  readonly url: string | null;
  /** The page that changed; null where it is not known, or is not public. */
  readonly sourceUrl: string | null;
  readonly publishedAt: Instant;
  readonly updatedAt: Instant;
  readonly topics: readonly { readonly id: string; readonly label: string }[];
  readonly directions: readonly string[];
}

/** Of an entry's HTML in UTF-8: about ten screens of redline, and 200 of them still load in a reader. */
const maxContentBytes = 40_000;
const maxTitle = 150;
const maxFirstClause = 2000;
const maxOtherClause = 1200;

/** Gives what a feed says of an item; the same item gives the same, whenever it is asked for. */
export function toFeedEntry({ id, alert, updatedAt }: FeedItem): FeedEntry {
  const story = toStory(alert);
  const [sourceUrl = null] = story.sources;
  const topics = new Set(alert.chosen.flatMap((change) => change.topics));
  const directions = new Set(alert.chosen.flatMap(({ direction }) => direction ?? []));
  return {
    id: `urn:clausewatch:change:${id}`,
    title: toHeadline(story, alert.change),
    summary: `${capitalize(story.gist)}. ${toWhen(alert)}. ${story.summary}`,
    content: toHtmlText(renderContent(alert, story)),
    url: alert.permalink ?? sourceUrl,
    sourceUrl,
    publishedAt: alert.change.detectedAt,
    updatedAt,
    topics: [...topics].map((topic) => ({ id: topic, label: toTopicLabel(topic) })),
    directions: [...directions],
  };
}

/** As the alert's subject has it; what is out of the ordinary is the last thing to be cut. */
function toHeadline(story: Story, { comparison }: TermsChange): string {
  const silent = comparison.silent ? " [silent]" : "";
  return `${clip(`${story.title}: ${story.gist}`, maxTitle - silent.length)}${silent}`;
}

/** A feed is read days later: "in 29 days" would be wrong by then. */
function toWhen({ change, beforeSeenAt }: Alert): string {
  const seen = `Seen ${toMinute(change.detectedAt)}`;
  const timing = readTiming(change.comparison, { seenAt: change.detectedAt, beforeSeenAt });
  if (timing?.kind !== "upcoming" || timing.from === null) return seen;
  return `${seen} · takes effect ${toDay(timing.from)}, ${toCount(timing.days, "day", "days")} after that`;
}

function renderContent(alert: Alert, story: Story): Html {
  const head = html`<p>${toWhen(alert)}</p>
    ${story.flags.map(renderFlag)}
    <p>${story.summary}</p>`;
  const foot = renderFacts(alert, story);
  const legend = html`<p>Marked as [-<del>removed</del>-] and {+<ins>added</ins>+}.</p>`;
  const left = maxContentBytes - bytesOf(head) - bytesOf(foot) - bytesOf(legend) - 500;
  const clauses = renderClauses(alert, left);
  const more = toMore(story, clauses.length, alert.chosen.length);
  const isMarked = clauses.length > 0;
  return html`${head} ${isMarked ? legend : null} ${clauses}
  ${more === null ? null : html`<p>${more}: ${renderWhole(alert, story)}</p>`} ${foot}`;
}

/** As many clauses as fit, the most important first. */
function renderClauses({ chosen, leadInOf }: Alert, maxBytes: number): readonly Html[] {
  const clauses: Html[] = [];
  let left = maxBytes;
  for (const change of chosen) {
    const clause = renderClause(toEntry(change, { leadInOf }), clauses.length + 1);
    left -= bytesOf(clause);
    if (left < 0) break;
    clauses.push(clause);
  }
  return clauses;
}

function renderClause(entry: Entry, number: number): Html {
  const before = entry.pathBefore === null ? "" : ` (before: ${entry.pathBefore || "at the top"})`;
  const place = `${entry.path}${before}`;
  const maxChars = number === 1 ? maxFirstClause : maxOtherClause;
  return html`<h3>${number}. ${toLabel(entry)}</h3>
    ${place === "" ? null : html`<p>${place}</p>`}
    ${entry.under === null ? null : html`<p dir="auto">${entry.under}</p>`}
    <blockquote>${renderRedline(entry.spans, maxChars)}</blockquote>
    ${entry.reasons.length === 0 ? null : html`<p><em>Why:</em> ${entry.reasons.join("; ")}</p>`}`;
}

/** Of a clause that kept hardly a word, what it was above what it is. */
function renderRedline(spans: readonly Span[], maxChars: number): Html {
  const sides = isRewritten(spans) ? sidesOf(spans) : [spans];
  const share = Math.ceil(maxChars / sides.length);
  return html`${sides.map(
    (side) =>
      html`<p dir="auto">${renderMarked(tidySpans(foldSpans(side, { maxChars: share })))}</p>`,
  )}`;
}

/**
 * Readers that drop the tags, or their look, still show the marks; they stand outside the line, which would
 * make them illegible.
 */
function renderMarked(spans: readonly Span[]): Html {
  const parts = spans.map((span) => {
    const text = renderLines(escapeMarks(span.text));
    if (span.op === "removed") return html`[-<del>${text}</del>-]`;
    return span.op === "added" ? html`{+<ins>${text}</ins>+}` : text;
  });
  return html`${parts}`;
}

function renderLines(text: string): Html {
  const [first = "", ...others] = text.split("\n");
  return html`${first}${others.map((line) => html`<br />${line}`)}`;
}

function renderFlag({ label, value }: Fact): Html {
  return html`<p><strong>${label}:</strong> ${value}</p>`;
}

function renderFacts(alert: Alert, story: Story): Html {
  return html`<ul>
    ${story.facts.map(({ label, value }) => html`<li>${label}: ${value}</li>`)}
    ${story.sources.map((url) => html`<li>Source: ${renderLink(url)}</li>`)}
    <li>All of it: ${renderWhole(alert, story)}</li>
  </ul>`;
}

/** Where the change stands whole. */
function renderWhole({ permalink }: Alert, { command }: Story): Html {
  return permalink === null ? html`<code>${command}</code>` : renderLink(permalink);
}

function renderLink(url: string): Html {
  return html`<a href="${url}">${url}</a>`;
}

function bytesOf(part: Html): number {
  return new TextEncoder().encode(toHtmlText(part)).byteLength;
}
