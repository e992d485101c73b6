import type { BackoffOptions } from "../core/backoff.ts";
import type { Operator } from "../core/match.ts";
import type { Digest } from "../model/digest.ts";
import { digestOfFields } from "../model/digest.ts";
import { StoreError } from "../model/errors.ts";
import type { Delivery } from "../model/notification.ts";
import type { Channel } from "../model/subscription.ts";
import { channels } from "../model/subscription.ts";
import type { Clock } from "../ports/clock.ts";
import type { Explainer } from "../ports/explainer.ts";
import type { Log } from "../ports/log.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { RunLock } from "../ports/run-lock.ts";
import type { Store } from "../ports/store.ts";
import type { MessageOptions } from "../render/message.ts";
import { renderMessage } from "../render/message.ts";
import { createChangeSource } from "./change-source.ts";
import type { ChannelBounds } from "./deliver-channel.ts";
import { deliverChannel } from "./deliver-channel.ts";
import type { ExplainSettings } from "./explain-clauses.ts";
import { explainDue } from "./explain-due.ts";
import { createLimit } from "./limit.ts";
import type { AlertSettings } from "./load-alert.ts";
import { createAlertLoader } from "./load-alert.ts";

export interface DeliverOptions extends MessageOptions {
  /** Right-hand side of mail ids, best a domain of the sender's. @default "clausewatch.invalid" */
  readonly mailDomain?: string;
  /** Gives the public page of a change; null or absent: there is none. @default () => null */
  readonly permalinkOf?: (changeId: Digest) => string | null;
  /** Makes the fresh links of a reader's alert; absent: alerts have none. */
  readonly linksOf?: NonNullable<AlertSettings["linksOf"]>;
  /** Notifications leased at a time, of each channel. @default 100 */
  readonly batchSize?: number;
  /**
   * Messages under way at a time, of each channel and of all together but webhooks, whose receivers know a repetition;
   * as many at most are sent twice when the process is killed. @default 4 of each, and no further limit to all
   */
  readonly maxConcurrent?: Readonly<Partial<Record<Exclude<Channel, "console"> | "all", number>>>;
  /** After which a message under way leaves its room among all to another. @default never */
  readonly patienceMs?: number;
  /** How long a claim holds; must be longer than `batchSize` attempts take. @default 1,200,000 (20 minutes) */
  readonly leaseMs?: number;
  /** No attempt is begun this shortly before its lease ends. @default 120,000 (2 minutes) */
  readonly attemptMs?: number;
  readonly backoff?: BackoffOptions;
  /** Who hears of what cannot be delivered. @default nobody */
  readonly operators?: readonly Operator[];
  /** Of the language model; without one nothing generated is sent. */
  readonly explain?: ExplainSettings;
}

export interface DeliverContext {
  readonly store: Store;
  /** By channel. What is for an absent channel stays pending. */
  readonly notifiers: ReadonlyMap<Channel, Notifier>;
  readonly clock: Clock;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly log: Log;
  /** Absent: the caller answers for being the only one, and leases of the dead run out by themselves. */
  readonly lock?: RunLock;
  /** Asked before the first message goes out; null or absent: nobody is. */
  readonly explainer?: Explainer | null;
  /** @default renderMessage */
  readonly render?: typeof renderMessage;
  readonly options: DeliverOptions;
}

export interface DeliveryCount {
  readonly delivered: number;
  /** Attempts that failed and will be made again. */
  readonly retried: number;
  /** Given up for good. */
  readonly failed: number;
  /** Notifications still pending, the retried ones among them; counted up to 1,000. */
  readonly remaining: number;
}

const remainingLimit = 1000;

/**
 * Sends what is due in the outbox until nothing is, and gives what came of it.
 *
 * Claim, send, record: a process killed between any two of them leaves a notification whose lease the
 * next run ends, so none is lost; one killed between sending and recording sends it again, under the
 * same Message-ID. What may not go out yet, for its digest, for quiet hours or for the target's cap, is
 * held in the outbox itself; a digest is made anew from there at every attempt. Channels work side by
 * side, each a few messages at a time, one target's in order. An attempt that fails stops no other,
 * unless the channel itself is misconfigured: then it rests until the next run and loses nothing. A
 * target that asks to be left alone is. When another process delivers, nothing is done. An attempt
 * under way when the signal aborts is finished: cut off, its outcome would be unknown.
 *
 * @throws {StoreError} at once when the outbox cannot be read or written; any other error that is not
 * a `DeliveryError` only after all the rest was tried, its notification's lease left to expire
 */
