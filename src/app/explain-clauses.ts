import { nextAttemptAt } from "../core/backoff.ts";
import { answerId, clausesDigest } from "../core/explain/identity.ts";
import { buildPrompt, promptVersion } from "../core/explain/prompt.ts";
import type { ClauseChange } from "../model/comparison.ts";
import { ExplainError } from "../model/errors.ts";
import type { AnswerFault, ModelAnswer } from "../model/explanation.ts";
import type { Instant } from "../model/instant.ts";
import { addMs, toMs } from "../model/instant.ts";
import type { Clock } from "../ports/clock.ts";
import type { Explainer } from "../ports/explainer.ts";
import type { ExplanationStore } from "../ports/explanation-store.ts";
import type { Log } from "../ports/log.ts";

export interface ExplainSettings {
  /** Whether a second opinion may alert those whom our judgement alone would not. @default true */
  readonly raisesAlerts?: boolean;
  /** Clauses of one change that are asked about, the most important first. @default 10 */
  readonly maxClauses?: number;
  /** How long one run may hold alerts back, in milliseconds. @default 90,000 */
  readonly maxWaitMs?: number;
  /** For one answer; at most half of `maxWaitMs` is given. @default 30,000 */
  readonly timeoutMs?: number;
  /** Of one answer, what a model thinks included. @default 2,000 */
  readonly maxOutputTokens?: number;
  /** Further requests after one that met a server in trouble. @default 2 */
  readonly maxRetries?: number;
  /** Before the first of them, with jitter; then twice as long each time. @default 1,000 */
  readonly firstRetryMs?: number;
  /** UTC days. @default 500 */
  readonly maxCallsPerDay?: number;
  /** Asked and answered, over all calls of a UTC day. @default 1,000,000 */
  readonly maxTokensPerDay?: number;
  /** Age at which a change that no answer was had for is given up, in milliseconds. @default 86,400,000 (a day) */
  readonly maxAgeMs?: number;
}

export const explainDefaults: Required<ExplainSettings> = {
  raisesAlerts: true,
  maxClauses: 10,
  maxWaitMs: 90_000,
  timeoutMs: 30_000,
  maxOutputTokens: 2000,
  maxRetries: 2,
  firstRetryMs: 1000,
  maxCallsPerDay: 500,
  maxTokensPerDay: 1_000_000,
  maxAgeMs: 86_400_000,
};

export interface ExplainContext {
  readonly store: ExplanationStore;
  readonly explainer: Explainer;
  readonly clock: Clock;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly log: Log;
  readonly settings: ExplainSettings;
}

/** Why nothing more is asked in a run. */
export interface Stop {
  readonly kind: "failed" | "budget" | "time";
  readonly detail: string;
  readonly retryAfterMs?: number | undefined;
}

/** One run's share of time and what it came to. */
export interface ExplainRun {
  readonly context: ExplainContext;
  readonly settings: Required<ExplainSettings>;
  /** No request begins later, so that the last one ends in time. */
  readonly startBy: Instant;
  /** Null while asking goes on. */
  stop: Stop | null;
  /** Clauses settled by requests of this run. */
  asked: number;
}

/** Questions at a time: more would only meet the limits of most accounts. */
const lanes = 3;

/** Characters of a token, on the low side: English has about four. */
const charsPerToken = 3;

/** Gives a run that begins now. */
export function createExplainRun(context: ExplainContext): ExplainRun {
  const given = { ...explainDefaults, ...context.settings };
  const timeoutMs = Math.ceil(Math.min(given.timeoutMs, given.maxWaitMs / 2));
  const settings = { ...given, timeoutMs };
  const startBy = addMs(context.clock.now(), given.maxWaitMs - timeoutMs);
  return { context, settings, startBy, stop: null, asked: 0 };
}

/**
 * Asks about these clause changes what has not been asked before, and keeps each answer as it comes: killed in
 * between, the next run asks for the rest. Gives whether nothing is left to ask. Ends early, with the reason in `run.stop`, when the model cannot be had, the
 * day's budget is spent or the run's time is over; never throws an `ExplainError`.
 * @param isAnew also asks again what the model declined or answered in no form
 * @throws {StoreError} when an answer cannot be kept; the signal's reason when it aborts
 */
export async function explainClauses(
  run: ExplainRun,
  changes: readonly ClauseChange[],
  { isAnew = false, signal }: { readonly isAnew?: boolean; readonly signal?: AbortSignal } = {},
): Promise<boolean> {
  const { store, explainer } = run.context;
  const byClauses = new Map(changes.map((change) => [clausesDigest(change), change]));
  const kept = await store.listAnswers([...byClauses.keys()]);
  const known = new Set(
    kept.filter(({ answer }) => answer !== null || !isAnew).map(({ id }) => id),
  );
  const rest = [...byClauses]
    .filter(([clauses]) => !known.has(answerId(clauses, explainer.model, promptVersion)))
    .map(([, change]) => change)
    .values();
  let isWhole = true;
  const settled = await Promise.allSettled(
    Array.from({ length: lanes }, async () => {
      for (const change of rest) {
        try {
          isWhole = run.stop === null && (await askAbout(run, change, signal)) && isWhole;
        } catch (error) {
          // The other lanes ask for nothing that could not be kept.
          run.stop ??= { kind: "failed", detail: "asking broke off" };
          throw error;
        }
        if (run.stop !== null) return;
      }
    }),
  );
  const failure = settled.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
  return isWhole;
}

