import type { Kysely } from "kysely";
import type { Digest } from "../../model/digest.ts";
import type { Session } from "../../model/session.ts";
import type { AccountStore } from "../../ports/accounts.ts";
import { toHalves } from "./access-tokens.ts";
import type { SessionRow } from "./account-tables.ts";
import { readAccount } from "./accounts.ts";
import { addAudit } from "./audit.ts";
import type { Tables } from "./tables.ts";

type SessionStore = Pick<
  AccountStore,
  "beginSession" | "findSession" | "touchSession" | "endSessions" | "listSessions" | "pruneSessions"
>;

export function createSessionStore(db: Kysely<Tables>): SessionStore {
  return {
    beginSession: ({ digest, ...session }, audit) =>
      db.transaction().execute(async (transaction) => {
        const row = { ...toHalves(digest), ...session };
        await transaction.insertInto("sessions").values(row).execute();
        await transaction
          .updateTable("accounts")
          .set({ signedInAt: session.createdAt })
          .where("name", "=", session.account)
          .execute();
        await addAudit(transaction, audit);
      }),
    async findSession(digest) {
      const row = await db
        .selectFrom("sessions")
        .selectAll()
        .where("selector", "=", toHalves(digest).selector)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const account = await readAccount(db, row.account);
      return account && { session: toSession(row), account };
    },
    async touchSession(digest, seenAt) {
      const { selector, verifier } = toHalves(digest);
      await db
        .updateTable("sessions")
        .set({ seenAt })
        .where("selector", "=", selector)
        .where("verifier", "=", verifier)
        .execute();
    },
    endSessions: (ending, audit) =>
      db.transaction().execute(async (transaction) => {
        const ended = await removeSessions(transaction, ending);
        if (ended > 0) await addAudit(transaction, audit);
        return ended;
      }),
    async listSessions(account) {
      const rows = await db
        .selectFrom("sessions")
        .selectAll()
        .where("account", "=", account)
        .orderBy("seenAt", "desc")
        .orderBy("selector")
        .execute();
      return rows.map(toSession);
    },
    async pruneSessions(at, notSeenSince) {
      const pruned = await db
        .deleteFrom("sessions")
        .where((eb) => eb.or([eb("expiresAt", "<=", at), eb("seenAt", "<=", notSeenSince)]))
        .executeTakeFirst();
      return Number(pruned.numDeletedRows);
    },
  };
}

async function removeSessions(
  db: Kysely<Tables>,
  ending: Parameters<AccountStore["endSessions"]>[0],
): Promise<number> {
  let removal = db.deleteFrom("sessions");
  if ("account" in ending) {
    removal = removal.where("account", "=", ending.account);
  } else {
    const { selector, verifier } = toHalves(ending.digest);
    removal = removal.where("selector", "=", selector).where("verifier", "=", verifier);
  }
  const removed = await removal.executeTakeFirst();
  return Number(removed.numDeletedRows);
}

function toSession({ selector, verifier, ...fields }: SessionRow): Session {
  return { ...fields, digest: `${selector}${verifier}` as Digest };
}
