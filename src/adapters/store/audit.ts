import type { Kysely } from "kysely";
import type { AuditEntry } from "../../model/audit.ts";
import { auditActions } from "../../model/audit.ts";
import type { AuditLog } from "../../ports/audit-log.ts";
import { parseMember } from "./columns.ts";
import type { Tables } from "./tables.ts";

export function createAuditLog(db: Kysely<Tables>): AuditLog {
  return {
    recordAudit: (entry) => addAudit(db, entry),
    async listAudit({ limit, before, actor, action: of }) {
      let query = db.selectFrom("auditLog").selectAll();
      if (before !== null) query = query.where("seq", "<", before);
      if (actor !== undefined) query = query.where("actor", "=", actor);
      if (of !== undefined) query = query.where("action", "=", of);
      const rows = await query.orderBy("seq", "desc").limit(limit).execute();
      return rows.map(({ action, ...row }) => ({
        ...row,
        action: parseMember(auditActions, action, `audit_log.action of ${row.seq}`),
      }));
    },
  };
}

/** Within the transaction that does what the entry says. */
export async function addAudit(db: Kysely<Tables>, entry: AuditEntry): Promise<void> {
  const { at, actor, action, subject, detail } = entry;
  await db.insertInto("auditLog").values({ at, actor, action, subject, detail }).execute();
}
