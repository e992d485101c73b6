import type { DeliveryPlan } from "../core/delivery/plan-delivery.ts";
import { isKnownZone } from "../core/delivery/local-time.ts";
import { planDelivery } from "../core/delivery/plan-delivery.ts";
import type { Instant } from "../model/instant.ts";
import { addMs } from "../model/instant.ts";
import type { ClaimedNotification, HoldReason } from "../model/notification.ts";
import type { Subscriber } from "../model/subscriber.ts";
import type { Channel } from "../model/subscription.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Store } from "../ports/store.ts";
import type { Turn } from "./turns.ts";
import { listSettled } from "./turns.ts";

export interface HoldContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly channel: Channel;
}

const hourMs = 3_600_000;

export type SubscriberReader = (target: string) => Promise<Subscriber>;

/**
 * Gives the settings of targets as they were when they were first asked for. One whose time zone is not known is told
 * by UTC, and the log says so: nobody else waits for it to be mended.
 */
export function createSubscriberReader({ store, channel, log }: HoldContext): SubscriberReader {
  const known = new Map<string, Promise<Subscriber>>();
  const read = async (target: string): Promise<Subscriber> => {
    const subscriber = await store.findSubscriber(channel, target);
    if (isKnownZone(subscriber.timeZone)) return subscriber;
    const { timeZone } = subscriber;
    log.error("a subscriber's time zone is not known: UTC is taken", { channel, timeZone });
    return { ...subscriber, timeZone: "UTC" };
  };
  return (target) => {
    const found = known.get(target) ?? read(target);
    known.set(target, found);
    return found;
  };
}

/**
 * Holds what is not to go out now whatever the cap, in as few writes as there are times, and gives the rest. A digest
 * goes out whole, with what was written since it was due; and what the same change owes a target by several
 * subscriptions goes out as soon as one of them may.
 */
export async function holdBack(
  run: HoldContext,
  claimed: readonly ClaimedNotification[],
  subscribers: SubscriberReader,
): Promise<readonly ClaimedNotification[]> {
  const now = run.clock.now();
  const plans: Planned[] = [];
  for (const notification of claimed) {
    const subscriber = await subscribers(notification.target);
    plans.push({ notification, plan: planDelivery({ notification, subscriber, sentAt: [], now }) });
  }
  const digests = new Set(
    plans.flatMap(({ notification, plan }) => (plan.kind === "send" ? toDigest(notification) : [])),
  );
  const stories = new Set(
    plans
      .filter(
        ({ notification, plan }) =>
          plan.kind === "send" || toDigest(notification).some((digest) => digests.has(digest)),
      )
      .map(({ notification }) => toStory(notification)),
  );
  const isDue = (notification: ClaimedNotification) => stories.has(toStory(notification));
  const held = plans.filter(({ notification }) => !isDue(notification));
  await hold(run, held.flatMap(toHeld));
  return claimed.filter(isDue);
}

/** A name of the digest that tells of it; none for one that is told at once. */
function toDigest({ target, subscriptionId, rhythm }: ClaimedNotification): readonly string[] {
  return rhythm === "instant" ? [] : [JSON.stringify([target, subscriptionId])];
}

/** A name of what is told: a change by its target, an incident by itself. */
function toStory({ id, target, subject, subjectId }: ClaimedNotification): string {
  return subject === "change" ? JSON.stringify([target, subjectId]) : id;
}

/**
 * Holds a turn that the target's cap has no room for, or that quiet hours have overtaken since it was claimed; false
 * where it may go out.
 */
export async function holdTurn(
  run: HoldContext,
  turn: Turn,
  subscriber: Subscriber,
): Promise<boolean> {
  if (turn.kind === "incidents") return false;
  const { store, channel, clock } = run;
  const now = clock.now();
  const sentAt =
    subscriber.maxPerHour === null
      ? []
      : await store.listSendTimes(channel, subscriber.target, addMs(now, -hourMs));
  const plans = listSettled(turn).map((notification): Planned => {
    return { notification, plan: planDelivery({ notification, subscriber, sentAt, now }) };
  });
  if (plans.some(({ plan }) => plan.kind === "send")) return false;
  await hold(run, plans.flatMap(toHeld));
  return true;
}

interface Planned {
  readonly notification: ClaimedNotification;
  readonly plan: DeliveryPlan;
}

interface Held {
  readonly notification: ClaimedNotification;
  readonly why: HoldReason;
  readonly until: Instant;
}

function toHeld({ notification, plan }: Planned): readonly Held[] {
  return plan.kind === "hold" ? [{ notification, why: plan.why, until: plan.until }] : [];
}

async function hold({ store, log }: HoldContext, held: readonly Held[]): Promise<void> {
  const groups = Map.groupBy(held, ({ why, until }) => `${why} ${until}`);
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { why, until } = first;
    const notifications = group.map(({ notification }) => notification);
    await store.holdNotifications(notifications, why, until);
    log.debug("notifications are held", { why, until, count: group.length });
  }
}
