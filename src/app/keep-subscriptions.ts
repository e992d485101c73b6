import type { SubscriptionsFile } from "../core/subscription.ts";
import type { Store } from "../ports/store.ts";

/** Puts what the operator's file says of subscriptions, and of when each target may be written to, in force. */
export async function keepSubscriptions(
  store: Store,
  { subscriptions, subscribers }: SubscriptionsFile,
): Promise<void> {
  await store.putFileSubscribers(subscribers);
  await store.putFileSubscriptions(subscriptions);
}
