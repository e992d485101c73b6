import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";

/** A browser in which somebody has signed in. The token that it holds is kept nowhere. */
export interface Session {
  /** Of the token. */
  readonly digest: Digest;
  /** Name of the account. */
  readonly account: string;
  /** What a person calls the browser, such as `Firefox on Linux`. */
  readonly browser: string;
  readonly createdAt: Instant;
  /** Last, to some minutes. */
  readonly seenAt: Instant;
  /** Whatever is done in it. */
  readonly expiresAt: Instant;
}
