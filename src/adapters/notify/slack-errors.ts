import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import type { DeliveryErrorKind } from "../../model/errors.ts";
import { DeliveryError } from "../../model/errors.ts";
import { describeSafely } from "./redact.ts";

/** Slack names no wait here: its limit for one channel is about a message a second, over a minute. */
const unnamedWaitMs = 60_000;

/** Of the token, the app or the workspace. @see https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const settingErrors = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_expired",
  "token_revoked",
  "missing_scope",
  "no_permission",
  "not_allowed_token_type",
  "org_login_required",
  "ekm_access_denied",
  "enterprise_is_restricted",
  "team_access_not_granted",
  "accesslimited",
  "access_denied",
  "two_factor_setup_required",
]);

const passingErrors = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
  "message_limit_exceeded",
]);

const limitErrors = new Set(["ratelimited", "rate_limited"]);

/**
 * Gives the failure as a `DeliveryError` whose kind says whether another attempt can help; gives anything
 * that is not Slack's doing back as it is.
 */
export function toDeliveryError(error: unknown, what: string, secrets: readonly string[]): unknown {
  const fail = (kind: DeliveryErrorKind, words: string, retryAfterMs?: number) =>
    new DeliveryError(kind, `${what}: ${describeSafely(words, secrets)}`, {
      cause: error,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  if (error instanceof WebAPIRateLimitedError) {
    return fail("rate-limited", "too many messages", error.retryAfter * 1000);
  }
  if (error instanceof WebAPIPlatformError) {
    const { error: name, response_metadata: metadata } = error.data;
    const words = [name, ...(metadata?.messages ?? [])].join("; ");
    const kind = toKind(name);
    return fail(kind, words, kind === "rate-limited" ? unnamedWaitMs : undefined);
  }
  if (error instanceof WebAPIHTTPError) {
    // 4xx without Slack's own words is no answer of its API: a wrong address, a proxy in between.
    const isTheirs = error.statusCode >= 500 || error.statusCode === 408;
    return fail(isTheirs ? "temporary" : "misconfigured", `HTTP status ${error.statusCode}`);
  }
  if (error instanceof WebAPIRequestError) {
    return fail("temporary", `${error.original.message}${describeCause(error.original)}`);
  }
  // A 429 with no readable Retry-After is a plain Error. @see slackapi/node-slack-sdk
  // packages/web-api/src/WebClient.ts `makeRequest`
  if (error instanceof Error && error.message.startsWith("Retry header did not contain")) {
    return fail("rate-limited", "too many messages", unnamedWaitMs);
  }
  return error;
}

function toKind(name: string): DeliveryErrorKind {
  if (limitErrors.has(name)) return "rate-limited";
  if (settingErrors.has(name)) return "misconfigured";
  return passingErrors.has(name) ? "temporary" : "refused";
}

/** `fetch failed` says nothing; what failed is in its cause. */
function describeCause({ cause }: Error): string {
  return cause instanceof Error ? ` (${cause.message})` : "";
}
