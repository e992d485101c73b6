import type { AuditEntry } from "./audit.ts";
import type { TermsChange } from "./change.ts";
import type { Check } from "./check.ts";
import type { Digest } from "./digest.ts";
import type { TermsIncident } from "./incident.ts";
import type { Notification } from "./notification.ts";
import type { MatchedFilter } from "./subscription.ts";
import type { PendingWording, Variant } from "./variant.ts";
import type { Version } from "./version.ts";

/** What one check leaves behind; written whole or not at all. */
export interface CheckRecord {
  readonly check: Check;
  /** New versions, oldest first: an `upgrade` of the base may precede the new text. */
  readonly versions: readonly Version[];
  readonly change: TermsChange | null;
  /** Filters that let the change through, each once: whoever has subscribed by them is told. */
  readonly matched: readonly MatchedFilter[];
  /** What others than readers are told. */
  readonly notifications: readonly Notification[];
  /** Replaces what was pending; null: nothing is. */
  readonly pending: PendingWording | null;
  /** The wording that this check saw, with its new counts; null when it saw none. */
  readonly variant: Variant | null;
  readonly openedIncidents: readonly TermsIncident[];
  readonly closedIncidentIds: readonly Digest[];
  /** What the audit log says of it, where somebody had it done; kept by stores that have one. */
  readonly audit?: AuditEntry;
}
