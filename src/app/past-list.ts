import { signTold } from "../core/history/events.ts";
import type { ChangeEvent } from "../model/change-event.ts";
import type { TermsChange } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import { createNotification } from "../model/notification.ts";
import type { SubscriptionFilter } from "../model/subscription.ts";
import type { HistoryStamp } from "../ports/history-stamp.ts";
import type { Store } from "../ports/store.ts";
import type { Alert, SameChange } from "../render/alert.ts";
import { createAlert } from "../render/alert.ts";
import type { ChangeOutlines, OutlinedHistory } from "./change-outlines.ts";
import { newestFirst } from "./change-order.ts";
import type { PastEvent, PastQuery } from "./past-alerts.ts";
import { createPastAlerts } from "./past-alerts.ts";

/** Lists of what was recorded, as `PastAlerts` gives them event by event; whole, and without reading history for each. */
export interface PastList {
  /** All events that are asked for, newest first, each with its change in outline at least. Reads history where words or patterns are asked for, else next to nothing. */
  list(query: PastQuery): Promise<readonly PastEvent[]>;
  /** Gives the alert of an event; undefined where its change or terms is gone. Reads the change. */
  load(event: PastEvent, filter: SubscriptionFilter): Promise<Alert | undefined>;
}

/** A change may come to megabytes; the longest page shows some dozens. */
const mostKept = 100;

export function createPastList(store: Store & HistoryStamp, outlines: ChangeOutlines): PastList {
  const find = createKeeper(store);
  return {
    async list(query) {
      const history = await outlines.read();
      return asksForText(query.filter)
        ? listByText(store, query)
        : listByOutline(history, query, find);
    },
    async load({ change: { id }, notification }, filter) {
      const history = await outlines.read();
      const outline = history.byId.get(id);
      const change = outline && (await find(outline.change));
      const terms = change && history.terms.get(change.termsId);
      if (change === undefined || terms === undefined) return undefined;
      return createAlert({
        notification,
        terms,
        change,
        asked: filter,
        beforeSeenAt: outline?.beforeSeenAt ?? change.detectedAt,
        reversedToSeenAt: outline?.reversedToSeenAt ?? null,
        permalink: null,
        threadStartId: null,
        mailDomain: "clausewatch.invalid",
        alsoIn: listSame(history, id),
      });
    },
  };
}

/** Words stand in no outline. */
function asksForText({ words, pattern, clauseWatch }: SubscriptionFilter): boolean {
  return words.length > 0 || pattern !== null || clauseWatch.length > 0;
}

async function listByText(store: Store, query: PastQuery): Promise<readonly PastEvent[]> {
  const events: PastEvent[] = [];
  for await (const event of createPastAlerts(store).events(query)) events.push(event);
  return events;
}

type Matched = Pick<PastEvent, "change" | "notification">;

/** As `PastAlerts` does it, change by change; only those that share an event are read, to see whether they say the same. */
async function listByOutline(
  { changes, byId, events, terms, matcher }: OutlinedHistory,
  { filter, since, until }: PastQuery,
  find: (outlined: TermsChange) => Promise<TermsChange | undefined>,
): Promise<readonly PastEvent[]> {
  const match = (change: TermsChange | undefined): Matched | undefined => {
    const own = change && terms.get(change.termsId);
    const changeIndexes = own && matcher.match(change, own, [filter])[0];
    return changeIndexes
      ? { change, notification: toNotification(change, changeIndexes) }
      : undefined;
  };
  const toSaid = async ({ change, notification }: Matched, event: ChangeEvent) => {
    const whole = await find(change);
    return whole === undefined ? null : signTold(whole, notification.changeIndexes, event);
  };
  const listed: PastEvent[] = [];
  const told = new Set<Digest>();
  for (const { change } of changes) {
    const { id, detectedAt } = change;
    if (since !== null && detectedAt < since) break;
    if ((until !== undefined && detectedAt >= until) || told.has(id)) continue;
    const matched = match(change);
    if (matched === undefined) continue;
    const group = [matched];
    const event = events.get(id);
    const said = event && (await toSaid(matched, event));
    if (event && said != null)
      for (const other of event.changes) {
        const one = other.id === id ? undefined : match(byId.get(other.id)?.change);
        if (one && (await toSaid(one, event)) === said) group.push(one);
      }
    const [lead = matched] = group.toSorted((one, other) => newestFirst(other.change, one.change));
    if (told.has(lead.change.id)) continue;
    for (const one of group) told.add(one.change.id);
    listed.push({ ...lead, updatedAt: detectedAt, lastId: id });
  }
  return listed;
}

/** Nobody is notified: it only says which clauses are asked for. */
function toNotification({ id, detectedAt }: TermsChange, changeIndexes: readonly number[]) {
  return createNotification({
    subject: "change",
    subjectId: id,
    // No subscription has a slash in its id.
    subscriptionId: "past/",
    channel: "console",
    target: "",
    changeIndexes,
    createdAt: detectedAt,
  });
}

function listSame({ events, terms }: OutlinedHistory, id: Digest): readonly SameChange[] {
  return (events.get(id)?.changes ?? []).flatMap((other) => {
    const own = terms.get(other.termsId);
    if (other.id === id || own === undefined) return [];
    return [{ terms: own, changeId: other.id, detectedAt: other.detectedAt }];
  });
}

/** Reads each change once while it is among the last asked for, as it is judged now. */
function createKeeper(store: Store): (outlined: TermsChange) => Promise<TermsChange | undefined> {
  const kept = new Map<string, Promise<TermsChange | undefined>>();
  return (outlined) => {
    const key = `${outlined.id} ${outlined.comparison.judgedBy ?? ""}`;
    const found = kept.get(key) ?? store.findChange(outlined.id);
    kept.delete(key);
    kept.set(key, found);
    found.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return found;
  };
}
