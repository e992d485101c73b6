import { signChange } from "../core/history/events.ts";
import type { TermsChange } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import type { ClaimedNotification } from "../model/notification.ts";
import type { Store } from "../ports/store.ts";
import { loadEvents } from "./load-events.ts";

/** What one message is made of. */
export type Turn = readonly [ClaimedNotification, ...ClaimedNotification[]];

/** More incidents than this for one operator at a time are told in one message. */
const mostIncidentsAlone = 3;
/** And at most so many in one: Slack takes fifty blocks a message. */
const mostIncidentsTogether = 40;

/**
 * Gives the messages that a queue comes to, in its order: one for each notification, but one for an operator's many
 * incidents, and one for each event that a subscription hears of, where the first of them stands.
 */
export async function toTurns(
  store: Store,
  queue: readonly ClaimedNotification[],
): Promise<readonly Turn[]> {
  const events = await findEvents(store, queue);
  const incidents = Map.groupBy(queue.filter(isIncident), ({ target }) => target);
  const told = Map.groupBy(queue, ({ id }) => events.get(id));
  return queue.flatMap((claimed): Turn[] => {
    if (!isIncident(claimed)) {
      const event = events.get(claimed.id);
      const [first, ...others] = event === undefined ? [claimed] : (told.get(event) ?? []);
      return first === claimed ? [[claimed, ...others]] : [];
    }
    const group = incidents.get(claimed.target) ?? [];
    if (group.length <= mostIncidentsAlone) return [[claimed]];
    const place = group.indexOf(claimed);
    if (place % mostIncidentsTogether !== 0) return [];
    return [[claimed, ...group.slice(place + 1, place + mostIncidentsTogether)]];
  });
}

function isIncident({ subject }: ClaimedNotification): boolean {
  return subject !== "change";
}

/**
 * For each notification that tells no more than others of the same event, a name that they share. One whose reader
 * asked for more of it than the others say, or who is to hear of a whole text, has none: it is told by itself.
 */
async function findEvents(
  store: Store,
  queue: readonly ClaimedNotification[],
): Promise<ReadonlyMap<Digest, string>> {
  const named = new Map<Digest, string>();
  const byReader = Map.groupBy(
    queue.filter((claimed) => !isIncident(claimed)),
    ({ subscriptionId, channel, target }) => JSON.stringify([subscriptionId, channel, target]),
  );
  for (const [reader, several] of byReader) {
    if (several.length < 2) continue;
    const changes = new Map<Digest, TermsChange>();
    for (const { subjectId } of several) {
      const change = await store.findChange(subjectId);
      if (change) changes.set(subjectId, change);
    }
    const events = await loadEvents(store, [...changes.values()]);
    for (const claimed of several) {
      const change = changes.get(claimed.subjectId);
      const event = events.get(claimed.subjectId);
      const said = change && toSaid(claimed, change);
      if (event && said) named.set(claimed.id, `${reader} ${event.id} ${said}`);
    }
  }
  return named;
}

/** What the notification will say, in so far as documents can have it in common; null where that is not all. */
function toSaid(
  { changeIndexes }: ClaimedNotification,
  { comparison, reversalOf }: TermsChange,
): Digest | null {
  const chosen = changeIndexes.flatMap((index) => comparison.changes[index] ?? []);
  const isWholeText = comparison.replaced || reversalOf !== null;
  if (isWholeText || chosen.some(({ materiality }) => materiality !== "substantive")) return null;
  return signChange(chosen)?.digest ?? null;
}
