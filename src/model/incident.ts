import type { TermsId } from "./declaration.ts";
import type { Digest } from "./digest.ts";
import type { Instant } from "./instant.ts";

export const incidentKinds = ["quarantined", "failing", "stale"] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** Something an operator should see to; opened once, closed when it recovers. */
export interface Incident {
  readonly id: Digest;
  readonly termsId: TermsId;
  readonly kind: IncidentKind;
  /** A fault's name, such as `login-wall`. */
  readonly fault: string;
  readonly detail: string;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
}
