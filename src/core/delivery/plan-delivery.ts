import type { Instant } from "../../model/instant.ts";
import { addMs } from "../../model/instant.ts";
import type { ClaimedNotification, HoldReason } from "../../model/notification.ts";
import type { Subscriber } from "../../model/subscriber.ts";
import { nextDigestAt } from "./digest-times.ts";
import { quietUntil } from "./quiet-hours.ts";

const hourMs = 3_600_000;

export type DeliveryPlan =
  | { readonly kind: "send" }
  | { readonly kind: "hold"; readonly why: HoldReason; readonly until: Instant };

export interface DeliveryFacts {
  readonly notification: Pick<
    ClaimedNotification,
    "subscriptionId" | "rhythm" | "hold" | "createdAt"
  >;
  readonly subscriber: Subscriber;
  /** When the target took each message of the last hour, the oldest first. */
  readonly sentAt: readonly Instant[];
  readonly now: Instant;
}

/** Operators hear of incidents at once and at any hour. */
export function isForOperators({
  subscriptionId,
}: Pick<ClaimedNotification, "subscriptionId">): boolean {
  return subscriptionId.startsWith("operators/");
}

/**
 * Gives whether a notification that is due may go out now, or until when it is held and why.
 *
 * One whose subscription is told of a day or a week together is held until the first digest after it was written; where
 * that time has passed already, until then: it is due at once, together with the others. A digest that is due within
 * quiet hours, or beyond the cap, waits and stays a digest; so does the rest that a cap has left. Held for at most nine
 * days: a week, and a night, and what clocks are put back by.
 */
export function planDelivery(facts: DeliveryFacts): DeliveryPlan {
  const { notification, subscriber, now } = facts;
  const { rhythm, hold, createdAt } = notification;
  if (isForOperators(notification)) return { kind: "send" };
  if (rhythm !== "instant") {
    const at = nextDigestAt(subscriber, rhythm, createdAt < now ? createdAt : now);
    const until = quietUntil(subscriber, at) ?? at;
    if (hold === null || until > now) return { kind: "hold", why: "digest", until };
  }
  const quietEnd = quietUntil(subscriber, now);
  if (quietEnd !== null) return { kind: "hold", why: hold ?? "quiet", until: quietEnd };
  const roomAt = capUntil(facts);
  if (roomAt === null) return { kind: "send" };
  const until = quietUntil(subscriber, roomAt) ?? roomAt;
  return { kind: "hold", why: hold === "digest" ? "digest" : "cap", until };
}

/** When the target may be sent another message; null for now. Times ahead are of a clock that was set back since. */
function capUntil({ subscriber, sentAt, now }: DeliveryFacts): Instant | null {
  if (subscriber.maxPerHour === null) return null;
  const anHourAgo = addMs(now, -hourMs);
  const counted = sentAt.filter((at) => at > anHourAgo && at <= now);
  const leaving = counted[counted.length - Math.max(1, subscriber.maxPerHour)];
  return leaving === undefined ? null : addMs(leaving, hourMs);
}
