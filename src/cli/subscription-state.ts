import { checkEndpoints } from "../core/endpoints.ts";
import type { Subscription } from "../model/subscription.ts";
import type { SubscriptionState } from "../render/subscription-line.ts";
import type { Services } from "./context.ts";

/** Gives a subscription with all that decides whether and when it is told. */
export async function readState(
  { store, notifiers, settings }: Services,
  subscription: Subscription,
): Promise<SubscriptionState> {
  const { id, channel, target } = subscription;
  const suppressions = await store.listSuppressions({ channel, target });
  return {
    subscription,
    subscriber: await store.findSubscriber(channel, target),
    suppressions: suppressions.filter(
      ({ subscriptionId }) => subscriptionId === null || subscriptionId === id,
    ),
    isReachable:
      notifiers.has(channel) && checkEndpoints([subscription], settings.endpoints).length === 0,
  };
}