/** Gives whether the change is settled: answered, or known to get no answer. */
async function askAbout(
  run: ExplainRun,
  change: ClauseChange,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const { clock, random } = run.context;
  let isRepeated = false;
  let retries = 0;
  while (run.stop === null) {
    signal?.throwIfAborted();
    const asked = await askOnce(run, change, { isRepeated, signal });
    if (asked === "settled") {
      run.asked += 1;
      return true;
    }
    if (asked === "stopped") return false;
    if (asked.kind === "nonsense" || !asked.retryable) {
      if (asked.kind === "nonsense" && !isRepeated) {
        isRepeated = true;
        continue;
      }
      run.asked += 1;
      await keep(run, change, { fault: toFault(asked), tokens: 0 });
      return true;
    }
    retries += 1;
    const now = clock.now();
    const at = nextAttemptAt(
      {
        createdAt: now,
        attempts: retries,
        now,
        retryAfterMs: asked.retryAfterMs,
        random: random(),
      },
      { firstMs: run.settings.firstRetryMs, maxAgeMs: Infinity },
    );
    if (retries > run.settings.maxRetries || at === null || at > run.startBy) {
      run.stop ??= { kind: "failed", detail: asked.message, retryAfterMs: asked.retryAfterMs };
      return false;
    }
    await clock.sleep(toMs(at) - toMs(now), signal);
  }
  return false;
}

/** One request within budget and time; gives a failure that another attempt, or a record of it, may settle. */
async function askOnce(
  run: ExplainRun,
  change: ClauseChange,
  {
    isRepeated,
    signal,
  }: { readonly isRepeated: boolean; readonly signal: AbortSignal | undefined },
): Promise<"settled" | "stopped" | ExplainError> {
  const { settings } = run;
  const { store, explainer, clock, log } = run.context;
  const prompt = buildPrompt(change, isRepeated);
  // Too long to be shown whole: there is nothing to ask, today or later.
  if (prompt === undefined) return "settled";
  const now = clock.now();
  if (now > run.startBy) {
    run.stop ??= { kind: "time", detail: `no time left of ${settings.maxWaitMs} ms` };
    return "stopped";
  }
  const day = now.slice(0, 10);
  const length = prompt.system.length + prompt.prompt.length;
  const tokens = Math.ceil(length / charsPerToken) + settings.maxOutputTokens;
  const limits = { calls: settings.maxCallsPerDay, tokens: settings.maxTokensPerDay };
  if (!(await store.reserveUsage(day, { tokens }, limits))) {
    run.stop ??= { kind: "budget", detail: "the day's budget for the language model is spent" };
    return "stopped";
  }
  const { maxOutputTokens, timeoutMs } = settings;
  try {
    const reply = await explainer.ask({ ...prompt, maxOutputTokens, timeoutMs }, signal);
    const spent = reply.tokens ?? tokens;
    await store.adjustUsage(day, spent - tokens);
    await keep(run, change, { answer: reply.answer, tokens: spent });
    return "settled";
  } catch (error) {
    if (!(error instanceof ExplainError)) throw error;
    const { kind, message } = error;
    const level = kind === "misconfigured" ? "error" : "warn";
    log[level]("a language model gave no answer", { kind, reason: message });
    // Nothing came back, so nothing was spent but the call; of an answer that is none the cost is unknown.
    if (error.retryable || kind === "misconfigured") await store.adjustUsage(day, -tokens);
    if (kind !== "misconfigured") return error;
    run.stop ??= { kind: "failed", detail: message };
    return "stopped";
  }
}

function toFault({ kind }: ExplainError): AnswerFault {
  return kind === "refused" || kind === "oversize" ? kind : "nonsense";
}

async function keep(
  { context }: ExplainRun,
  change: ClauseChange,
  given: Pick<ModelAnswer, "tokens"> & Partial<Pick<ModelAnswer, "answer" | "fault">>,
): Promise<void> {
  const clauses = clausesDigest(change);
  const { model } = context.explainer;
  await context.store.putAnswer({
    id: answerId(clauses, model, promptVersion),
    clauses,
    model,
    promptVersion,
    answer: given.answer ?? null,
    fault: given.fault ?? null,
    tokens: given.tokens,
    answeredAt: context.clock.now(),
  });
}
