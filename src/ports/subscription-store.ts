import type { ChangeKeys } from "../model/filter-key.ts";
import type { Recipient, StoredFilter, Subscription } from "../model/subscription.ts";

/** The part of a store that knows who is told of what. */
export interface SubscriptionStore {
  /** Replaces all subscriptions of source `file` by these. */
  putFileSubscriptions(subscriptions: readonly Subscription[]): Promise<void>;
  putSubscription(subscription: Subscription): Promise<void>;
  /** False when there was none of that id in the database. */
  removeSubscription(id: string): Promise<boolean>;
  /** By id; one of the file stands before one of the database with the same id. */
  listSubscriptions(): Promise<readonly Subscription[]>;
  /**
   * The filters of all subscriptions that have one of these keys, each once, by their number: every filter that lets
   * the change through is among them, and some are that do not.
   */
  listFilters(keys: ChangeKeys): Promise<readonly StoredFilter[]>;
  /**
   * Who has subscribed by these filters, by filter and id; without those whose target is suppressed, for that
   * subscription or for all. One of the file stands before one of the database with the same id.
   */
  listRecipients(
    filterIds: readonly number[],
  ): Promise<readonly (Recipient & { readonly filterId: number })[]>;
}
