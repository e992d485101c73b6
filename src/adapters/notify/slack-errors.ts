import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import type { DeliveryErrorKind } from "../../model/errors.ts";
import { DeliveryError } from "../../model/errors.ts";
import { describeSafely, toSafeCause } from "./redact.ts";
import { isTlsFault } from "./tls-faults.ts";

/** Slack names no wait here: its limit for one channel is about a message a second, over a minute. */
const unnamedWaitMs = 60_000;

/** Of the token, the app or the workspace. @see https://docs.slack.dev/reference/methods/chat.postMessage#errors-table */
const settingErrors = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_expired",
  "token_revoked",
  "missing_scope",
  "no_permission",
  "not_allowed_token_type",
  "ekm_access_denied",
  "enterprise_is_restricted",
  "team_access_not_granted",
  "accesslimited",
  "access_denied",
  "two_factor_setup_required",
  "deprecated_endpoint",
  "method_deprecated",
]);

/** Of one channel, and mended in Slack: the app is invited, or allowed to post there. Its messages wait for that. */
const channelSettingErrors = new Set([
  "not_in_channel",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_thread_only_channel",
  "restricted_action_non_threadable_channel",
]);

/** No such channel or person, or none any more. A private channel that the app was never in is `channel_not_found` too. */
const goneErrors = new Set([
  "channel_not_found",
  "is_archived",
  "is_inactive",
  "user_disabled",
  "user_not_found",
  "users_not_found",
  "cannot_dm_bot",
]);

const passingErrors = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  // A workspace or channel that is being moved, until it is.
  "team_added_to_org",
  "org_login_required",
  "external_channel_migrating",
  "message_limit_exceeded",
]);

const limitErrors = new Set(["ratelimited", "rate_limited"]);

/**
 * Gives the failure as a `DeliveryError` whose kind says whether another attempt can help; gives anything
 * that is not Slack's doing back as it is.
 */
export function toDeliveryError(error: unknown, what: string, secrets: readonly string[]): unknown {
  const fail = (kind: DeliveryErrorKind, words: string, options: FailOptions = {}) =>
    new DeliveryError(kind, `${what}: ${describeSafely(words, secrets)}`, {
      cause: toSafeCause(error, secrets),
      ...options,
    });
  if (error instanceof WebAPIRateLimitedError) {
    return fail("rate-limited", "too many messages", { retryAfterMs: error.retryAfter * 1000 });
  }
  if (error instanceof WebAPIPlatformError) {
    const { error: name, response_metadata: metadata } = error.data;
    // Of `invalid_blocks` they name each block, as `[json-pointer:/blocks/3/text]`.
    const words = [name, ...(metadata?.messages ?? [])].join("; ");
    const kind = toKind(name);
    const waitMs = metadata?.retryAfter === undefined ? unnamedWaitMs : metadata.retryAfter * 1000;
    return fail(kind, words, {
      retryAfterMs: kind === "rate-limited" ? waitMs : undefined,
      isOfTarget: channelSettingErrors.has(name),
    });
  }
  if (error instanceof WebAPIHTTPError) {
    // 4xx without Slack's own words is no answer of its API: a wrong address, a proxy in between.
    const isTheirs = error.statusCode >= 500 || error.statusCode === 408;
    return fail(isTheirs ? "temporary" : "misconfigured", `HTTP status ${error.statusCode}`);
  }
  if (error instanceof WebAPIRequestError) {
    const { original } = error;
    return fail(toConnectionKind(original), `${original.message}${describeCause(original)}`);
  }
  // A 429 with no readable Retry-After is a plain Error. @see slackapi/node-slack-sdk
  // packages/web-api/src/WebClient.ts `makeRequest`
  if (error instanceof Error && error.message.startsWith("Retry header did not contain")) {
    return fail("rate-limited", "too many messages", { retryAfterMs: unnamedWaitMs });
  }
  return error;
}

type FailOptions = { readonly retryAfterMs?: number | undefined; readonly isOfTarget?: boolean };

function toKind(name: string): DeliveryErrorKind {
  if (limitErrors.has(name)) return "rate-limited";
  if (settingErrors.has(name) || channelSettingErrors.has(name)) return "misconfigured";
  if (goneErrors.has(name)) return "gone";
  return passingErrors.has(name) ? "temporary" : "refused";
}

/** A request that got no answer: only what the address or its certificate is to blame for will not pass. */
function toConnectionKind({ cause }: Error): DeliveryErrorKind {
  if (!(cause instanceof Error)) return "temporary";
  // Node's `fetch` tells a redirect, which the library has it refuse, by these words alone.
  // @see nodejs/undici lib/web/fetch/index.js `httpFetch`
  if (cause.message === "unexpected redirect") return "misconfigured";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return isTlsFault(code) ? "misconfigured" : "temporary";
}

/** `fetch failed` says nothing; what failed is in its cause. */
function describeCause({ cause }: Error): string {
  return cause instanceof Error ? ` (${cause.message})` : "";
}
