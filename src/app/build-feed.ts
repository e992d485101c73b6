import { digestOfFields } from "../model/digest.ts";
import { assertNever } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import { toInstant } from "../model/instant.ts";
import type { Store } from "../ports/store.ts";
import { toAsked } from "../render/asked.ts";
import type { CalendarDay } from "../render/calendar-days.ts";
import { toCalendarDays } from "../render/calendar-days.ts";
import { renderCalendar } from "../render/calendar.ts";
import type { FeedEntry } from "../render/feed-entry.ts";
import { toFeedEntry } from "../render/feed-entry.ts";
import type { FeedHead } from "../render/feed.ts";
import { findUpdated, renderAtom, renderJsonFeed } from "../render/feed.ts";
import type { FeedRequest, FeedSettings } from "./feed.ts";
import { readFeed } from "./feed.ts";

export const feedFormats = ["atom", "json", "ics"] as const;
export type FeedFormat = (typeof feedFormats)[number];

export interface FeedOptions extends FeedSettings {
  /** Where the feed is published; null where nobody knows. */
  readonly selfUrl: string | null;
  /** The site that it belongs to; null for none. */
  readonly homeUrl: string | null;
}

export interface BuiltFeed {
  readonly text: string;
  /** When what it says last changed; `since`, or the beginning of time, for an empty one. */
  readonly updatedAt: Instant;
  /** Entries, or days of a calendar. */
  readonly count: number;
}

/**
 * Gives a feed as text: the same history and request give the same bytes.
 * @throws {StoreError} when history cannot be read
 */
export async function buildFeed(
  store: Store,
  format: FeedFormat,
  request: FeedRequest,
  options: FeedOptions,
): Promise<BuiltFeed> {
  const entries: FeedEntry[] = [];
  const days: CalendarDay[] = [];
  // A calendar quotes no clause.
  const settings = { ...options, hasLeadIns: format !== "ics" };
  for await (const item of readFeed(store, request, settings)) {
    if (format === "ics") days.push(...toCalendarDays(item));
    else entries.push(toFeedEntry(item));
  }
  const head = toHead(request, options);
  switch (format) {
    case "atom":
      return toBuilt(renderAtom(entries, head), entries, head);
    case "json":
      return toBuilt(renderJsonFeed(entries, head), entries, head);
    case "ics":
      return toBuilt(renderCalendar(days, head), days, head);
    default:
      return assertNever(format);
  }
}

function toBuilt(
  text: string,
  parts: readonly Pick<FeedEntry, "updatedAt">[],
  head: FeedHead,
): BuiltFeed {
  return { text, updatedAt: findUpdated(parts, head), count: parts.length };
}

function toHead({ filter, since, until, limit }: FeedRequest, options: FeedOptions): FeedHead {
  const asked = toAsked(filter);
  const { selfUrl, homeUrl } = options;
  const from = since === null ? "" : ` since ${since.slice(0, 10)}`;
  const to = until === undefined ? "" : ` before ${until.slice(0, 10)}`;
  return {
    id: `urn:clausewatch:feed:${digestOfFields(JSON.stringify(filter), homeUrl ?? "")}`,
    title: `Clausewatch: ${asked}`,
    description: `Clause by clause, what AI providers changed in their terms${from}${to}: ${asked}. The newest ${limit} at most; judged by published rules, read the clause before you act.`,
    selfUrl,
    homeUrl,
    emptyAt: since ?? toInstant(0),
  };
}
