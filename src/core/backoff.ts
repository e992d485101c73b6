import type { Instant } from "../model/instant.ts";
import { addMs, toMs } from "../model/instant.ts";

export interface BackoffOptions {
  /** Wait after the first failed attempt, before jitter. @default 60,000 (a minute: most mail servers' trouble is over, or will last) */
  readonly firstMs?: number;
  /** What each further wait is multiplied by. @default 2 */
  readonly factor?: number;
  /** No wait is longer, unless the channel asks for it. @default 14,400,000 (4 hours) */
  readonly capMs?: number;
  /** Age of the notification at which it is given up. @default 259,200,000 (72 hours: a weekend) */
  readonly maxAgeMs?: number;
  /**
   * Attempts that are made whatever the age: a machine that was off for a week still tries in earnest.
   * @default 5
   */
  readonly minAttempts?: number;
}

/**
 * The longest wait that a channel may ask for or a configuration may set: 30 days. A notification that waits for longer
 * shows that the clock was set back since.
 */
export const longestWaitMs = 2_592_000_000;

export interface FailedAttempt {
  readonly createdAt: Instant;
  /** Attempts that have ended, the failed one included; at least 1. */
  readonly attempts: number;
  /** When the attempt ended. */
  readonly now: Instant;
  /** What the channel asked for; undefined for nothing. */
  readonly retryAfterMs: number | undefined;
  /** 0 (inclusive) to 1 (exclusive), for the jitter. */
  readonly random: number;
}

/**
 * Gives when to try again, or null when it is time to give up.
 *
 * Waits grow exponentially to `capMs`; each is drawn from the three quarters to five quarters of its
 * nominal length, so that what failed together does not return together. Never sooner than the channel
 * asked for, even where that is longer than the cap, but never later than `longestWaitMs`.
 */
export function nextAttemptAt(failed: FailedAttempt, options: BackoffOptions = {}): Instant | null {
  const { firstMs = 60_000, factor = 2, capMs = 14_400_000 } = options;
  const { maxAgeMs = 259_200_000, minAttempts = 5 } = options;
  const nominalMs = Math.min(capMs, firstMs * factor ** (failed.attempts - 1));
  const jitteredMs = Math.min(capMs, nominalMs * (0.75 + failed.random / 2));
  const waitMs = Math.min(longestWaitMs, Math.max(jitteredMs, failed.retryAfterMs ?? 0));
  const at = addMs(failed.now, Math.round(waitMs));
  const isTooOld = toMs(at) - toMs(failed.createdAt) > maxAgeMs;
  return isTooOld && failed.attempts >= minAttempts ? null : at;
}
