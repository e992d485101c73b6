import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";
import type { Rhythm, SubscriptionFilter } from "./subscription.ts";

/** `confirm`: begins a subscription, once · `manage`: shows and changes all of an address · `unsubscribe`: ends one. */
export const tokenPurposes = ["confirm", "manage", "unsubscribe"] as const;
export type TokenPurpose = (typeof tokenPurposes)[number];

/** What a reader asked for by a form, before the address is known to be theirs. */
export interface SubscriptionRequest extends Pick<
  SubscriptionFilter,
  "services" | "topics" | "directions" | "words"
> {
  readonly rhythm: Rhythm;
  /** IANA name. */
  readonly timeZone: string;
}

/** What a link in a mail allows whoever holds it. The link's token itself is kept nowhere. */
export interface AccessToken {
  /** Of the token's text. */
  readonly digest: Digest;
  readonly purpose: TokenPurpose;
  /** The e-mail address that the link was sent to. */
  readonly address: string;
  /** What `unsubscribe` ends; null for the other purposes. */
  readonly subscriptionId: string | null;
  /** What `confirm` begins; null for the other purposes. */
  readonly request: SubscriptionRequest | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Of `confirm`, which works once; null until then. */
  readonly usedAt: Instant | null;
}
