import type { TermsChange } from "../model/change.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { Incident } from "../model/incident.ts";
import type { Instant } from "../model/instant.ts";
import type { Notification } from "../model/notification.ts";
import { createNotification } from "../model/notification.ts";
import type { Channel, Subscription } from "../model/subscription.ts";
import type { Terms } from "../model/terms.ts";
import type { Direction } from "../model/topic.ts";
import { isAtLeast } from "../model/topic.ts";
import { rankClauseChanges } from "./rank.ts";

/** Where the people who run the monitor hear of incidents. */
export interface Operator {
  readonly channel: Channel;
  readonly target: string;
}

/** What matching needs to know of the terms that changed; a `Declaration` is one too. */
export type MatchedTerms = Pick<Terms, "id" | "serviceId" | "termsType" | "tags">;

/**
 * Gives one notification for each subscription that asked for this change, in the subscriptions' order.
 *
 * Service, terms type and tag filters look at the terms; topic, direction and materiality filters at
 * each clause change by itself, and all must hold for the same one. A replaced document and a
 * reversal also reach those whose filters no single clause change meets: they asked about these
 * terms, and "all of it is another text now" is not a matter of one clause. Where a reversal meets
 * a topic filter, at least one clause change must still be about it.
 */
export function matchSubscriptions(
  change: TermsChange,
  terms: MatchedTerms,
  subscriptions: readonly Subscription[],
  now: Instant,
): Notification[] {
  const { changes, replaced } = change.comparison;
  const ranked = rankClauseChanges(changes);
  const notifications: Notification[] = [];
  for (const subscription of subscriptions) {
    if (!wantsTerms(subscription, terms)) continue;
    const changeIndexes = ranked.filter((index) => {
      const clauseChange = changes[index];
      return clauseChange !== undefined && wantsClauseChange(subscription, clauseChange);
    });
    const isWholeText =
      replaced || (change.reversalOf !== null && wantsReversal(subscription, changes));
    if (changeIndexes.length === 0 && !isWholeText) continue;
    notifications.push(
      createNotification({
        subject: "change",
        subjectId: change.id,
        subscriptionId: subscription.id,
        channel: subscription.channel,
        target: subscription.target,
        changeIndexes,
        createdAt: now,
      }),
    );
  }
  return notifications;
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

function wantsTerms(subscription: Subscription, terms: MatchedTerms): boolean {
  return (
    holds(subscription.services, (service) => service === terms.serviceId) &&
    holds(subscription.termsTypes, (type) => type === terms.termsType) &&
    holds(subscription.tags, (tag) => terms.tags.includes(tag))
  );
}

function wantsClauseChange(subscription: Subscription, change: ClauseChange): boolean {
  return (
    isAtLeast(change.materiality, subscription.minMateriality) &&
    holds(subscription.topics, (topic) => change.topics.includes(topic)) &&
    holds(subscription.directions, (direction) => isOfDirection(change, direction))
  );
}

function wantsReversal(subscription: Subscription, changes: readonly ClauseChange[]): boolean {
  return (
    subscription.topics.length === 0 ||
    changes.some((change) => change.topics.some((topic) => subscription.topics.includes(topic)))
  );
}

/** A mixed change tightens and loosens, so it is for those who asked for either. */
function isOfDirection(change: ClauseChange, direction: Direction): boolean {
  if (change.direction === direction) return true;
  return change.direction === "mixed" && (direction === "tightened" || direction === "loosened");
}

/** An empty filter lets everything through. */
function holds<T>(filter: readonly T[], accepts: (wanted: T) => boolean): boolean {
  return filter.length === 0 || filter.some(accepts);
}
