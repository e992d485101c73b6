import type { TermsId } from "./declaration.ts";
import type { TermsType } from "./terms-type.ts";
import type { Direction, Materiality, Topic } from "./topic.ts";

/** `teams` and `webhook` write to endpoints, whose addresses are secrets and are known here by name. */
export const channels = ["email", "slack", "teams", "webhook", "console"] as const;
export type Channel = (typeof channels)[number];

/** When a subscription is told: of each change by itself, or of all of a day or a week together. */
export const rhythms = ["instant", "daily", "weekly"] as const;
export type Rhythm = (typeof rhythms)[number];

/** What may be out of the ordinary about a change as a whole; `silent`: under an unchanged date or none. */
export const changeMarks = ["silent", "reversal"] as const;
export type ChangeMark = (typeof changeMarks)[number];

/** What of all changes is asked for. An empty list lets everything through; several filters must all hold. */
export interface SubscriptionFilter {
  readonly services: readonly string[];
  readonly termsTypes: readonly TermsType[];
  readonly documents: readonly TermsId[];
  /** Of the watchlist. */
  readonly tags: readonly string[];
  readonly topics: readonly Topic[];
  readonly directions: readonly Direction[];
  readonly minMateriality: Materiality;
  /** The change is one of these. */
  readonly marks: readonly ChangeMark[];
  /** The change takes effect that many days after it was seen, or sooner, and not before; null: whenever. */
  readonly effectiveWithinDays: number | null;
  /** Words or phrases, whole and in any case: one of them stands where the text changed. */
  readonly words: readonly string[];
  /** A regular expression of RE2 that matches where the changed text is; null for none. */
  readonly pattern: string | null;
  /** Sentences in the subscriber's own words that the changed clause is like in meaning. */
  readonly clauseWatch: readonly string[];
}

/** Everything that is substantive. */
export const wholeFilter: SubscriptionFilter = {
  services: [],
  termsTypes: [],
  documents: [],
  tags: [],
  topics: [],
  directions: [],
  minMateriality: "substantive",
  marks: [],
  effectiveWithinDays: null,
  words: [],
  pattern: null,
  clauseWatch: [],
};

/** Who is told. */
export interface Recipient {
  /** The subscription's: stable; chosen by the operator (`[a-z0-9][a-z0-9-]*`). */
  readonly id: string;
  readonly channel: Channel;
  /** An e-mail address, a Slack channel id or name, an endpoint's name; empty for the console. */
  readonly target: string;
  readonly rhythm: Rhythm;
}

/** A filter as a store keeps it, once for all who share it. */
export interface StoredFilter {
  /** Never another filter's. */
  readonly filterId: number;
  readonly filter: SubscriptionFilter;
}

/** A filter that lets a change through: each who has subscribed by it is owed these of its clause changes. */
export interface MatchedFilter {
  readonly filterId: number;
  /** Indexes into the comparison's `changes`, most important first. */
  readonly changeIndexes: readonly number[];
}

/** Who is told of what. */
export interface Subscription extends SubscriptionFilter, Recipient {
  /** `file`: declared by the operator, replaced with the file; `database`: added by `subscribe` or by a reader. */
  readonly source: "file" | "database";
}

/** Gives what a subscription asks for, without who is told. */
export function toFilter(subscription: Subscription): SubscriptionFilter {
  const {
    id: _id,
    channel: _channel,
    target: _target,
    rhythm: _rhythm,
    source: _source,
    ...filter
  } = subscription;
  return filter;
}
