import { groupChanges, signChange } from "../core/history/events.ts";
import type { ChangeEvent } from "../model/change-event.ts";
import type { TermsChange } from "../model/change.ts";
import type { Digest } from "../model/digest.ts";
import type { Store } from "../ports/store.ts";

/** Events by the id of each of their changes. */
export type EventsByChange = ReadonlyMap<Digest, ChangeEvent>;

/**
 * Gives the events that changes belong to, each with all its recorded changes: the same whoever asks.
 * A change without a substantive clause belongs to none.
 */
export async function loadEvents(
  store: Store,
  changes: readonly TermsChange[],
): Promise<EventsByChange> {
  const signs = changes.flatMap(({ comparison }) => signChange(comparison.changes)?.digest ?? []);
  const events = groupChanges(await store.listSignedChanges([...new Set(signs)]));
  return new Map(events.flatMap((event) => event.changes.map(({ id }) => [id, event] as const)));
}
