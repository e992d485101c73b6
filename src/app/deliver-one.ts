import type { BackoffOptions } from "../core/backoff.ts";
import { nextAttemptAt } from "../core/backoff.ts";
import { DeliveryError } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import type { ClaimedNotification, Delivery } from "../model/notification.ts";
import type { Message } from "../model/message.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { Store } from "../ports/store.ts";

export interface AttemptContext {
  readonly store: Store;
  readonly clock: Clock;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly log: Log;
  readonly options: { readonly backoff?: BackoffOptions };
}

export interface AttemptResult {
  readonly outcome: Delivery["outcome"];
  /** How long the channel asked to be left alone; 0 for not at all. */
  readonly restMs: number;
  /** Nothing else can be sent on this channel either. */
  readonly isMisconfigured: boolean;
}

/**
 * Sends one message that tells of one or several claimed notifications, records for each what came of it, and gives that
 * back, in their order. Where it failed for now, all of them are due again at one time.
 * @throws anything but a `DeliveryError` that the notifier throws, with nothing recorded
 * @throws {StoreError} when the attempt cannot be recorded
 */
export async function deliverMessage(
  context: AttemptContext,
  notifier: Notifier,
  message: Message,
  group: readonly ClaimedNotification[],
): Promise<readonly AttemptResult[]> {
  const drawn = context.random();
  const together = { ...context, random: () => drawn };
  let failure: DeliveryError | null = null;
  let response = "";
  try {
    response = await notifier.send(message);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    failure = error;
  }
  const results: AttemptResult[] = [];
  for (const claimed of group) {
    results.push(
      failure === null
        ? await record(together, claimed, { outcome: "delivered", response }, null)
        : await recordFailure(together, claimed, failure),
    );
  }
  return results;
}

async function recordFailure(
  context: AttemptContext,
  claimed: ClaimedNotification,
  error: DeliveryError,
): Promise<AttemptResult> {
  if (error.kind === "refused") return giveUp(context, claimed, error.message);
  const isMisconfigured = error.kind === "misconfigured";
  const { backoff } = context.options;
  const at = nextAttemptAt(
    {
      createdAt: claimed.createdAt,
      attempts: claimed.attempts + 1,
      now: context.clock.now(),
      retryAfterMs: error.retryAfterMs,
      random: context.random(),
    },
    // Nothing is wrong with the message: it waits for the operator however long that takes.
    isMisconfigured ? { ...backoff, maxAgeMs: Infinity } : backoff,
  );
  if (isMisconfigured) {
    const channel = claimed.channel;
    context.log.error(
      `the ${channel} channel is misconfigured: its alerts wait until it is mended`,
      {
        notificationId: claimed.id,
        reason: error.message,
      },
    );
  }
  const restMs = error.kind === "rate-limited" ? (error.retryAfterMs ?? 0) : 0;
  const result =
    at === null
      ? await giveUp(context, claimed, error.message)
      : await record(context, claimed, { outcome: "retried", response: error.message }, at);
  return { ...result, restMs, isMisconfigured: isMisconfigured && !error.isOfTarget };
}

/** Records that a notification is never delivered, and says so aloud. */
export async function giveUp(
  context: AttemptContext,
  claimed: ClaimedNotification,
  reason: string,
): Promise<AttemptResult> {
  const result = await record(context, claimed, { outcome: "failed", response: reason }, null);
  context.log.error("gave up on a notification", {
    notificationId: claimed.id,
    subject: claimed.subject,
    subjectId: claimed.subjectId,
    subscriptionId: claimed.subscriptionId,
    channel: claimed.channel,
    attempts: claimed.attempts + 1,
    reason,
  });
  return result;
}

async function record(
  { clock, store, log }: AttemptContext,
  claimed: ClaimedNotification,
  attempted: Pick<Delivery, "outcome" | "response">,
  nextAttempt: Instant | null,
): Promise<AttemptResult> {
  const attempt = claimed.attempts + 1;
  const delivery = {
    notificationId: claimed.id,
    attempt,
    at: clock.now(),
    messageDigest: null,
    ...attempted,
  };
  await store.recordDelivery(claimed, delivery, nextAttempt);
  log.info(`notification ${attempted.outcome}`, {
    notificationId: claimed.id,
    channel: claimed.channel,
    attempt,
    response: attempted.response,
    nextAttemptAt: nextAttempt,
  });
  return { outcome: attempted.outcome, restMs: 0, isMisconfigured: false };
}
