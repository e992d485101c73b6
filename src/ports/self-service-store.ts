import type { AccessToken } from "../model/access-token.ts";
import type { Digest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";
import type { Subscriber } from "../model/subscriber.ts";
import type { Channel, Subscription } from "../model/subscription.ts";

/** So many within the last so many milliseconds. */
export interface MailLimit {
  readonly count: number;
  readonly withinMs: number;
}

/** The part of a store by which readers subscribe and unsubscribe by themselves. */
export interface SelfServiceStore {
  /**
   * Takes one mail from what may be sent to an address, and to all addresses together, durably, before it is sent;
   * false, and nothing taken, where that would exceed a limit. Keeps the address as a digest alone.
   */
  reserveMail(
    address: string,
    at: Instant,
    limits: { readonly perAddress: MailLimit; readonly overall: MailLimit },
  ): Promise<boolean>;

  putAccessTokens(tokens: readonly AccessToken[]): Promise<void>;
  /**
   * The token whose digest begins with the first half of this one. The caller compares the whole, in constant time:
   * how long an index takes to find something says how near a guess came.
   */
  findAccessToken(digest: Digest): Promise<AccessToken | undefined>;
  /** Forgets tokens that have expired, and mails older than any limit looks back (`at` less 31 days); gives how many tokens. */
  pruneAccessTokens(at: Instant): Promise<number>;

  /** All of one target, in the file or the database, by id; as `listSubscriptions` gives them. */
  listSubscriptionsOf(channel: Channel, target: string): Promise<readonly Subscription[]>;
  /**
   * One transaction: uses the token up, adds the subscription and its subscriber's settings, and takes back that the
   * target unsubscribed from everything. False, and nothing done, where the token is used or has expired by `at`.
   */
  confirmSubscription(confirmation: {
    readonly token: Digest;
    readonly subscription: Subscription;
    /** Null: the settings stay as they are. */
    readonly subscriber: Subscriber | null;
    readonly at: Instant;
  }): Promise<boolean>;
  /**
   * One transaction: takes the subscription out of the database, where it is of the database, and suppresses it in
   * any case, so that neither what waits in the outbox nor the operator's file is followed any more. Repeatable.
   */
  endSubscription(ending: {
    readonly channel: Channel;
    readonly target: string;
    readonly subscriptionId: string;
    readonly at: Instant;
  }): Promise<void>;
  /**
   * One transaction: removes all that is known of a target: subscriptions of the database, settings, tokens, what
   * waits in the outbox, and its name in what was sent. Those of the operator's file stay, suppressed.
   */
  forgetTarget(channel: Channel, target: string, at: Instant): Promise<void>;
}
