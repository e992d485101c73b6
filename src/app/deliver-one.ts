import type { BackoffOptions } from "../core/backoff.ts";
import { nextAttemptAt } from "../core/backoff.ts";
import { planFailure, planTaken } from "../core/channel-incidents.ts";
import { toKeptMessage } from "../core/kept-message.ts";
import type { Operator } from "../core/match.ts";
import { digestOf } from "../model/digest.ts";
import { DeliveryError } from "../model/errors.ts";
import type { IncidentReport } from "../model/incident-report.ts";
import type { Instant } from "../model/instant.ts";
import type { Message } from "../model/message.ts";
import type { ClaimedNotification, Delivery } from "../model/notification.ts";
import type { Suppression } from "../model/suppression.ts";
import { describeSuppression } from "../model/suppression.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { DeliveryEffects } from "../ports/outbox-store.ts";
import type { Store } from "../ports/store.ts";
import { readProgress, toProgress } from "./message-progress.ts";
import type { Series } from "./series.ts";
import { findSeries } from "./series.ts";

export interface AttemptContext {
  readonly store: Store;
  readonly clock: Clock;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly log: Log;
  readonly options: {
    readonly backoff?: BackoffOptions;
    /** Who hears of what cannot be delivered. @default nobody */
    readonly operators?: readonly Operator[];
  };
}

export interface AttemptResult {
  readonly outcome: Delivery["outcome"];
  /** How long the channel asked to be left alone; 0 for not at all. */
  readonly restMs: number;
  /** Nothing else can be sent on this channel either. */
  readonly isMisconfigured: boolean;
}

type Group = readonly ClaimedNotification[];

/**
 * Sends one message that tells of one or several claimed notifications of one target, and records what came of it for
 * all of them at once, with the message, the incidents that this opens or closes, and the target's suppression where
 * there is no such target. Gives what came of it for each, in their order. Where it failed for now, all of them are due
 * again at one time. A message of several parts goes on where an earlier attempt for the same notifications ended.
 * Nothing is sent to a target that is suppressed: the notifications have failed.
 * @throws anything but a `DeliveryError` that the notifier throws, with nothing recorded
 * @throws {StoreError} when the attempt cannot be recorded
 */
export async function deliverMessage(
  context: AttemptContext,
  notifier: Notifier,
  message: Message,
  group: Group,
): Promise<readonly AttemptResult[]> {
  const suppression = await findSuppression(context.store, group);
  if (suppression !== undefined) return failSuppressed(context, group, suppression);
  // Read before and not after: whoever is killed between sending and recording sends twice.
  const { channel, target } = first(group);
  const trouble = await context.store.listChannelIncidents({ channel, target });
  try {
    const response = await notifier.send(message, {
      progress: readProgress(group),
      keepProgress: (progress) => context.store.keepProgress(group, toProgress(group, progress)),
    });
    await recordTaken(context, group, { message, response, isTrouble: trouble.length > 0 });
    return group.map(() => ({ outcome: "delivered", restMs: 0, isMisconfigured: false }));
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const outcome = await recordFailure(context, group, { message, error });
    const restMs = error.kind === "rate-limited" ? (error.retryAfterMs ?? 0) : 0;
    const isMisconfigured = error.kind === "misconfigured" && !error.isOfTarget;
    return group.map(() => ({ outcome, restMs, isMisconfigured }));
  }
}

/** Records that these are not delivered because the target is not written to any more. */
export async function failSuppressed(
  context: AttemptContext,
  group: Group,
  suppression: Suppression,
): Promise<readonly AttemptResult[]> {
  const response = describeSuppression(suppression);
  await record(context, group, { outcome: "failed", response, nextAttempt: null });
  return group.map(() => ({ outcome: "failed", restMs: 0, isMisconfigured: false }));
}

/** Records that a notification is never delivered for a reason of our own, and says so aloud. */
export async function giveUp(
  context: AttemptContext,
  claimed: ClaimedNotification,
  reason: string,
): Promise<AttemptResult> {
  await record(context, [claimed], { outcome: "failed", response: reason, nextAttempt: null });
  logGivenUp(context, [claimed], reason);
  return { outcome: "failed", restMs: 0, isMisconfigured: false };
}

async function recordTaken(
  context: AttemptContext,
  group: Group,
  taken: { readonly message: Message; readonly response: string; readonly isTrouble: boolean },
): Promise<void> {
  const { store, clock, options } = context;
  const { channel, target } = first(group);
  const { message, response, isTrouble } = taken;
  const open = isTrouble ? await store.listChannelIncidents({ channel }) : [];
  const { operators = [] } = options;
  const reports = planTaken({ channel, target, open, operators, now: clock.now() });
  await record(context, group, {
    outcome: "delivered",
    response,
    nextAttempt: null,
    message,
    reports,
  });
}

