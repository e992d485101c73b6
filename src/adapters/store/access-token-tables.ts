import type { Transaction } from "kysely";
import type { Digest } from "../../model/digest.ts";
import type { Instant } from "../../model/instant.ts";

/** What readers' links allow, and which mails strangers had sent. */
export interface AccessTokenTables {
  accessTokens: AccessTokenRow;
  reservedMails: ReservedMailRow;
}

export interface AccessTokenRow {
  /** First half of the token's digest: what it is found by. */
  selector: string;
  /** The other half: what is compared. */
  verifier: string;
  purpose: string;
  address: string;
  subscriptionId: string | null;
  /** JSON text. */
  request: string | null;
  createdAt: Instant;
  expiresAt: Instant;
  usedAt: Instant | null;
}

export interface ReservedMailRow {
  address: Digest;
  at: Instant;
}

export async function createAccessTokenTables(db: Transaction<AccessTokenTables>): Promise<void> {
  await db.schema
    .createTable("access_tokens")
    .addColumn("selector", "text", (column) => column.notNull().primaryKey())
    .addColumn("verifier", "text", (column) => column.notNull())
    .addColumn("purpose", "text", (column) => column.notNull())
    .addColumn("address", "text", (column) => column.notNull())
    .addColumn("subscription_id", "text")
    .addColumn("request", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("used_at", "text")
    .execute();
  await db.schema
    .createIndex("access_tokens_by_address")
    .on("access_tokens")
    .columns(["address"])
    .execute();
  await db.schema
    .createIndex("access_tokens_by_expiry")
    .on("access_tokens")
    .columns(["expires_at"])
    .execute();
  await db.schema
    .createTable("reserved_mails")
    .addColumn("address", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("reserved_mails_by_address")
    .on("reserved_mails")
    .columns(["address", "at"])
    .execute();
  await db.schema
    .createIndex("reserved_mails_by_time")
    .on("reserved_mails")
    .columns(["at"])
    .execute();
  await db.schema
    .createIndex("subscriptions_by_target")
    .on("subscriptions")
    .columns(["channel", "target"])
    .execute();
}
