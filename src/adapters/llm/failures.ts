import { NoObjectGeneratedError } from "ai";
import { ExplainError } from "../../model/errors.ts";
import type { Exchange } from "./bounded-fetch.ts";

export interface FailedAsk {
  /** Whom was asked, for the message: model and host. */
  readonly what: string;
  readonly exchange: Exchange;
  readonly isTimedOut: boolean;
  readonly timeoutMs: number;
  readonly now: number;
}

/**
 * Gives a failed request as an `ExplainError`. Neither the server's words nor the library's error go with it: both can
 * repeat the key, and the library's carries the whole request.
 */
export function toExplainError(error: unknown, failed: FailedAsk): ExplainError {
  const { what, exchange, isTimedOut, timeoutMs } = failed;
  const fail = (
    kind: ConstructorParameters<typeof ExplainError>[0],
    words: string,
    retryAfterMs?: number,
  ) => new ExplainError(kind, `language model ${what}: ${words}`, { retryAfterMs });
  if (exchange.isOversize) return fail("oversize", "the answer is longer than its bound");
  if (exchange.isStray) return fail("misconfigured", "it is asked at another host than configured");
  if (isTimedOut) return fail("temporary", `no answer within ${timeoutMs} ms`);
  const { status } = exchange;
  if (status === undefined) return fail("temporary", "it cannot be reached");
  if (status >= 200 && status < 300) return toBadAnswer(error, fail);
  if (status === 429) {
    return fail("rate-limited", "too many requests", readRetryAfter(exchange.headers, failed.now));
  }
  if (status === 408 || status >= 500) {
    return fail("temporary", `HTTP status ${status}`, readRetryAfter(exchange.headers, failed.now));
  }
  if (status < 400) {
    return fail("misconfigured", `HTTP status ${status}: set the address that it redirects to`);
  }
  if (status === 401 || status === 403) {
    return fail("misconfigured", `HTTP status ${status}: look at CLAUSEWATCH_EXPLAIN_KEY`);
  }
  if (status === 404 || status === 405) {
    return fail("misconfigured", `HTTP status ${status}: look at the address and the model's name`);
  }
  // A filter, or a text too long for the model: of this question, not of all.
  return fail("refused", `HTTP status ${status}`);
}

function toBadAnswer(
  error: unknown,
  fail: (kind: "refused" | "oversize" | "nonsense" | "temporary", words: string) => ExplainError,
): ExplainError {
  if (!NoObjectGeneratedError.isInstance(error)) {
    // Not the API's own envelope: a proxy's page, a cut body.
    return fail("temporary", "the answer is not one of the API: look at the address");
  }
  if (error.finishReason === "content-filter") return fail("refused", "it declined to answer");
  if (error.finishReason === "length") return fail("oversize", "the answer was cut at its bound");
  return fail("nonsense", "the answer has not the form that was asked for");
}

/** Both forms of RFC 9110 10.2.3; undefined for neither. */
function readRetryAfter(headers: Headers | undefined, now: number): number | undefined {
  const value = headers?.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const at = /^[A-Z][a-z]{2},? /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
