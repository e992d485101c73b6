import { toFilterKeys } from "../../src/core/match/keys.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import type { Subscription, SubscriptionFilter } from "../../src/model/subscription.ts";
import type { Suppression } from "../../src/model/suppression.ts";
import type { SubscriptionStore } from "../../src/ports/subscription-store.ts";

/** The part of a state that subscriptions are about. */
export interface SubscriptionsState {
  /** By id and source. */
  readonly subscriptions: Map<string, Subscription>;
  readonly suppressions: ReadonlyMap<string, Suppression>;
}

interface Access<State> {
  readonly read: <T>(run: (current: State) => T) => Promise<T>;
  readonly write: <T>(run: (draft: State) => T) => Promise<T>;
}

export interface MemorySubscriptions<State> {
  readonly store: SubscriptionStore;
  /** As `listRecipients`, within a write. */
  readonly recipientsOf: (
    now: State,
    filterIds: readonly number[],
  ) => Awaited<ReturnType<SubscriptionStore["listRecipients"]>>;
}

/** The part of the memory store that knows who is told of what. */
export function createMemorySubscriptions<State extends SubscriptionsState>({
  read,
  write,
}: Access<State>): MemorySubscriptions<State> {
  const numbers = new Map<string, number>();
  const toNumber = (subscription: SubscriptionFilter): number => {
    const key = JSON.stringify(toFilter(subscription));
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  };
  const recipientsOf: MemorySubscriptions<State>["recipientsOf"] = (now, filterIds) =>
    listStanding(now)
      .filter((one) => !isSuppressed(now, one))
      .map((one) => {
        const { id, channel, target, rhythm } = one;
        return { filterId: toNumber(one), id, channel, target, rhythm };
      })
      .filter(({ filterId }) => filterIds.includes(filterId))
      .toSorted((one, other) => one.filterId - other.filterId);
  const store: SubscriptionStore = {
    putFileSubscriptions: (subscriptions) =>
      write((draft) => {
        for (const [key, { source }] of draft.subscriptions) {
          if (source === "file") draft.subscriptions.delete(key);
        }
        for (const one of subscriptions) {
          draft.subscriptions.set(`${one.id} file`, { ...one, source: "file" });
        }
      }),
    putSubscription: (subscription) =>
      write((draft) => {
        draft.subscriptions.set(`${subscription.id} ${subscription.source}`, subscription);
      }),
    removeSubscription: (id) => write((draft) => draft.subscriptions.delete(`${id} database`)),
    listSubscriptions: () => read(listStanding),
    listFilters: ({ scopes, aspects }) =>
      read((now) => {
        const filters = new Map(
          [...now.subscriptions.values()].map((one) => [toNumber(one), toFilter(one)]),
        );
        return [...filters]
          .filter(([, filter]) =>
            toFilterKeys(filter).some(
              ({ scope, aspect }) => scopes.includes(scope) && (aspects?.includes(aspect) ?? true),
            ),
          )
          .toSorted(([one], [other]) => one - other)
          .map(([filterId, filter]) => ({ filterId, filter }));
      }),
    listRecipients: (filterIds) => read((now) => recipientsOf(now, filterIds)),
  };
  return { store, recipientsOf };
}

function listStanding(state: SubscriptionsState): Subscription[] {
  return [...state.subscriptions.values()]
    .filter((one) => one.source === "file" || !state.subscriptions.has(`${one.id} file`))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function isSuppressed(state: SubscriptionsState, subscription: Subscription): boolean {
  return [...state.suppressions.values()].some(
    ({ channel, target, subscriptionId }) =>
      channel === subscription.channel &&
      target === subscription.target &&
      (subscriptionId === null || subscriptionId === subscription.id),
  );
}

function toFilter(filter: SubscriptionFilter): SubscriptionFilter {
  const names = Object.keys(wholeFilter) as (keyof SubscriptionFilter)[];
  const own = Object.fromEntries(names.map((name) => [name, filter[name]]));
  return { ...wholeFilter, ...own };
}
