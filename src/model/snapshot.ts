import type { Digest } from "./digest.ts";
import { digestOfFields } from "./digest.ts";
import type { Instant } from "./instant.ts";
import type { TermsId } from "./declaration.ts";

export const robotsVerdicts = [
  "allowed",
  "disallowed",
  "absent",
  "unreachable",
  "ignored",
] as const;
/** What robots.txt says of this address; `ignored`: it disallows, and the declaration overrides. */
export type RobotsVerdict = (typeof robotsVerdicts)[number];

export interface Redirect {
  readonly status: number;
  /** Where it led. */
  readonly url: string;
}

/** An answer as it came, with any status. */
export interface Fetched {
  readonly requestedUrl: string;
  readonly finalUrl: string;
  readonly redirects: readonly Redirect[];
  readonly status: number;
  /** Names in lower case; repeated ones joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** After content decoding. For a browser: the serialised document. */
  readonly bytes: Uint8Array;
  readonly via: "http" | "browser";
  /** Address that was connected to; null where a browser cannot tell. */
  readonly remoteAddress: string | null;
  readonly robots: RobotsVerdict;
  readonly requestedAt: Instant;
  readonly fetchedAt: Instant;
}

/** Bytes kept, and the circumstances they came in. The bytes lie in the snapshot store under `digest`. */
export interface Snapshot extends Omit<Fetched, "bytes"> {
  /** Digest of terms, address, time and bytes. */
  readonly id: Digest;
  readonly termsId: TermsId;
  readonly digest: Digest;
  readonly byteLength: number;
}

export function createSnapshot(
  termsId: TermsId,
  circumstances: Omit<Fetched, "bytes">,
  digest: Digest,
  byteLength: number,
): Snapshot {
  const { requestedUrl, fetchedAt } = circumstances;
  const id = digestOfFields(termsId, requestedUrl, fetchedAt, digest);
  return { id, termsId, ...circumstances, digest, byteLength };
}