export async function deliverDue(
  context: DeliverContext,
  signal?: AbortSignal,
): Promise<DeliveryCount> {
  const { store, lock } = context;
  const count = { delivered: 0, retried: 0, failed: 0 };
  await using held = lock === undefined ? null : await lock.acquire("deliver");
  if (lock !== undefined) {
    if (held === null) {
      context.log.debug("another process is delivering; nothing to do");
      return { ...count, remaining: await countRemaining(store) };
    }
    await store.releaseLeases();
  }
  await explainFirst(context, signal);
  await deliverChannels(context, count, signal);
  const remaining = await countRemaining(store);
  return { ...count, remaining };
}

/** Holds alerts back for a bounded time at most; whatever goes wrong with a language model, they go out. */
async function explainFirst(context: DeliverContext, signal: AbortSignal | undefined) {
  const { explainer, options, log } = context;
  if (!explainer) return;
  try {
    const counts = await explainDue(
      { ...context, explainer, settings: options.explain ?? {} },
      signal,
    );
    if (counts.explained + counts.waiting > 0) log.info("asked the language model", { ...counts });
  } catch (error) {
    if (error instanceof StoreError) throw error;
    if (signal?.aborted !== true) log.error("explaining met a bug of ours", { error });
  }
}

/** All channels side by side: a slow mail server holds up no Slack message. */
async function deliverChannels(
  context: DeliverContext,
  count: Record<Delivery["outcome"], number>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { store, clock, options, random, log } = context;
  const changes = createChangeSource(store);
  const isExplaining = Boolean(context.explainer);
  const { findEvent, findLeadIns } = changes;
  const settings = { ...options, isExplaining, findEvent, findLeadIns };
  const loadAlert = createAlertLoader(changes.store, settings);
  const runToken = digestOfFields(clock.now(), String(random()));
  const { maxConcurrent, patienceMs } = options;
  const patience = patienceMs === undefined ? null : { clock, ms: patienceMs };
  const limit = createLimit(maxConcurrent?.all ?? Infinity, patience);
  const defects: unknown[] = [];
  const broken = new AbortController();
  const either = signal ? AbortSignal.any([signal, broken.signal]) : broken.signal;
  const works = channels.map(async (channel) => {
    const notifier = context.notifiers.get(channel);
    if (notifier === undefined) return warnOfAbsent(context, channel);
    const run = {
      store,
      clock,
      random,
      log,
      options,
      changes,
      loadAlert,
      render: context.render ?? renderMessage,
      channel,
      notifier,
      bounds: toBounds(options, channel),
      runToken,
      count: (outcome: Delivery["outcome"]) => (count[outcome] += 1),
      keepDefect: (error: unknown) => defects.push(error),
      limit,
      stopAll: (error: unknown) => broken.abort(error),
      signal: either,
    };
    try {
      await deliverChannel(run);
    } catch (error) {
      broken.abort(error);
      throw error;
    }
  });
  // All channels come to rest before a broken store is reported: no attempt goes on unwatched.
  const results = await Promise.allSettled(works);
  const failure = results.find((result) => result.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  if (defects.length > 1) throw new AggregateError(defects, "several notifications met a bug");
  if (defects.length === 1) throw defects[0];
}

async function warnOfAbsent({ store, log }: DeliverContext, channel: Channel): Promise<void> {
  const waiting = await store.listOutbox({ state: "pending", channel, limit: 1 });
  if (waiting.length === 0) return;
  log.warn(`no ${channel} channel is configured: its alerts stay in the outbox`);
}

/** The console's lines would mix. */
function toBounds(options: DeliverOptions, channel: Channel): ChannelBounds {
  return {
    batchSize: options.batchSize ?? 100,
    leaseMs: options.leaseMs ?? 1_200_000,
    attemptMs: options.attemptMs ?? 120_000,
    maxConcurrent: channel === "console" ? 1 : (options.maxConcurrent?.[channel] ?? 4),
  };
}

async function countRemaining(store: Store): Promise<number> {
  const pending = await store.listOutbox({ state: "pending", limit: remainingLimit });
  return pending.length;
}