async function recordFailure(
  context: AttemptContext,
  group: Group,
  { message, error }: { readonly message: Message; readonly error: DeliveryError },
): Promise<Delivery["outcome"]> {
  const { store, clock, options } = context;
  const { channel, target } = first(group);
  const now = clock.now();
  const series = await findSeries(store, group, now);
  const nextAttempt = planNextAttempt(context, series, error);
  const { kind, isOfTarget, message: detail } = error;
  const failure = { kind, isOfTarget, detail, ...series, isLast: nextAttempt === null };
  const open = await store.listChannelIncidents({ channel });
  const { operators = [] } = options;
  const reports = planFailure(failure, { channel, target, open, operators, now });
  const outcome = nextAttempt === null ? "failed" : "retried";
  await record(context, group, {
    outcome,
    response: error.message,
    nextAttempt,
    message,
    reports,
    ...(error.kind === "gone" && { suppression: toSuppression(group, error, now) }),
  });
  if (nextAttempt === null) logGivenUp(context, group, error.message);
  if (kind === "misconfigured") {
    const what = isOfTarget ? `${channel} target ${target}` : `${channel} channel`;
    context.log.error(`the ${what} is misconfigured: its alerts wait until it is mended`, {
      notificationIds: group.map(({ id }) => id),
      reason: detail,
    });
  }
  return outcome;
}

/** Null where there is none to be made. */
function planNextAttempt(
  { clock, random, options }: AttemptContext,
  { since, attempts }: Series,
  error: DeliveryError,
): Instant | null {
  if (error.kind === "refused" || error.kind === "gone") return null;
  const { backoff } = options;
  return nextAttemptAt(
    {
      createdAt: since,
      attempts,
      now: clock.now(),
      retryAfterMs: error.retryAfterMs,
      random: random(),
    },
    // Nothing is wrong with the message: it waits for the operator however long that takes.
    error.kind === "misconfigured" ? { ...backoff, maxAgeMs: Infinity } : backoff,
  );
}

interface Attempted extends Omit<DeliveryEffects, "message"> {
  readonly outcome: Delivery["outcome"];
  readonly response: string;
  readonly nextAttempt: Instant | null;
  /** As it was sent; absent where nothing was. */
  readonly message?: Message;
}

async function record(
  { clock, store, log }: AttemptContext,
  group: Group,
  { outcome, response, nextAttempt, message, ...effects }: Attempted,
): Promise<void> {
  const kept = message && toKeptMessage(message);
  const messageDigest = kept ? digestOf(JSON.stringify(kept)) : null;
  const at = clock.now();
  const ended = group.map((claimed) => ({
    claimed,
    delivery: {
      notificationId: claimed.id,
      attempt: claimed.attempts + 1,
      at,
      outcome,
      response,
      messageDigest,
    },
    nextAttemptAt: nextAttempt,
  }));
  await store.recordDeliveries(ended, { ...effects, ...(kept && { message: kept }) });
  for (const { claimed, delivery } of ended) {
    log.info(`notification ${outcome}`, {
      notificationId: claimed.id,
      channel: claimed.channel,
      attempt: delivery.attempt,
      response,
      nextAttemptAt: nextAttempt,
    });
  }
  logReports(log, effects.reports ?? []);
}

/** Where no operator can hear of it, the log must say it: `doctor` does too. */
function logReports(log: Log, reports: readonly IncidentReport[]): void {
  for (const { incident, notifications } of reports) {
    const { kind, channel, target, detail, closedAt } = incident;
    const fields = { channel, target, reason: detail, operators: notifications.length };
    if (closedAt !== null) log.info(`no longer ${kind}`, fields);
    else if (notifications.length > 0) log.warn(`${kind}: operators are told`, fields);
    else log.error(`${kind}, and there is no operator whom that leaves to be told`, fields);
  }
}

function logGivenUp({ log }: AttemptContext, group: Group, reason: string): void {
  for (const { id, subject, subjectId, subscriptionId, channel, attempts } of group) {
    log.error("gave up on a notification", {
      notificationId: id,
      subject,
      subjectId,
      subscriptionId,
      channel,
      attempts: attempts + 1,
      reason,
    });
  }
}

async function findSuppression(store: Store, group: Group): Promise<Suppression | undefined> {
  const { channel, target } = first(group);
  const suppressions = await store.listSuppressions({ channel, target });
  const ended = new Set(suppressions.map(({ subscriptionId }) => subscriptionId));
  if (ended.has(null)) return suppressions.find(({ subscriptionId }) => subscriptionId === null);
  // A message for several subscriptions goes out as long as one of them wants it.
  if (!group.every(({ subscriptionId }) => ended.has(subscriptionId))) return undefined;
  return suppressions.find(({ subscriptionId }) => subscriptionId === first(group).subscriptionId);
}

function toSuppression(group: Group, error: DeliveryError, at: Instant): Suppression {
  const { channel, target } = first(group);
  const reason = channel === "email" ? "bounced" : "gone";
  return { channel, target, subscriptionId: null, reason, detail: error.message, at };
}

function first(group: Group): ClaimedNotification {
  const [claimed] = group;
  if (claimed === undefined) throw new TypeError("a message for nobody: this is a bug");
  return claimed;
}
