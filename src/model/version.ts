import type { Digest } from "./digest.ts";
import { digestOfFields } from "./digest.ts";
import type { Instant } from "./instant.ts";
import type { TermsId } from "./declaration.ts";

/** `crawl`: seen by us; `import`: taken over from another archive; `upgrade`: the same snapshot, read by newer rules of ours. */
export const versionOrigins = ["crawl", "import", "upgrade"] as const;
export type VersionOrigin = (typeof versionOrigins)[number];

/** A text that stood at an address from a time on. */
export interface Version {
  readonly id: Digest;
  readonly termsId: TermsId;
  readonly previousId: Digest | null;
  /** Markdown. */
  readonly text: string;
  /** Of `text`. */
  readonly digest: Digest;
  /** Of its words alone: two texts with the same fingerprint differ in markup, links or punctuation at most. */
  readonly fingerprint: Digest;
  readonly extractorVersion: number;
  readonly declarationDigest: Digest;
  /** In the order of the sources; empty when imported. */
  readonly snapshotIds: readonly Digest[];
  /** When this text was first seen. */
  readonly fetchedAt: Instant;
  readonly origin: VersionOrigin;
}

/** Gives a version its id, which covers its predecessor too: a text that comes back is a new version. */
export function createVersion(fields: Omit<Version, "id">): Version {
  const id = digestOfFields(
    fields.termsId,
    fields.previousId ?? "",
    fields.digest,
    fields.fetchedAt,
    fields.origin,
  );
  return { id, ...fields };
}
