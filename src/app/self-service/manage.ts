import { toSubscription } from "../../core/self-service/request.ts";
import type { SubscriptionRequest } from "../../model/access-token.ts";
import type { Subscriber } from "../../model/subscriber.ts";
import { toDefaultSubscriber } from "../../model/subscriber.ts";
import type { Subscription } from "../../model/subscription.ts";
import { createSubscriptionId } from "./confirm.ts";
import type { SelfServiceContext } from "./context.ts";
import { findUsableToken } from "./links.ts";

/** All that one address has, as its manage link shows it. */
export interface Holding {
  readonly address: string;
  readonly subscriptions: readonly (Subscription & { readonly isPaused: boolean })[];
  readonly subscriber: Subscriber;
}

export type Changing = "done" | "no-such-subscription" | "too-many";

/** More than a reader has a use for; each costs at every change. */
const maxSubscriptions = 20;

/** What a manage link shows; undefined where the link does not work (any more). */
export async function openHolding(
  context: SelfServiceContext,
  token: string,
): Promise<Holding | undefined> {
  const found = await findUsableToken(context, token, "manage");
  if (found === undefined) return undefined;
  const { address } = found;
  const { store } = context;
  const subscriptions = await store.listSubscriptionsOf("email", address);
  const suppressions = await store.listSuppressions({ channel: "email", target: address });
  const paused = new Set(suppressions.map(({ subscriptionId }) => subscriptionId));
  return {
    address,
    subscriptions: subscriptions.map((one) => ({ ...one, isPaused: paused.has(one.id) })),
    subscriber:
      (await store.findSubscriber("email", address)) ?? toDefaultSubscriber("email", address),
  };
}

/** Adds a subscription: who holds the manage link has shown that the address is theirs. */
export async function addSubscription(
  { store, secrets }: SelfServiceContext,
  { address, subscriptions }: Holding,
  request: SubscriptionRequest,
): Promise<Changing> {
  if (subscriptions.length >= maxSubscriptions) return "too-many";
  const id = createSubscriptionId(secrets);
  await store.putSubscription(toSubscription(id, address, request));
  return "done";
}

/** Changes what the form speaks of, and leaves the other filters as they are. */
export async function changeSubscription(
  { store }: SelfServiceContext,
  holding: Holding,
  id: string,
  { services, topics, directions, words, rhythm }: SubscriptionRequest,
): Promise<Changing> {
  const found = findOwn(holding, id);
  if (found === undefined) return "no-such-subscription";
  const { isPaused: _, ...before } = found;
  await store.putSubscription({ ...before, services, topics, directions, words, rhythm });
  return "done";
}

/** Keeps the subscription, and sends nothing of what it would have told until it goes on. */
export async function pauseSubscription(
  { store, clock }: SelfServiceContext,
  { address, subscriptions }: Holding,
  id: string,
): Promise<Changing> {
  if (!subscriptions.some((one) => one.id === id)) return "no-such-subscription";
  await store.putSuppression({
    channel: "email",
    target: address,
    subscriptionId: id,
    reason: "unsubscribed",
    detail: "paused by its reader",
    at: clock.now(),
  });
  return "done";
}

export async function resumeSubscription(
  { store }: SelfServiceContext,
  { address, subscriptions }: Holding,
  id: string,
): Promise<Changing> {
  if (!subscriptions.some((one) => one.id === id)) return "no-such-subscription";
  await store.removeSuppression({ channel: "email", target: address, subscriptionId: id });
  return "done";
}

/** Those of the operator's file are paused for good instead: the file is not ours to edit. */
export async function endSubscription(
  { store, clock }: SelfServiceContext,
  { address, subscriptions }: Holding,
  id: string,
): Promise<Changing> {
  if (!subscriptions.some((one) => one.id === id)) return "no-such-subscription";
  const ending = { channel: "email", target: address, subscriptionId: id } as const;
  await store.endSubscription({ ...ending, at: clock.now() });
  return "done";
}

export async function changeSettings(
  { store }: SelfServiceContext,
  subscriber: Subscriber,
): Promise<void> {
  await store.putSubscriber(subscriber);
}

/** Ends everything of an address and forgets it, the link that did so among it. */
export async function forget(
  { store, clock, log }: SelfServiceContext,
  { address }: Holding,
): Promise<void> {
  await store.forgetTarget("email", address, clock.now());
  log.info("a reader had their address forgotten");
}

/** One that a reader may edit. */
function findOwn(
  { subscriptions }: Holding,
  id: string,
): Holding["subscriptions"][number] | undefined {
  return subscriptions.find((one) => one.id === id && one.source === "database");
}
