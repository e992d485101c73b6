import type { TermsId } from "./declaration.ts";
import type { Instant } from "./instant.ts";

/** A terms as the store knows it: declared, or taken over from another archive (whose types may not be ours). */
export interface Terms {
  readonly id: TermsId;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly termsType: string;
  readonly tags: readonly string[];
  /** Public addresses of its source documents; empty when imported. */
  readonly urls: readonly string[];
}

/** Where a terms stands: what a status line needs. */
export interface TermsStatus extends Terms {
  readonly versionCount: number;
  readonly lastCheckedAt: Instant | null;
  /** Last time that its text was seen as it stands, whether it had changed or not. */
  readonly lastVerifiedAt: Instant | null;
  /** When the latest version was first seen. */
  readonly lastChangedAt: Instant | null;
  /** Faults of its open incidents, oldest first. */
  readonly openIncidents: readonly string[];
}
