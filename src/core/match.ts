import type { TermsChange } from "../model/change.ts";
import type { Incident } from "../model/incident.ts";
import type { Instant } from "../model/instant.ts";
import type { Notification } from "../model/notification.ts";
import { createNotification } from "../model/notification.ts";
import type { Channel, Recipient, Subscription } from "../model/subscription.ts";
import type { Matcher } from "./match/matcher.ts";
import type { MatchedTerms } from "./match/reading.ts";
import { createMatcher } from "./match/matcher.ts";

/** Where the people who run the monitor hear of incidents. */
export interface Operator {
  readonly channel: Channel;
  readonly target: string;
}

/**
 * Gives one notification for each subscription that asked for this change, in the subscriptions' order. What a filter
 * lets through: see `Matcher`.
 * @param matcher one that has looked at other changes before knows patterns and clause watches already
 */
export function matchSubscriptions(
  change: TermsChange,
  terms: MatchedTerms,
  subscriptions: readonly Subscription[],
  now: Instant,
  matcher: Matcher = createMatcher(),
): Notification[] {
  const matched = matcher.match(change, terms, subscriptions);
  return subscriptions.flatMap((subscription, at) => {
    const changeIndexes = matched[at] ?? null;
    return changeIndexes === null
      ? []
      : [toChangeNotification(change, subscription, changeIndexes, now)];
  });
}

/** Gives what one recipient is owed about a change: these of its clause changes. */
export function toChangeNotification(
  change: TermsChange,
  { id, channel, target, rhythm }: Recipient,
  changeIndexes: readonly number[],
  now: Instant,
): Notification {
  return createNotification({
    subject: "change",
    subjectId: change.id,
    subscriptionId: id,
    channel,
    target,
    changeIndexes,
    rhythm,
    createdAt: now,
  });
}

/**
 * Gives one notification for each operator, of the incident's opening, or of its recovery where it has closed. Their subscription id is `operators/<channel>/<target>`:
 * no declared subscription can have it (a slash is not allowed there), and two operators do not
 * share a notification's id.
 */
export function notifyOperators(
  incident: Incident,
  operators: readonly Operator[],
  now: Instant,
): Notification[] {
  return operators.map(({ channel, target }) =>
    createNotification({
      subject: incident.closedAt === null ? "incident" : "recovery",
      subjectId: incident.id,
      subscriptionId: `operators/${channel}/${target}`,
      channel,
      target,
      changeIndexes: [],
      createdAt: now,
    }),
  );
}
