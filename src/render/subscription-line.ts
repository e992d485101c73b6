import { assertNever } from "../model/errors.ts";
import type { Subscriber } from "../model/subscriber.ts";
import { toDefaultSubscriber } from "../model/subscriber.ts";
import type { Channel, Subscription } from "../model/subscription.ts";
import type { Suppression } from "../model/suppression.ts";
import { toAsked } from "./asked.ts";
import { capitalize, toCount, toDay } from "./labels.ts";
import { toVisibleLine } from "./visible.ts";
import { indent, wrap } from "./wrap.ts";

/** A subscription with all that decides whether and when it is told. */
export interface SubscriptionState {
  readonly subscription: Subscription;
  readonly subscriber: Subscriber;
  /** Those of its target that hold for it. */
  readonly suppressions: readonly Suppression[];
  /** Whether its channel, and of an endpoint's its name, is set up. */
  readonly isReachable: boolean;
}

const channelLabels: Readonly<Record<Channel, string>> = {
  email: "e-mail",
  slack: "Slack",
  teams: "Teams",
  webhook: "webhook",
  console: "console",
};

/**
 * Gives a subscription as a few lines: `counsel: e-mail counsel@example.com, at once`, what it asks for, what bounds it, and
 * why it is not told where it is not.
 */
export function renderSubscription(state: SubscriptionState): string {
  const { subscription, subscriber, suppressions, isReachable } = state;
  const { id, channel, target, source } = subscription;
  const to = [channelLabels[channel], ...(target === "" ? [] : [toVisibleLine(target)])].join(" ");
  const origin = source === "file" ? " (of the file)" : "";
  const bounds = toBounds(subscriber);
  const lines = [
    capitalize(toAsked(subscription)),
    ...(bounds === "" ? [] : [capitalize(bounds)]),
    ...suppressions.map(toStop),
    ...(isReachable ? [] : [`NOT TOLD: ${to} is not set up, what is for it waits`]),
  ];
  const body = lines.map((line) => indent(wrap(line), "    ")).join("\n");
  return `${id}: ${to}, ${toRhythm(subscription, subscriber)}${origin}\n${body}\n`;
}

/** `daily at 08:00 Europe/Berlin`. */
function toRhythm({ rhythm }: Subscription, subscriber: Subscriber): string {
  const { digestAt, digestDay, timeZone } = subscriber;
  switch (rhythm) {
    case "instant":
      return "at once";
    case "daily":
      return `daily at ${digestAt} ${timeZone}`;
    case "weekly":
      return `weekly on ${capitalize(digestDay)} at ${digestAt} ${timeZone}`;
    default:
      return assertNever(rhythm);
  }
}

/** What somebody has said of when the target is written to. */
function toBounds(subscriber: Subscriber): string {
  const { channel, target, quietHours, maxPerHour, timeZone } = subscriber;
  const usual = toDefaultSubscriber(channel, target);
  const parts: string[] = [];
  if (quietHours !== null)
    parts.push(`quiet from ${quietHours.from} to ${quietHours.to} ${timeZone}`);
  if (maxPerHour !== usual.maxPerHour)
    parts.push(
      maxPerHour === null
        ? "as many messages an hour as there are"
        : `at most ${toCount(maxPerHour, "message", "messages")} an hour`,
    );
  return parts.join(", ");
}

function toStop({ reason, detail, subscriptionId, at }: Suppression): string {
  const scope = subscriptionId === null ? "anything" : "this";
  const why = detail === "" ? reason : `${reason}, ${toVisibleLine(detail, 160)}`;
  return `NOT TOLD of ${scope} since ${toDay(at)}: ${why}`;
}
