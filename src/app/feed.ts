import { signChange } from "../core/history/events.ts";
import type { Matcher } from "../core/match/matcher.ts";
import { createMatcher } from "../core/match/matcher.ts";
import type { ChangeHead, TermsChange } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import { digestOfFields } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { Notification } from "../model/notification.ts";
import { createNotification } from "../model/notification.ts";
import type { SubscriptionFilter } from "../model/subscription.ts";
import type { Terms } from "../model/terms.ts";
import type { Store } from "../ports/store.ts";
import { createAlert } from "../render/alert.ts";
import type { FeedItem } from "../render/feed-entry.ts";
import { createAlertLoader } from "./load-alert.ts";
import { loadEvents } from "./load-events.ts";

/** Entries of one feed at most: readers keep what they have seen, and history has its own commands. */
export const maxFeedLimit = 200;

export interface FeedRequest {
  readonly filter: SubscriptionFilter;
  /** Seen then or later; null: ever. */
  readonly since: Instant | null;
  /** Entries at most. */
  readonly limit: number;
}

export interface FeedSettings {
  readonly permalinkOf?: (changeId: Digest) => string | null;
}

/** A change that the filter let through. */
interface Matched {
  readonly change: TermsChange;
  readonly notification: Notification;
}

/**
 * Gives what a subscription with that filter would have been told, newest first, one item for each event:
 * the same change of several documents is one, unless the filter lets more of one through than of another.
 * Holds few changes at a time; reads every recorded one of the time when little matches.
 */
export async function* readFeed(
  store: Store,
  { filter, since, limit }: FeedRequest,
  settings: FeedSettings = {},
): AsyncGenerator<FeedItem> {
  const terms = new Map((await store.listTermsStatus()).map((each) => [each.id, each]));
  const match = createMatch(filter, terms, createMatcher());
  const told = new Set<Digest>();
  for (const head of await listHeads(store, since)) {
    if (told.size >= limit) return;
    const own = terms.get(head.termsId);
    if (own === undefined || !isAbout(filter, own)) continue;
    const matched = match(await store.findChange(head.id));
    if (matched === undefined) continue;
    const events = await loadEvents(store, [matched.change]);
    const group = [matched];
    if (toSaid(matched) !== null) {
      const others = (events.get(head.id)?.changes ?? []).filter(({ id }) => id !== head.id);
      for (const { id } of others) {
        const other = match(await store.findChange(id));
        if (other && toSaid(other) === toSaid(matched)) group.push(other);
      }
    }
    const [lead = matched] = group.toSorted((one, other) => newestFirst(other.change, one.change));
    if (told.has(lead.change.id)) continue;
    const alert = await createAlertLoader(store, { ...settings, events })(lead.notification);
    if (alert?.kind !== "change") continue;
    told.add(lead.change.id);
    const { kind: _kind, chosen: _chosen, ...fields } = alert;
    yield {
      id: lead.change.id,
      alert: createAlert({ ...fields, asked: filter }),
      updatedAt: matched.change.detectedAt,
    };
  }
}

/** What was recorded, newest first. */
async function listHeads(store: Store, since: Instant | null): Promise<readonly ChangeHead[]> {
  return (await store.listChangeHeads(since === null ? {} : { since })).toSorted(newestFirst);
}

/** Whether anything of these terms can be asked for: what cannot need not be read. */
function isAbout({ services, documents }: SubscriptionFilter, terms: Terms): boolean {
  return (
    (services.length === 0 || services.includes(terms.serviceId)) &&
    (documents.length === 0 || documents.includes(terms.id))
  );
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

/** Gives what the filter lets through of a change; undefined where it is not asked for. */
function createMatch(
  filter: SubscriptionFilter,
  terms: ReadonlyMap<string, Terms>,
  matcher: Matcher,
): (change: TermsChange | undefined) => Matched | undefined {
  return (change) => {
    const own = change && terms.get(change.termsId);
    const changeIndexes = own && matcher.match(change, own, [filter])[0];
    if (!changeIndexes) return undefined;
    const notification = createNotification({
      subject: "change",
      subjectId: change.id,
      // No subscription has a slash in its id.
      subscriptionId: "feed/",
      channel: "console",
      target: "",
      changeIndexes,
      createdAt: change.detectedAt,
    });
    return { change, notification };
  };
}

/** What is told of a change, in so far as documents can have it in common; null where that is not all. */
function toSaid({ change, notification }: Matched): Digest | null {
  const { comparison, reversalOf } = change;
  const chosen = notification.changeIndexes.flatMap((at) => comparison.changes[at] ?? []);
  const isWholeText = comparison.replaced || reversalOf !== null;
  if (isWholeText || chosen.some(({ materiality }) => materiality !== "substantive")) return null;
  return signChange(chosen)?.digest ?? null;
}

type Seen = Pick<ChangeHead, "id" | "detectedAt">;

function newestFirst(one: Seen, other: Seen): number {
  if (one.detectedAt !== other.detectedAt) return one.detectedAt < other.detectedAt ? 1 : -1;
  return one.id < other.id ? -1 : +(one.id > other.id);
}
