import type { Generated, Transaction } from "kysely";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";
import type { ColumnTypes } from "./column-types.ts";

/** Who may do what, who is signed in, and who did what. */
export interface AccountTables {
  accounts: AccountRow;
  sessions: SessionRow;
  apiKeys: ApiKeyRow;
  auditLog: AuditRow;
}

export interface AccountRow {
  name: string;
  role: string;
  origin: string;
  passwordHash: string | null;
  subject: Digest | null;
  createdAt: Instant;
  signedInAt: Instant | null;
}

export interface SessionRow {
  /** First half of the token's digest: what it is found by. */
  selector: string;
  /** The other half: what is compared. */
  verifier: string;
  account: string;
  browser: string;
  createdAt: Instant;
  seenAt: Instant;
  expiresAt: Instant;
}

export interface ApiKeyRow {
  selector: string;
  verifier: string;
  name: string;
  role: string;
  createdAt: Instant;
  lastUsedOn: string | null;
}

/** Rows are only ever added. */
export interface AuditRow {
  seq: Generated<number>;
  at: Instant;
  actor: string;
  action: string;
  subject: string;
  detail: string;
}

export async function createAccountTables(
  db: Transaction<AccountTables>,
  types: ColumnTypes,
): Promise<void> {
  await db.schema
    .createTable("accounts")
    .addColumn("name", "text", (column) => column.notNull().primaryKey())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("origin", "text", (column) => column.notNull())
    .addColumn("password_hash", "text")
    .addColumn("subject", "text", (column) => column.unique())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("signed_in_at", "text")
    .execute();
  await db.schema
    .createTable("sessions")
    .addColumn("selector", "text", (column) => column.notNull().primaryKey())
    .addColumn("verifier", "text", (column) => column.notNull())
    .addColumn("account", "text", (column) => column.notNull().references("accounts.name"))
    .addColumn("browser", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("seen_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("sessions_by_account")
    .on("sessions")
    .columns(["account", "seen_at"])
    .execute();
  await db.schema
    .createTable("api_keys")
    .addColumn("selector", "text", (column) => column.notNull().primaryKey())
    .addColumn("verifier", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull().unique())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("last_used_on", "text")
    .execute();
  await db.schema
    .createTable("audit_log")
    .addColumn("seq", "integer", (column) => types.counting(column).primaryKey())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("detail", "text", (column) => column.notNull())
    .execute();
}
