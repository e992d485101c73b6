import { Feed } from "feed";
import type { Instant } from "../model/instant.ts";
import { toMs } from "../model/instant.ts";
import type { FeedEntry } from "./feed-entry.ts";
import { html, toHtmlText } from "./html.ts";
import { toCount } from "./labels.ts";
import { toVisibleLine } from "./visible.ts";

/** What a feed says of itself. */
export interface FeedHead {
  /** A URI that is this feed's alone and stays. */
  readonly id: string;
  readonly title: string;
  /** What it holds, in a sentence. */
  readonly description: string;
  /** Where it is published; null where nobody knows. */
  readonly selfUrl: string | null;
  /** The site that it belongs to; null for none. */
  readonly homeUrl: string | null;
  /** Of a feed without entries. */
  readonly emptyAt: Instant;
}

/** Of all entries' HTML in UTF-8; readers give up on feeds of several megabytes. */
const maxFeedBytes = 2_000_000;

/** Not in XML 1.0, not even as a reference. */
const notXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/**
 * Gives entries, newest first, as an Atom 1.0 document (RFC 4287). What is older than fits is left out, and
 * the subtitle says so.
 */
export function renderAtom(entries: readonly FeedEntry[], head: FeedHead): string {
  const { kept, description } = fit(entries, head);
  const feed = new Feed({
    id: head.id,
    title: toVisibleLine(head.title),
    description: toVisibleLine(description),
    updated: toDate(findUpdated(entries, head)),
    generator: "Clausewatch",
    author: { name: "Clausewatch" },
    ...(head.selfUrl !== null && { feed: head.selfUrl }),
    ...(head.homeUrl !== null && { link: head.homeUrl }),
  });
  for (const entry of kept) {
    feed.addItem({
      id: entry.id,
      // Title and summary are HTML in this library's Atom.
      title: toHtmlText(html`${entry.title}`),
      description: toHtmlText(html`${entry.summary}`),
      content: entry.content,
      // A link it must have: an entry that is nowhere on the web is named by its id.
      link: entry.url ?? entry.id,
      date: toDate(entry.updatedAt),
      published: toDate(entry.publishedAt),
      category: [
        ...entry.topics.map(({ id, label }) => ({
          term: id,
          name: label,
          scheme: "urn:clausewatch:topic",
        })),
        ...entry.directions.map((direction) => ({
          term: direction,
          name: direction,
          scheme: "urn:clausewatch:direction",
        })),
      ],
    });
  }
  return `${feed.atom1().toWellFormed().replaceAll(notXml, "\u{fffd}")}\n`;
}

/**
 * Gives the same as JSON Feed 1.1; the library writes version 1, without `authors` and `language`.
 * @see https://www.jsonfeed.org/version/1.1/
 */
export function renderJsonFeed(entries: readonly FeedEntry[], head: FeedHead): string {
  const { kept, description } = fit(entries, head);
  const feed = {
    version: "https://jsonfeed.org/version/1.1",
    title: toVisibleLine(head.title),
    ...(head.homeUrl !== null && { home_page_url: head.homeUrl }),
    ...(head.selfUrl !== null && { feed_url: head.selfUrl }),
    description: toVisibleLine(description),
    language: "en",
    authors: [{ name: "Clausewatch" }],
    items: kept.map((entry) => ({
      id: entry.id,
      ...(entry.url !== null && { url: entry.url }),
      ...(entry.sourceUrl !== null &&
        entry.sourceUrl !== entry.url && { external_url: entry.sourceUrl }),
      title: entry.title,
      content_html: entry.content,
      summary: entry.summary,
      date_published: entry.publishedAt,
      date_modified: entry.updatedAt,
      tags: [...entry.topics.map(({ id }) => id), ...entry.directions],
    })),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}

/** Gives when a feed last changed. */
export function findUpdated(
  entries: readonly Pick<FeedEntry, "updatedAt">[],
  { emptyAt }: Pick<FeedHead, "emptyAt">,
): Instant {
  return entries.map(({ updatedAt }) => updatedAt).reduce((a, b) => (a > b ? a : b), emptyAt);
}

function fit(entries: readonly FeedEntry[], { description }: FeedHead) {
  let left = maxFeedBytes;
  const over = entries.findIndex(({ content }) => {
    left -= new TextEncoder().encode(content).byteLength;
    return left < 0;
  });
  if (over === -1) return { kept: entries, description };
  const kept = entries.slice(0, Math.max(1, over));
  const older = toCount(entries.length - kept.length, "older entry", "older entries");
  return { kept, description: `${description} ${older} left out: the feed would be too large.` };
}

function toDate(instant: Instant): Date {
  return new Date(toMs(instant));
}
