import type { LeadInOf } from "../core/clauses/lead-ins.ts";
import type { Explanations } from "../core/explain/explanation.ts";
import { rankClauseChanges } from "../core/rank.ts";
import type { TermsChange } from "../model/change.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { Digest } from "../model/digest.ts";
import type { ChannelIncident, TermsIncident } from "../model/incident.ts";
import type { Instant } from "../model/instant.ts";
import type { Notification } from "../model/notification.ts";
import type { SubscriptionFilter } from "../model/subscription.ts";
import type { Terms } from "../model/terms.ts";
import { toSafeUrl } from "./html.ts";

/** What every rendered message stands on: whom it is for, of which terms it speaks, in which thread. */
interface Envelope {
  readonly notification: Notification;
  readonly terms: Pick<Terms, "id" | "serviceName" | "termsType" | "urls">;
  /** The notification first sent to this target for these terms; null when this is it. */
  readonly threadStartId: Digest | null;
  /** Right-hand side of mail ids, such as `alerts.example.com`. */
  readonly mailDomain: string;
  /** What the subscription asks for; absent where it is gone by now, and for operators. */
  readonly asked?: SubscriptionFilter;
  /** Where one click ends this subscription, and where the reader changes it; absent: nothing takes such a click. */
  readonly links?: { readonly unsubscribe: string; readonly manage: string };
}

/** A terms change as one reader is told of it. */
export interface Alert extends Envelope {
  readonly kind: "change";
  readonly change: TermsChange;
  /** What this reader asked for, most important first; may be empty for a replaced or reversed text. */
  readonly chosen: readonly ClauseChange[];
  /** When the text before was first seen. */
  readonly beforeSeenAt: Instant;
  /** When the wording that returned was first seen; null unless the change is a reversal. */
  readonly reversedToSeenAt: Instant | null;
  /** Public page of this change; null where there is none. */
  readonly permalink: string | null;
  /** Other documents that the same words were changed in, at about the same time. */
  readonly alsoIn?: readonly SameChange[];
  /** What a language model says of the clauses; absent: none is configured. */
  readonly explanations?: Explanations;
  /** Gives the sentence that a clause completes ("You must not:"); absent: none is known. */
  readonly leadInOf?: LeadInOf;
}

/** Of an event's other documents so many are named in a message; the rest is counted, and told by themselves. */
export const mostNamed = 12;

/** The same change in another document. */
export interface SameChange {
  readonly terms: Pick<Terms, "id" | "serviceName" | "termsType">;
  readonly changeId: Digest;
  readonly detectedAt: Instant;
}

/** Something wrong with a document, as an operator is told of it. */
export interface TermsIncidentAlert extends Envelope {
  readonly kind: "incident";
  readonly incident: TermsIncident;
}

/** Something wrong with telling people, as an operator is told of it. */
export interface ChannelIncidentAlert extends Omit<Envelope, "terms"> {
  readonly kind: "incident";
  readonly incident: ChannelIncident;
}

export type IncidentAlert = TermsIncidentAlert | ChannelIncidentAlert;

/** Several alerts of one reader in one message. */
export interface AlertDigest {
  readonly kind: "digest";
  /** A day's or a week's, as was asked for; `cap`: too many within the hour to tell each by itself. */
  readonly why: "daily" | "weekly" | "cap";
  /** Of a `cap`: how many messages an hour this reader is sent. */
  readonly maxPerHour?: number;
  /** In the order of writing. */
  readonly alerts: readonly [Alert, ...Alert[]];
}

export function createAlert(fields: Omit<Alert, "kind" | "chosen">): Alert {
  const { changes } = fields.change.comparison;
  const matched = fields.notification.changeIndexes.flatMap((index) => changes[index] ?? []);
  const topics = fields.asked?.topics ?? [];
  // The outbox has them by what matters to anybody; this reader's topics go before.
  const order = topics.length === 0 ? matched.keys() : rankClauseChanges(matched, topics);
  const chosen = [...order].flatMap((index) => matched[index] ?? []);
  const permalink = fields.permalink === null ? null : toSafeUrl(fields.permalink);
  return { kind: "change", chosen, ...fields, permalink };
}

/** How many digits of an id are shown: enough to be unambiguous among millions of changes. */
const shownDigits = 12;

/** The id as people type it: `clausewatch show <short id>`. */
export function toShortId(id: Digest): string {
  return id.slice(0, shownDigits);
}
