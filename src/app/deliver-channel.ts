import type { Digest } from "../model/digest.ts";
import { digestOfFields } from "../model/digest.ts";
import { StoreError } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import { addMs } from "../model/instant.ts";
import type { Channel } from "../model/subscription.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { AttemptResult } from "./deliver-one.ts";
import type { TurnContext } from "./deliver-turn.ts";
import { deliverTurn } from "./deliver-turn.ts";
import type { Limit } from "./limit.ts";
import type { SubscriberReader } from "./hold-back.ts";
import { createSubscriberReader, holdBack, holdTurn } from "./hold-back.ts";
import type { Turn } from "./turns.ts";
import { listSettled, toTurns } from "./turns.ts";

export interface ChannelBounds {
  /** Notifications leased at a time. */
  readonly batchSize: number;
  readonly leaseMs: number;
  /** No attempt is begun this shortly before its lease ends. */
  readonly attemptMs: number;
  /** Messages under way at a time. */
  readonly maxConcurrent: number;
}

export interface ChannelRun extends TurnContext {
  readonly channel: Channel;
  readonly notifier: Notifier;
  readonly bounds: ChannelBounds;
  readonly runToken: Digest;
  /** Counts what came of a notification. */
  readonly count: (outcome: AttemptResult["outcome"]) => unknown;
  /** Keeps a bug of ours until all the rest was tried. */
  readonly keepDefect: (error: unknown) => unknown;
  /** Lets nothing more be begun, on this channel or any. */
  readonly stopAll: (reason: StoreError) => unknown;
  /** Of what is under way on all channels together whose receivers cannot know a repetition. */
  readonly limit: Limit;
  /** Aborts when nothing more may be begun. */
  readonly signal: AbortSignal;
}

/** Longest wait for a channel that asks for one, inside a run; a run from cron must end. */
const maxRestMs = 60_000;

/** Where a wait is asked for everybody: Slack counts what one token posts to all of its channels. */
const restsWhole: ReadonlySet<Channel> = new Set(["slack"]);

/** Who receives these knows a repetition by its id: as many as like may be on their way when the process is killed. */
const knowsRepetitions: ReadonlySet<Channel> = new Set(["webhook"]);

/** What a channel has said of itself in this run. */
interface ChannelState {
  /** Nothing more is sent on it. */
  isPaused: boolean;
  /** It has answered otherwise than by what is wrong with itself. */
  isProven: boolean;
  restUntil: Instant | null;
  readonly restingTargets: Map<string, Instant>;
}

/**
 * Sends what is due on one channel until nothing is. Messages to one target go out one after the other, in order; those
 * to different targets side by side, once the first message has shown that the channel itself works.
 * @throws {StoreError} once what is under way on this channel has ended
 */
export async function deliverChannel(run: ChannelRun): Promise<void> {
  const { store, clock, channel, bounds, signal } = run;
  const restingTargets = new Map<string, Instant>();
  const state: ChannelState = { isPaused: false, isProven: false, restUntil: null, restingTargets };
  for (let batch = 0; !signal.aborted && !state.isPaused; batch += 1) {
    const now = clock.now();
    const claimed = await store.claimNotifications({
      now,
      limit: bounds.batchSize,
      leaseMs: bounds.leaseMs,
      leaseToken: digestOfFields(run.runToken, channel, String(batch)),
      channel,
    });
    if (claimed.length === 0) return;
    const endsAt = addMs(now, bounds.leaseMs - bounds.attemptMs);
    const subscribers = createSubscriberReader(run);
    const due = await holdBack(run, claimed, subscribers);
    const turns = await toTurns(run.changes, due);
    const queues = [...Map.groupBy(turns, ({ told: [[first]] }) => first.target).values()];
    await deliverQueues(run, state, { queues, endsAt, subscribers });
  }
}

interface Batch {
  readonly queues: readonly (readonly Turn[])[];
  readonly endsAt: Instant;
  readonly subscribers: SubscriberReader;
}

async function deliverQueues(run: ChannelRun, state: ChannelState, batch: Batch): Promise<void> {
  const queues = batch.queues.values();
  while (!state.isProven) {
    const { value: queue } = queues.next();
    if (queue === undefined) return;
    await deliverQueue(run, state, batch, queue);
  }
  const work = async () => {
    for (const queue of queues) await deliverQueue(run, state, batch, queue);
  };
  const works = Array.from({ length: run.bounds.maxConcurrent }, work);
  // All come to rest before a broken store is reported: no attempt goes on unwatched.
  const results = await Promise.allSettled(works);
  const broken = results.find((result) => result.status === "rejected");
  if (broken !== undefined) throw broken.reason;
}

/** Sends what there is for one target. What is left behind keeps its lease, and is taken up by the next run. */
async function deliverQueue(
  run: ChannelRun,
  state: ChannelState,
  batch: Batch,
  queue: readonly Turn[],
): Promise<void> {
  for (const turn of queue) {
    await restAsAsked(run, state);
    try {
      const next = () => deliverNext(run, state, batch, turn);
      const isOver = await (knowsRepetitions.has(run.channel) ? next() : run.limit(next));
      if (isOver) return;
    } catch (error) {
      if (error instanceof StoreError) {
        run.stopAll(error);
        throw error;
      }
      run.log.error("a notification met a bug of ours and keeps waiting", {
        notificationIds: listSettled(turn).map(({ id }) => id),
        subjectIds: listSettled(turn).map(({ subjectId }) => subjectId),
      });
      run.keepDefect(error);
    }
  }
}

/** True where nothing more is to be sent of the target's queue. */
async function deliverNext(
  run: ChannelRun,
  state: ChannelState,
  batch: Batch,
  turn: Turn,
): Promise<boolean> {
  const { target } = turn.told[0][0];
  const now = run.clock.now();
  if (run.signal.aborted || state.isPaused || now >= batch.endsAt) return true;
  if ((state.restingTargets.get(target) ?? now) > now) return true;
  if (await holdTurn(run, turn, await batch.subscribers(target))) return false;
  noteResults(run, state, target, await deliverTurn(run, run.notifier, turn));
  return false;
}

function noteResults(
  { count, channel, clock }: ChannelRun,
  state: ChannelState,
  target: string,
  results: readonly AttemptResult[],
): void {
  for (const { outcome } of results) count(outcome);
  if (results.some(({ isMisconfigured }) => isMisconfigured)) state.isPaused = true;
  else state.isProven = true;
  const restMs = Math.max(0, ...results.map((result) => result.restMs));
  if (restMs === 0) return;
  if (restsWhole.has(channel)) state.restUntil = addMs(clock.now(), Math.min(restMs, maxRestMs));
  else state.restingTargets.set(target, addMs(clock.now(), restMs));
}

/** Ends early, and without an error, when the signal aborts: the caller looks at it next. */
async function restAsAsked(
  { clock, signal }: ChannelRun,
  { restUntil }: ChannelState,
): Promise<void> {
  const restMs = restUntil === null ? 0 : Date.parse(restUntil) - Date.parse(clock.now());
  if (restMs <= 0) return;
  try {
    await clock.sleep(restMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
