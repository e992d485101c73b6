import type { Instant } from "./instant.ts";
import type { Channel } from "./subscription.ts";
import { toShellWord } from "./target.ts";

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

/** Why nothing is sent to a target, and what takes it back, as a delivery's response says it. */
export function describeSuppression(suppression: Suppression): string {
  const { channel, target, subscriptionId, reason, detail } = suppression;
  const words = detail === "" ? reason : `${reason}: ${detail}`;
  const scope = subscriptionId === null ? "" : ` --subscription ${toShellWord(subscriptionId)}`;
  const command = `clausewatch deliveries resume --channel ${channel} --to ${toShellWord(target)}${scope}`;
  return `not sent, ${target} is not written to any more (${words}); \`${command}\` takes that back`;
}
