import type { AccessToken, TokenPurpose } from "../../model/access-token.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOf } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import { addMs } from "../../model/instant.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * How long a link works. A confirmation that nobody followed for two days was not theirs; a manage link comes anew with
 * every alert; a mail's unsubscribe button must outlive a yearly clean-up of somebody's inbox.
 */
export const tokenLifetimesMs: Readonly<Record<TokenPurpose, number>> = {
  confirm: 48 * hourMs,
  manage: 30 * dayMs,
  unsubscribe: 400 * dayMs,
};

/** Gives what is kept of a token: never its text. */
export function toAccessToken(
  text: string,
  fields: Pick<AccessToken, "purpose" | "address"> &
    Partial<Pick<AccessToken, "subscriptionId" | "request">>,
  now: Instant,
): AccessToken {
  return {
    subscriptionId: null,
    request: null,
    ...fields,
    digest: toTokenDigest(text),
    createdAt: now,
    expiresAt: addMs(now, tokenLifetimesMs[fields.purpose]),
    usedAt: null,
  };
}

/** The digest that a token is kept under; domain-separated, so that no other digest of the database is one. */
export function toTokenDigest(text: string): Digest {
  return digestOf(`access token ${text}`);
}

/** Whether a text of an address can be a token at all: 32 bytes as base64url. */
export function isTokenText(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** Whether a token opens what is asked for, now. */
export function isUsable(token: AccessToken, purpose: TokenPurpose, now: Instant): boolean {
  return token.purpose === purpose && token.usedAt === null && now < token.expiresAt;
}
