import type { Kysely } from "kysely";
import { roles } from "../../model/account.ts";
import type { ApiKey } from "../../model/api-key.ts";
import type { Digest } from "../../model/digest.ts";
import type { AccountStore } from "../../ports/accounts.ts";
import { toHalves } from "./access-tokens.ts";
import type { ApiKeyRow } from "./account-tables.ts";
import { addAudit } from "./audit.ts";
import { parseMember } from "./columns.ts";
import type { Tables } from "./tables.ts";

type KeyStore = Pick<
  AccountStore,
  "listApiKeys" | "findApiKey" | "addApiKey" | "touchApiKey" | "removeApiKey"
>;

export function createKeyStore(db: Kysely<Tables>): KeyStore {
  return {
    async listApiKeys() {
      const rows = await db.selectFrom("apiKeys").selectAll().orderBy("name").execute();
      return rows.map(toApiKey);
    },
    async findApiKey(digest) {
      const row = await db
        .selectFrom("apiKeys")
        .selectAll()
        .where("selector", "=", toHalves(digest).selector)
        .executeTakeFirst();
      return row && toApiKey(row);
    },
    addApiKey: ({ digest, ...key }, audit) =>
      db.transaction().execute(async (transaction) => {
        const added = await transaction
          .insertInto("apiKeys")
          .values({ ...toHalves(digest), ...key })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (added.numInsertedOrUpdatedRows !== 1n) return false;
        await addAudit(transaction, audit);
        return true;
      }),
    async touchApiKey(name, day) {
      await db.updateTable("apiKeys").set({ lastUsedOn: day }).where("name", "=", name).execute();
    },
    removeApiKey: (name, audit) =>
      db.transaction().execute(async (transaction) => {
        const removed = await transaction
          .deleteFrom("apiKeys")
          .where("name", "=", name)
          .executeTakeFirst();
        if (removed.numDeletedRows === 0n) return false;
        await addAudit(transaction, audit);
        return true;
      }),
  };
}

function toApiKey({ selector, verifier, role, ...fields }: ApiKeyRow): ApiKey {
  return {
    ...fields,
    digest: `${selector}${verifier}` as Digest,
    role: parseMember(roles, role, `api_keys.role of ${fields.name}`),
  };
}
