import { signTold } from "../core/history/events.ts";
import type { Matcher } from "../core/match/matcher.ts";
import { createMatcher } from "../core/match/matcher.ts";
import type { ChangeEvent } from "../model/change-event.ts";
import type { TermsChange } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { Notification } from "../model/notification.ts";
import { createNotification } from "../model/notification.ts";
import type { SubscriptionFilter } from "../model/subscription.ts";
import type { Terms } from "../model/terms.ts";
import type { Store } from "../ports/store.ts";
import type { Alert } from "../render/alert.ts";
import { createAlert } from "../render/alert.ts";
import type { ChangeSource } from "./change-source.ts";
import { createChangeSource } from "./change-source.ts";
import { newestFirst } from "./change-order.ts";
import { createAlertLoader } from "./load-alert.ts";

/** What of recorded history is asked for. */
export interface PastQuery {
  readonly filter: SubscriptionFilter;
  /** Seen then or later; null: ever. */
  readonly since: Instant | null;
  /** Seen earlier; absent: until now. */
  readonly until?: Instant;
}

/** What one alert would have been about: the same change of one or several documents. */
export interface PastEvent {
  /** Of the document that it was seen in first. */
  readonly change: TermsChange;
  readonly notification: Notification;
  /** When the last of the documents was seen to share it. */
  readonly updatedAt: Instant;
  /** The one that was seen last: lists are parted at it. */
  readonly lastId: Digest;
}

/** Reads recorded history as a subscription would have been told of it. */
export interface PastAlerts {
  /**
   * Newest first, one for each event: the same change of several documents is one, unless the filter lets more of one
   * through than of another. Reads every change of the time when little matches; holds few.
   */
  events(query: PastQuery): AsyncGenerator<PastEvent>;
  /** Gives the alert of an event; undefined where its texts are gone from the store. */
  load(event: PastEvent, filter: SubscriptionFilter): Promise<Alert | undefined>;
}

export interface PastSettings {
  readonly permalinkOf?: (changeId: Digest) => string | null;
  /** Whether alerts name the sentence that a clause completes, which takes a reading of its text. @default false */
  readonly hasLeadIns?: boolean;
}

/** Gives what reads the past of a store; changes that it has read last it knows, so that `load` reads little. */
export function createPastAlerts(store: Store, settings: PastSettings = {}): PastAlerts {
  const source = createChangeSource(store);
  const loadAlert = createAlertLoader(source.store, {
    ...settings,
    findEvent: (id) => source.findEvent(id),
    ...(settings.hasLeadIns && { findLeadIns: source.findLeadIns }),
  });
  return {
    events: (query) => readEvents(store, source, query),
    async load({ notification }, filter) {
      const alert = await loadAlert(notification);
      if (alert?.kind !== "change") return undefined;
      const { kind: _kind, chosen: _chosen, ...fields } = alert;
      return createAlert({ ...fields, asked: filter });
    },
  };
}

async function* readEvents(
  store: Store,
  source: ChangeSource,
  { filter, since, until }: PastQuery,
): AsyncGenerator<PastEvent> {
  const terms = new Map((await store.listTermsStatus()).map((each) => [each.id, each]));
  const match = createMatch(filter, terms, createMatcher());
  const told = new Set<Digest>();
  const heads = await store.listChangeHeads({
    ...(since !== null && { since }),
    ...(until !== undefined && { until }),
  });
  for (const head of heads.toSorted(newestFirst)) {
    const own = terms.get(head.termsId);
    if (own === undefined || told.has(head.id) || !isAbout(filter, own)) continue;
    const matched = match((await source.find(head.id))?.change);
    if (matched === undefined) continue;
    const group = [matched];
    const event = toSaid(matched) === null ? undefined : await source.findEvent(head.id);
    for (const { id } of event?.changes ?? []) {
      const other = id === head.id ? undefined : match((await source.find(id))?.change);
      if (other && toSaid(other, event) === toSaid(matched, event)) group.push(other);
    }
    const [lead = matched] = group.toSorted((one, other) => newestFirst(other.change, one.change));
    if (told.has(lead.change.id)) continue;
    for (const { change } of group) told.add(change.id);
    yield { ...lead, updatedAt: matched.change.detectedAt, lastId: matched.change.id };
  }
}

/** A change that the filter let through. */
type Matched = Pick<PastEvent, "change" | "notification">;

/** Whether anything of these terms can be asked for: what cannot need not be read. */
function isAbout(filter: SubscriptionFilter, terms: Terms): boolean {
  const { services, documents, termsTypes, tags } = filter;
  return (
    (services.length === 0 || services.includes(terms.serviceId)) &&
    (documents.length === 0 || documents.includes(terms.id)) &&
    (termsTypes.length === 0 || termsTypes.some((type) => type === terms.termsType)) &&
    (tags.length === 0 || tags.some((tag) => terms.tags.includes(tag)))
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
      subscriptionId: "past/",
      channel: "console",
      target: "",
      changeIndexes,
      createdAt: change.detectedAt,
    });
    return { change, notification };
  };
}

function toSaid({ change, notification }: Matched, event?: ChangeEvent): Digest | null {
  return signTold(change, notification.changeIndexes, event);
}
