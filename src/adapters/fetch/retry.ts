import { FetchError } from "../../model/errors.ts";
import { toMs } from "../../model/instant.ts";
import type { Instant } from "../../model/instant.ts";
import type { FetchSettings } from "./options.ts";

/** What retrying needs to know of an answer. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface RetryOptions<A extends Answered> {
  readonly signal?: AbortSignal | undefined;
  /** Told of a wait that the server asked for, so that others spare the host too. */
  readonly onRest?: (answer: A, ms: number) => void;
}

const temporaryStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Gives the first answer that another attempt would not better, or the last one; rejects with the last failure.
 * Between attempts nothing is held: the caller takes its turn at the host anew each time.
 */
export async function withRetries<T, A extends Answered>(
  attempt: () => Promise<T>,
  read: (result: T) => A,
  settings: FetchSettings,
  options: RetryOptions<A> = {},
): Promise<T> {
  for (let retry = 0; ; retry += 1) {
    const isLast = retry >= settings.maxRetries;
    let waitMs = toBackoff(retry, settings);
    try {
      const result = await attempt();
      const answer = read(result);
      if (isLast || !temporaryStatuses.has(answer.status)) return result;
      const askedMs = parseRetryAfter(answer.headers["retry-after"], settings.clock.now());
      if (askedMs !== undefined) {
        if (askedMs > settings.maxRetryAfterMs) return result;
        waitMs = Math.max(waitMs, askedMs);
        options.onRest?.(answer, askedMs);
      }
    } catch (error) {
      if (isLast || !isWorthRetrying(error)) throw error;
    }
    await settings.clock.sleep(waitMs, options.signal);
  }
}

/** Milliseconds from now, never negative; undefined for a value in neither of the two forms (RFC 9110 10.2.3). */
export function parseRetryAfter(value: string | undefined, now: Instant): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse takes much that is no date; an HTTP date begins with the day's name.
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - toMs(now));
}

function isWorthRetrying(error: unknown): boolean {
  // What robots.txt says, or that it cannot be had, has its own clock: asking again within seconds changes nothing.
  return error instanceof FetchError && error.retryable && error.kind !== "robots-disallowed";
}

/** Half of it fixed and half random, so that a host's pages do not come back all at once. */
function toBackoff(retry: number, settings: FetchSettings): number {
  const full = Math.min(settings.maxBackoffMs, settings.backoffMs * 2 ** retry);
  return Math.round(full / 2 + (full / 2) * settings.random());
}
