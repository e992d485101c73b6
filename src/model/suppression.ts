import type { Instant } from "./instant.ts";
import type { Channel } from "./subscription.ts";

/** `unsubscribed`: by the reader · `bounced`: the mail server knows no such address · `gone`: so does the channel. */
export const suppressionReasons = ["unsubscribed", "bounced", "gone"] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** A target that is not written to any more, until it is taken back. */
export interface Suppression {
  readonly channel: Channel;
  readonly target: string;
  /** Null: of all subscriptions. */
  readonly subscriptionId: string | null;
  readonly reason: SuppressionReason;
  /** What the channel answered; empty where a reader unsubscribed. */
  readonly detail: string;
  readonly at: Instant;
}
