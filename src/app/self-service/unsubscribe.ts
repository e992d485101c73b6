import type { Subscription } from "../../model/subscription.ts";
import type { SelfServiceContext } from "./context.ts";
import { findUsableToken } from "./links.ts";

/** What an unsubscribe link would end: null where that has ended already; undefined where the link does not work. */
export async function findEnding(
  context: SelfServiceContext,
  token: string,
): Promise<Subscription | null | undefined> {
  const found = await findUsableToken(context, token, "unsubscribe");
  if (found === undefined) return undefined;
  const { address, subscriptionId } = found;
  const [subscriptions, suppressions] = await Promise.all([
    context.store.listSubscriptionsOf("email", address),
    context.store.listSuppressions({ channel: "email", target: address }),
  ]);
  const isEnded = suppressions.some((one) => one.subscriptionId === subscriptionId);
  return isEnded ? null : (subscriptions.find(({ id }) => id === subscriptionId) ?? null);
}

/**
 * Ends what an unsubscribe link stands for, at once, also where it is of the operator's file; false where the link does
 * not work. Doing it again is as good: mail programs ask more than once.
 */
export async function unsubscribe(context: SelfServiceContext, token: string): Promise<boolean> {
  const found = await findUsableToken(context, token, "unsubscribe");
  if (found?.subscriptionId == null) return false;
  await context.store.endSubscription({
    channel: "email",
    target: found.address,
    subscriptionId: found.subscriptionId,
    at: context.clock.now(),
  });
  context.log.info("a reader unsubscribed", { subscriptionId: found.subscriptionId });
  return true;
}
