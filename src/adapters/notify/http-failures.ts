import type { DeliveryErrorKind } from "../../model/errors.ts";
import { DeliveryError } from "../../model/errors.ts";
import type { Instant } from "../../model/instant.ts";
import { describeSafely, toSafeCause } from "./redact.ts";
import { readRetryAfter } from "./retry-after.ts";
import { isTlsFault } from "./tls-faults.ts";

export interface FailedPost {
  /** Names the endpoint. */
  readonly what: string;
  /** What no message repeats. */
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
}

export interface Refusal {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Of the server, fit for a log. */
  readonly words: string;
  readonly now: Instant;
}

/** Gives an answer other than 2xx as an error whose kind says whether another attempt can help. */
export function toStatusError(failed: FailedPost, refusal: Refusal): DeliveryError {
  const { statusCode, headers, words, now } = refusal;
  const kind = toKind(statusCode);
  const hint = toHint(statusCode);
  const said = [`HTTP status ${statusCode}`, hint, words].filter((part) => part !== "");
  const wait = [headers["retry-after"] ?? []].flat()[0];
  const isWaiting = kind === "rate-limited" || kind === "temporary";
  return new DeliveryError(kind, `${failed.what}: ${said.join(": ")}`, {
    retryAfterMs: isWaiting ? readRetryAfter(wait, now) : undefined,
    isOfTarget: kind === "misconfigured",
  });
}

/**
 * Gives the failure to get an answer as a `DeliveryError`; gives anything else back as it is. What breaks off or stays
 * silent may work later; a certificate that does not hold, or a server without TLS, stays so until somebody mends it.
 */
export function toConnectionError(error: unknown, failed: FailedPost): unknown {
  if (!(error instanceof Error) || error instanceof DeliveryError) return error;
  const { what, secrets, timeoutMs } = failed;
  const fail = (kind: DeliveryErrorKind, words: string) =>
    new DeliveryError(kind, `${what}: ${describeSafely(words, secrets)}`, {
      cause: toSafeCause(error, secrets),
      isOfTarget: kind === "misconfigured",
    });
  if (error.name === "TimeoutError") return fail("temporary", `no answer within ${timeoutMs} ms`);
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  // Without a code, or by this one, it is no network's doing but a call of ours that was wrong.
  if (code === undefined || code.startsWith("UND_ERR_INVALID")) return error;
  // The addresses of a host fail together as one error without words.
  const words = error.message === "" ? code : error.message;
  return fail(isTlsFault(code) ? "misconfigured" : "temporary", words);
}

function toKind(status: number): DeliveryErrorKind {
  if (status === 429) return "rate-limited";
  if (status === 408 || status >= 500) return "temporary";
  // RFC 9110: 410 says that it is for good, and 404 leaves it open. Who serves webhooks means it: the hook was deleted.
  if (status === 404 || status === 410) return "gone";
  return status < 400 || status === 401 || status === 403 ? "misconfigured" : "refused";
}

function toHint(status: number): string {
  if (status < 400) return "redirects are not followed, set the address that it leads to";
  if (status === 401 || status === 403) return "look at the endpoint's address and secrets";
  return "";
}
