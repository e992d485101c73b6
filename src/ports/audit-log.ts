import type { AuditAction, AuditEntry } from "../model/audit.ts";

/** An entry as it lies in the log. */
export interface AuditRecord extends AuditEntry {
  /** Counts up in the order of writing, whatever became of the clock. */
  readonly seq: number;
}

export interface AuditPage {
  /** How many at most. */
  readonly limit: number;
  /** Those written before this one; null: the last. */
  readonly before: number | null;
  /** Only what they did. @default anybody */
  readonly actor?: string | undefined;
  /** @default anything */
  readonly action?: AuditAction | undefined;
}

/** Who did what. Nothing in it is ever changed or taken out. */
export interface AuditLog {
  recordAudit(entry: AuditEntry): Promise<void>;
  /** Latest first. */
  listAudit(page: AuditPage): Promise<readonly AuditRecord[]>;
}
