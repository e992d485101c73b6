import type { Instant } from "./instant.ts";

export const auditActions = [
  "signed-in",
  "signed-out",
  "sign-in-refused",
  "account-added",
  "account-changed",
  "account-removed",
  "key-added",
  "key-removed",
  "reviewed",
  "accepted-version",
  "retried-delivery",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who did what, when. Entries are only ever added. */
export interface AuditEntry {
  readonly at: Instant;
  /** Name of the account or key; `(nobody)` where nobody was signed in. */
  readonly actor: string;
  readonly action: AuditAction;
  /** What it was done to: an account's name, a change's id, a check's id. */
  readonly subject: string;
  /** One line for people; no secret. */
  readonly detail: string;
}
