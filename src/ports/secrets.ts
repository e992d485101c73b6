import type { Digest } from "../model/digest.ts";

/** What must not be guessed, and comparison that tells nothing by how long it takes. */
export interface Secrets {
  /** 32 bytes of the system's randomness as 43 characters of base64url. */
  createToken(): string;
  isSame(one: Digest, other: Digest): boolean;
}
