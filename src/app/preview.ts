import { nextDigestAt } from "../core/delivery/digest-times.ts";
import type { Instant } from "../model/instant.ts";
import { addMs } from "../model/instant.ts";
import type { Subscriber } from "../model/subscriber.ts";
import type { Rhythm } from "../model/subscription.ts";
import type { Store } from "../ports/store.ts";
import type { Alert } from "../render/alert.ts";
import type { PastQuery, PastSettings } from "./past-alerts.ts";
import { createPastAlerts } from "./past-alerts.ts";

/** How far a preview looks back where nothing is said of it. */
export const previewMs = 365 * 86_400_000;

/** A subscription as it would have been in a stretch of the past. */
export interface PreviewQuery extends PastQuery {
  readonly since: Instant;
  readonly until: Instant;
  readonly rhythm: Rhythm;
  /** By whose clock digests are due. */
  readonly subscriber: Pick<Subscriber, "timeZone" | "digestAt" | "digestDay">;
  /** Alerts that are read whole; the rest is counted. */
  readonly limit: number;
}

export interface Preview<T> {
  readonly since: Instant;
  readonly until: Instant;
  /** How often it would have alerted. */
  readonly alertCount: number;
  /** In how many messages, what is over in one digest being one. */
  readonly messageCount: number;
  /** What was read of the alerts, newest first. */
  readonly alerts: readonly T[];
  /** When the earliest change that is recorded of anything was seen: before that nothing can be said; null for none. */
  readonly recordedSince: Instant | null;
}

/** The last twelve months. */
export function lastYear(now: Instant): Pick<PreviewQuery, "since" | "until"> {
  return { since: addMs(now, -previewMs), until: now };
}

/**
 * Gives what a subscription would have told over recorded history; sends nothing, records nothing. Quiet hours and caps
 * are not looked at: they move alerts, and leave none out.
 * @param read what is to be kept of each alert; an alert itself may come to megabytes
 */
export async function previewHistory<T>(
  store: Store,
  { rhythm, subscriber, limit, ...query }: PreviewQuery,
  read: (alert: Alert) => T,
  settings: PastSettings = {},
): Promise<Preview<T>> {
  const past = createPastAlerts(store, settings);
  const digests = new Set<Instant>();
  const alerts: T[] = [];
  let alertCount = 0;
  for await (const event of past.events(query)) {
    alertCount += 1;
    if (rhythm !== "instant")
      digests.add(nextDigestAt(subscriber, rhythm, event.change.detectedAt));
    if (alertCount > limit) continue;
    const alert = await past.load(event, query.filter);
    if (alert !== undefined) alerts.push(read(alert));
  }
  return {
    since: query.since,
    until: query.until,
    alertCount,
    messageCount: rhythm === "instant" ? alertCount : digests.size,
    alerts,
    recordedSince: await findStart(store),
  };
}

async function findStart(store: Store): Promise<Instant | null> {
  const [first] = (await store.listChangeHeads({})).map(({ detectedAt }) => detectedAt).toSorted();
  return first ?? null;
}
