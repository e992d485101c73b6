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
import type { Alert, IncidentAlert } from "../render/alert.ts";
import { mostNamed } from "../render/alert.ts";
import { renderIncidentList } from "../render/incident-list.ts";
import type { MessageOptions } from "../render/message.ts";
import { renderMessage } from "../render/message.ts";
import type { createAlertLoader } from "./load-alert.ts";

export interface AttemptContext {
  readonly store: Store;
  readonly clock: Clock;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly log: Log;
  readonly loadAlert: ReturnType<typeof createAlertLoader>;
  readonly options: MessageOptions & { readonly backoff?: BackoffOptions };
}

export interface AttemptResult {
  readonly outcome: Delivery["outcome"];
  /** How long the channel asked to be left alone; 0 for not at all. */
  readonly restMs: number;
  /** Nothing else can be sent on this channel either. */
  readonly isMisconfigured: boolean;
}

/**
 * Renders and sends one claimed notification, records what came of it, and gives that back.
 * @throws anything but a `DeliveryError` that the notifier throws, with nothing recorded
 * @throws {StoreError} when the attempt cannot be recorded
 */
export async function deliverOne(
  context: AttemptContext,
  notifier: Notifier,
  claimed: ClaimedNotification,
): Promise<AttemptResult> {
  const alert = await context.loadAlert(claimed);
  if (alert === undefined) {
    return giveUp(context, claimed, `${claimed.subject} ${claimed.subjectId} is not in the store`);
  }
  const message = renderMessage(alert, context.options);
  let response: string;
  try {
    response = await notifier.send(message);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return recordFailure(context, claimed, error);
  }
  return record(context, claimed, { outcome: "delivered", response }, null);
}

/**
 * Sends several incidents of one operator, or the same change in several documents for one subscription, as one
 * message, and records for each what came of it. Where it failed for now, all of them are due again at one time.
 * @throws as `deliverOne` does
 */
export async function deliverTogether(
  context: AttemptContext,
  notifier: Notifier,
  group: readonly ClaimedNotification[],
): Promise<readonly AttemptResult[]> {
  const results: AttemptResult[] = [];
  const found: { claimed: ClaimedNotification; alert: Alert | IncidentAlert }[] = [];
  for (const claimed of group) {
    const alert = await context.loadAlert(claimed);
    if (alert && isToldWith(alert, found[0]?.alert ?? alert)) found.push({ claimed, alert });
    else results.push(await deliverOne(context, notifier, claimed));
  }
  const message = renderTogether(
    found.map(({ alert }) => alert),
    context.options,
  );
  if (message === undefined) return results;
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
  for (const { claimed } of found) {
    results.push(
      failure === null
        ? await record(together, claimed, { outcome: "delivered", response }, null)
        : await recordFailure(together, claimed, failure),
    );
  }
  return results;
}

/** Nothing counts as told that the message does not name. */
function isToldWith(alert: Alert | IncidentAlert, first: Alert | IncidentAlert): boolean {
  if (alert === first || alert.kind === "incident") return alert.kind === first.kind;
  return (
    first.kind === "change" &&
    (first.alsoIn ?? []).slice(0, mostNamed).some(({ changeId }) => changeId === alert.change.id)
  );
}

/** A change's message names the other documents itself. Undefined where there is nothing to tell. */
function renderTogether(
  alerts: readonly (Alert | IncidentAlert)[],
  options: MessageOptions,
): Message | undefined {
  const [first] = alerts;
  if (first?.kind === "change") return renderMessage(first, options);
  const [incident, ...others] = alerts.filter((alert) => alert.kind === "incident");
  return incident && renderIncidentList([incident, ...others]);
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
  return { ...result, restMs, isMisconfigured };
}

async function giveUp(
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
