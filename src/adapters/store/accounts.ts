import type { Kysely } from "kysely";
import type { Account } from "../../model/account.ts";
import { accountOrigins, roles } from "../../model/account.ts";
import type { Digest } from "../../model/digest.ts";
import type { AccountStore } from "../../ports/accounts.ts";
import type { AccountRow } from "./account-tables.ts";
import { addAudit } from "./audit.ts";
import { parseMember } from "./columns.ts";
import type { Tables } from "./tables.ts";

type People = Pick<
  AccountStore,
  | "listAccounts"
  | "findAccount"
  | "findAccountOfSubject"
  | "addAccount"
  | "changeAccount"
  | "removeAccount"
>;

export function createPeopleStore(db: Kysely<Tables>): People {
  return {
    async listAccounts() {
      const rows = await db.selectFrom("accounts").selectAll().orderBy("name").execute();
      return rows.map(toAccount);
    },
    findAccount: (name) => readAccount(db, name),
    findAccountOfSubject: (subject) => readAccountOfSubject(db, subject),
    addAccount: (account, audit) =>
      db.transaction().execute(async (transaction) => {
        const added = await transaction
          .insertInto("accounts")
          .values(account)
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (added.numInsertedOrUpdatedRows !== 1n) return false;
        await addAudit(transaction, audit);
        return true;
      }),
    changeAccount: (name, changed, audit) =>
      db.transaction().execute(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable("accounts")
          .set(changed)
          .where("name", "=", name)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await transaction.deleteFrom("sessions").where("account", "=", name).execute();
        await addAudit(transaction, audit);
        return true;
      }),
    removeAccount: (name, audit) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("sessions").where("account", "=", name).execute();
        const removed = await transaction
          .deleteFrom("accounts")
          .where("name", "=", name)
          .executeTakeFirst();
        if (removed.numDeletedRows === 0n) return false;
        await addAudit(transaction, audit);
        return true;
      }),
  };
}

export async function readAccount(db: Kysely<Tables>, name: string): Promise<Account | undefined> {
  const row = await db
    .selectFrom("accounts")
    .selectAll()
    .where("name", "=", name)
    .executeTakeFirst();
  return row && toAccount(row);
}

async function readAccountOfSubject(
  db: Kysely<Tables>,
  subject: Digest,
): Promise<Account | undefined> {
  const row = await db
    .selectFrom("accounts")
    .selectAll()
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row && toAccount(row);
}

function toAccount({ role, origin, ...fields }: AccountRow): Account {
  return {
    ...fields,
    role: parseMember(roles, role, `accounts.role of ${fields.name}`),
    origin: parseMember(accountOrigins, origin, `accounts.origin of ${fields.name}`),
  };
}
