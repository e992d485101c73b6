import { nextAttemptAt } from "../core/backoff.ts";
import { chooseToExplain } from "../core/explain/choose.ts";
import type { Explanations } from "../core/explain/explanation.ts";
import { toExplanations } from "../core/explain/explanation.ts";
import { clausesDigest } from "../core/explain/identity.ts";
import { toRaised } from "../core/explain/second-opinion.ts";
import type { Matcher } from "../core/match/matcher.ts";
import { createMatcher } from "../core/match/matcher.ts";
import type { ClauseChange } from "../model/comparison.ts";
import type { ExplanationState } from "../model/explanation.ts";
import type { Instant } from "../model/instant.ts";
import { addMs, parseInstant } from "../model/instant.ts";
import type { Notification } from "../model/notification.ts";
import type { SubscriptionFilter } from "../model/subscription.ts";
import type { Terms } from "../model/terms.ts";
import type { ExplanationStore, QueuedExplanation } from "../ports/explanation-store.ts";
import type { Store } from "../ports/store.ts";
import type { ExplainContext, ExplainRun } from "./explain-clauses.ts";
import { createExplainRun, explainClauses } from "./explain-clauses.ts";
import { notifyJudged } from "./notify-readers.ts";

export interface ExplainDueContext extends ExplainContext {
  readonly store: Store;
}

export interface ExplainCount {
  /** Changes that were asked about to the end. */
  readonly explained: number;
  /** Notifications that a second opinion added or enlarged. */
  readonly raised: number;
  /** Changes that wait for another run. */
  readonly waiting: number;
}

/** Changes looked at in one run: more than any crawl finds. */
const mostAtOnce = 100;

/** Between runs for a model that cannot be had: a minute, then twice as long each time, up to an hour. */
const pause = { firstMs: 60_000, capMs: 3_600_000, minAttempts: 1 };

/**
 * Asks the language model about changes that checks have recorded and that wait for it, and raises what its second
 * opinion raises. Comes between the recording of a change and the sending of its alerts, and holds those back for
 * `maxWaitMs` at most: what is not answered by then goes out without an explanation, and the second opinion may follow.
 *
 * Ask, keep, record: killed between any two, the next run asks only for what is missing, and raises the same
 * notifications under the same ids.
 * @throws {StoreError} when the database fails; the signal's reason when it aborts
 */
export async function explainDue(
  context: ExplainDueContext,
  signal?: AbortSignal,
): Promise<ExplainCount> {
  const { store, clock } = context;
  const run = createExplainRun(context);
  const now = clock.now();
  await store.giveUpExplanations(addMs(now, -run.settings.maxAgeMs));
  const queued = await store.listQueuedExplanations({ now, limit: mostAtOnce });
  if (queued.length === 0) return { explained: 0, raised: 0, waiting: 0 };
  const readers = {
    terms: new Map((await store.listTermsStatus()).map((terms) => [terms.id, terms])),
    matcher: createMatcher(),
  };
  const counts = { explained: 0, raised: 0, waiting: 0 };
  for (const one of queued) {
    const chosen = chooseToExplain(one.change.comparison, run.settings.maxClauses);
    const options = signal === undefined ? {} : { signal };
    const isWhole = await explainClauses(run, chosen, options);
    const notifications = run.settings.raisesAlerts
      ? await listRaised(store, one, readers, clock.now())
      : [];
    const progress = isWhole ? settle(one, clock.now()) : postpone(run, one);
    await store.recordExplanation(one.change.id, progress, notifications);
    counts.raised += notifications.length;
    counts[progress.state === "done" ? "explained" : "waiting"] += 1;
  }
  if (run.stop !== null) {
    const { kind, detail } = run.stop;
    context.log.warn("alerts go out without some explanations", {
      kind,
      reason: detail,
      ...counts,
    });
  }
  return counts;
}

interface Readers {
  readonly terms: ReadonlyMap<string, Terms>;
  readonly matcher: Matcher;
}

async function listRaised(
  store: Store,
  { change }: QueuedExplanation,
  { terms, matcher }: Readers,
  now: Instant,
): Promise<readonly Notification[]> {
  const own = terms.get(change.termsId);
  if (own === undefined) return [];
  const explanations = await loadExplanations(store, change.comparison.changes);
  const raised = toRaised({ change, explanations, terms: own });
  const judge = (filters: readonly SubscriptionFilter[]) => raised.match(matcher, filters);
  return notifyJudged(store, { change, keys: raised.toKeys(matcher), judge }, now);
}

/** Gives what has been kept about these clause changes, checked anew; empty where nothing has. */
export async function loadExplanations(
  store: ExplanationStore,
  changes: readonly ClauseChange[],
): Promise<Explanations> {
  return toExplanations(changes, await store.listAnswers(changes.map(clausesDigest)));
}

interface Progress {
  readonly state: ExplanationState;
  readonly attempts: number;
  readonly nextAttemptAt: Instant;
}

function settle({ attempts }: QueuedExplanation, now: Instant): Progress {
  return { state: "done", attempts, nextAttemptAt: now };
}

function postpone(
  { context, settings, stop, asked }: ExplainRun,
  { recordedAt, attempts }: QueuedExplanation,
): Progress {
  const now = context.clock.now();
  // A slow model that answers is asked on at once; one that answers nothing in time is given a rest.
  if (stop?.kind === "time" && asked > 0) return { state: "pending", attempts, nextAttemptAt: now };
  if (stop?.kind === "budget") {
    return { state: "pending", attempts: attempts + 1, nextAttemptAt: startOfNextDay(now) };
  }
  const failed = {
    createdAt: recordedAt,
    attempts: attempts + 1,
    now,
    retryAfterMs: stop?.retryAfterMs,
    random: context.random(),
  };
  const at = nextAttemptAt(failed, { ...pause, maxAgeMs: settings.maxAgeMs });
  return {
    state: at === null ? "given-up" : "pending",
    attempts: attempts + 1,
    nextAttemptAt: at ?? now,
  };
}

function startOfNextDay(now: Instant): Instant {
  return parseInstant(`${addMs(now, 86_400_000).slice(0, 10)}T00:00:00Z`);
}
