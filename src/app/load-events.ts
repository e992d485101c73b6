import { groupChanges, signChange } from "../core/history/events.ts";
import type { ChangeEvent } from "../model/change-event.ts";
import type { TermsChange } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import type { Store } from "../ports/store.ts";
import { createVariants } from "./load-variants.ts";

/** Events by the id of each of their changes. */
export type EventsByChange = ReadonlyMap<Digest, ChangeEvent>;

/**
 * Gives the events that changes belong to, each with all its recorded changes, in whatever language: the same whoever
 * asks. A change without a substantive clause belongs to none, unless it is the translation of one that has some.
 */
export async function loadEvents(
  store: Store,
  changes: readonly TermsChange[],
): Promise<EventsByChange> {
  const byWords = await loadWordEvents(store, changes);
  const variants = createVariants(store, async (change) =>
    (await loadWordEvents(store, [change])).get(change.id),
  );
  const events = new Map<Digest, ChangeEvent>();
  for (const change of changes) {
    if (events.has(change.id)) continue;
    const event = byWords.get(change.id);
    const joined = await (event ? variants.join(event) : variants.find(change));
    for (const { id } of joined?.changes ?? []) if (joined) events.set(id, joined);
  }
  return events;
}

/** By the words alone. */
async function loadWordEvents(
  store: Store,
  changes: readonly TermsChange[],
): Promise<EventsByChange> {
  const signs = changes.flatMap(({ comparison }) => signChange(comparison.changes)?.digest ?? []);
  const events = groupChanges(await store.listSignedChanges([...new Set(signs)]));
  return new Map(events.flatMap((event) => event.changes.map(({ id }) => [id, event] as const)));
}
