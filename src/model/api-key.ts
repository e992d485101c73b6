import type { Role } from "./account.ts";
import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";

/** What a program shows instead of signing in. The key itself is kept nowhere. */
export interface ApiKey {
  /** Of the key. */
  readonly digest: Digest;
  /** Unique; what the audit log calls the program, after `key:`. */
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Instant;
  /** Day, such as `2026-03-01`; null for never. */
  readonly lastUsedOn: string | null;
}

/** What keys begin with, so that whoever finds one knows what it opens. */
export const apiKeyPrefix = "cwk_";
