import type { Subscription } from "../model/subscription.ts";

/** The part of a store that knows who is told of what. */
export interface SubscriptionStore {
  /** Replaces all subscriptions of source `file` by these. */
  putFileSubscriptions(subscriptions: readonly Subscription[]): Promise<void>;
  putSubscription(subscription: Subscription): Promise<void>;
  /** False when there was none of that id in the database. */
  removeSubscription(id: string): Promise<boolean>;
  /** By id; one of the file stands before one of the database with the same id. */
  listSubscriptions(): Promise<readonly Subscription[]>;
}
