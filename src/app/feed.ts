import type { Digest } from "../model/digest.ts";
import { digestOfFields } from "../model/digest.ts";
import type { Store } from "../ports/store.ts";
import type { FeedItem } from "../render/feed-entry.ts";
import type { PastQuery, PastSettings } from "./past-alerts.ts";
import { createPastAlerts } from "./past-alerts.ts";

/** Entries of one feed at most: readers keep what they have seen, and history has its own commands. */
export const maxFeedLimit = 200;

export interface FeedRequest extends PastQuery {
  /** Entries at most. */
  readonly limit: number;
}

export type FeedSettings = PastSettings;

/**
 * Gives what a subscription with that filter would have been told, newest first, one item for each event.
 * Holds few changes at a time; reads every recorded one of the time when little matches.
 */
export async function* readFeed(
  store: Store,
  { limit, ...query }: FeedRequest,
  settings: FeedSettings = {},
): AsyncGenerator<FeedItem> {
  const past = createPastAlerts(store, settings);
  let count = 0;
  if (limit < 1) return;
  for await (const event of past.events(query)) {
    const alert = await past.load(event, query.filter);
    if (alert === undefined) continue;
    yield { id: event.change.id, alert, updatedAt: event.updatedAt };
    if (++count === limit) return;
  }
}

/**
 * Gives a digest that stays while nothing that feeds are made of has changed: changes, how they are judged, the
 * names and addresses of terms. Reads no text.
 */
export async function stampHistory(store: Store): Promise<Digest> {
  const heads = await store.listChangeHeads({});
  const terms = await store.listTermsStatus();
  return digestOfFields(
    ...heads.map(({ id, judgedBy }) => `${id} ${judgedBy ?? ""}`),
    ...terms.map(({ id, serviceName, termsType, tags, urls }) =>
      JSON.stringify([id, serviceName, termsType, tags, urls]),
    ),
  );
}
