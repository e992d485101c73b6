import { setImmediate } from "node:timers/promises";
import type { OutlinedHistory } from "../../app/change-outlines.ts";
import type { Digest } from "../../model/digest.ts";
import type { SubscriptionFilter } from "../../model/subscription.ts";
import type { Store } from "../../ports/store.ts";
import type { PlacedOutline } from "../../render/change-outline.ts";

/** What words and patterns find in changes, kept while history stands: reading all of it takes a second. */
export interface TextMatches {
  /** Gives the clause changes that a filter asks for, most important first; null where it does not ask for the change. */
  match(
    history: OutlinedHistory,
    outline: PlacedOutline,
    filter: SubscriptionFilter,
  ): Promise<readonly number[] | null>;
}

/** Each some hundred kilobytes at most. */
const mostFilters = 32;

type Found = Map<Digest, readonly number[] | null>;

export function createTextMatches(store: Pick<Store, "findChange">): TextMatches {
  const kept = new WeakMap<OutlinedHistory["changes"], Map<string, Found>>();

  function findKept({ changes }: OutlinedHistory, filter: SubscriptionFilter): Found {
    const byFilter = kept.get(changes) ?? new Map<string, Found>();
    kept.set(changes, byFilter);
    const key = JSON.stringify(filter);
    const found = byFilter.get(key) ?? new Map<Digest, readonly number[] | null>();
    // The one that was asked for last stands last.
    byFilter.delete(key);
    byFilter.set(key, found);
    const [oldest] = byFilter.keys();
    if (byFilter.size > mostFilters && oldest !== undefined) byFilter.delete(oldest);
    return found;
  }

  return {
    async match(history, { change: { id, termsId } }, asked) {
      // Which documents are meant has been asked of the outline, and names may change without a change.
      const filter = { ...asked, services: [], termsTypes: [], documents: [], tags: [] };
      const found = findKept(history, filter);
      const known = found.get(id);
      if (known !== undefined) return known;
      // Reading thousands of changes must not keep all others waiting.
      await setImmediate();
      const whole = await store.findChange(id);
      const terms = history.terms.get(termsId);
      const matched = whole && terms && history.matcher.match(whole, terms, [filter])[0];
      found.set(id, matched ?? null);
      return matched ?? null;
    },
  };
}
