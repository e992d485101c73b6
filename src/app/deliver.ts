import type { BackoffOptions } from "../core/backoff.ts";
import type { Operator } from "../core/match.ts";
import type { Digest } from "../model/digest.ts";
import { digestOfFields } from "../model/digest.ts";
import { StoreError } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import { addMs } from "../model/instant.ts";
import type { ClaimedNotification } from "../model/notification.ts";
import type { Channel } from "../model/subscription.ts";
import type { Clock } from "../ports/clock.ts";
import type { Explainer } from "../ports/explainer.ts";
import type { Log } from "../ports/log.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { RunLock } from "../ports/run-lock.ts";
import type { Store } from "../ports/store.ts";
import type { MessageOptions } from "../render/message.ts";
import { deliverTurn } from "./deliver-turn.ts";
import type { ExplainSettings } from "./explain-clauses.ts";
import { explainDue } from "./explain-due.ts";
import type { AlertSettings } from "./load-alert.ts";
import { createAlertLoader } from "./load-alert.ts";
import { toTurns } from "./turns.ts";

export interface DeliverOptions extends MessageOptions {
  /** Right-hand side of mail ids, best a domain of the sender's. @default "clausewatch.invalid" */
  readonly mailDomain?: string;
  /** Gives the public page of a change; null or absent: there is none. @default () => null */
  readonly permalinkOf?: (changeId: Digest) => string | null;
  /** Makes the fresh links of a reader's alert; absent: alerts have none. */
  readonly linksOf?: NonNullable<AlertSettings["linksOf"]>;
  /** Notifications leased at a time. @default 20 */
  readonly batchSize?: number;
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

interface Run extends DeliverContext {
  readonly leaseEndsAt: Instant;
  readonly loadAlert: ReturnType<typeof createAlertLoader>;
  readonly count: { delivered: number; retried: number; failed: number };
  /** Channels that nothing more is sent on in this run. */
  readonly paused: Set<Channel>;
  /** Our own bugs, let through at the end. */
  readonly defects: unknown[];
}

const remainingLimit = 1000;

/** Longest wait for a channel that asks for one, inside a run; a run from cron must end. */
const maxRestMs = 60_000;

/**
 * Sends what is due in the outbox until nothing is, and gives what came of it.
 *
 * Claim, send, record: a process killed between any two of them leaves a notification whose lease the
 * next run ends, so none is lost; one killed between sending and recording sends it again, under the
 * same Message-ID. Channels work side by side, each one message at a time. An attempt that fails
 * stops no other, unless the channel itself is misconfigured: then it rests until the next run and
 * loses nothing. When another process delivers, nothing is done. An attempt under way when the signal
 * aborts is finished: cut off, its outcome would be unknown.
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
  await deliverBatches(context, count, signal);
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

async function deliverBatches(
  context: DeliverContext,
  count: Run["count"],
  signal: AbortSignal | undefined,
): Promise<void> {
  const { store, clock, options } = context;
  const isExplaining = Boolean(context.explainer);
  const loadAlert = createAlertLoader(store, { ...options, isExplaining });
  const paused = new Set<Channel>();
  const defects: unknown[] = [];
  const runToken = digestOfFields(clock.now(), String(context.random()));
  for (let batch = 0; ; batch += 1) {
    if (signal?.aborted === true) break;
    const now = clock.now();
    const leaseMs = options.leaseMs ?? 1_200_000;
    const leaseEndsAt = addMs(now, leaseMs - (options.attemptMs ?? 120_000));
    const claimed = await store.claimNotifications({
      now,
      limit: options.batchSize ?? 20,
      leaseMs,
      leaseToken: digestOfFields(runToken, String(batch)),
    });
    if (claimed.length === 0) break;
    const run: Run = { ...context, leaseEndsAt, loadAlert, count, paused, defects };
    const byChannel = Map.groupBy(claimed, (notification) => notification.channel);
    const works = [...byChannel].map(([channel, queue]) =>
      deliverChannel(run, channel, queue, signal),
    );
    // All channels come to rest before a broken store is reported: no attempt goes on unwatched.
    const results = await Promise.allSettled(works);
    const broken = results.find((result) => result.status === "rejected");
    if (broken !== undefined) throw broken.reason;
  }
  if (defects.length > 1) throw new AggregateError(defects, "several notifications met a bug");
  if (defects.length === 1) throw defects[0];
}

async function deliverChannel(
  run: Run,
  channel: Channel,
  queue: readonly ClaimedNotification[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const notifier = run.notifiers.get(channel);
  if (notifier === undefined) {
    if (!run.paused.has(channel)) {
      run.log.warn(`no ${channel} channel is configured: its alerts stay in the outbox`);
    }
    run.paused.add(channel);
    return;
  }
  for (const turn of await toTurns(run.store, queue)) {
    // What is left behind keeps its lease, and is taken up by the next run.
    if (signal?.aborted === true || run.paused.has(channel)) return;
    if (run.clock.now() >= run.leaseEndsAt) return;
    try {
      const results = await deliverTurn(run, notifier, turn);
      for (const { outcome } of results) run.count[outcome] += 1;
      if (results.some(({ isMisconfigured }) => isMisconfigured)) run.paused.add(channel);
      const restMs = Math.max(...results.map((result) => result.restMs));
      if (restMs > 0) await rest(run.clock, Math.min(restMs, maxRestMs), signal);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      run.log.error("a notification met a bug of ours and keeps waiting", {
        notificationIds: turn.map(({ id }) => id),
        subjectIds: turn.map(({ subjectId }) => subjectId),
      });
      run.defects.push(error);
    }
  }
}

/** Ends early, and without an error, when the signal aborts: the caller looks at it next. */
async function rest(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}

async function countRemaining(store: Store): Promise<number> {
  const pending = await store.listOutbox({ state: "pending", limit: remainingLimit });
  return pending.length;
}
