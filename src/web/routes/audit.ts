import { hasRole } from "../../model/account.ts";
import type { AuditRecord } from "../../ports/audit-log.ts";
import type { Column, Row, TableFormat } from "../../render/table-text.ts";
import { addresses } from "../addresses.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import { answerTable } from "../exports/table.ts";
import type { AuditQuery } from "../record-query.ts";
import { parseAuditQuery } from "../record-query.ts";
import { renderAuditPage } from "../views/audit-page.ts";
import { refuseList } from "./refused-list.ts";
import type { Route } from "./route.ts";

const pageSize = 50;
/** Rows of a file that are read at a time. */
const batchSize = 500;

/** Who did what: to admins all of it, to anybody else their own. */
export function auditRoutes(web: Web): readonly Route[] {
  return [
    { path: "/audit", access: "reader", get: (c) => answerAudit(web, c) },
    { path: "/audit.csv", access: "reader", get: (c) => answerFile(web, c, "csv") },
    { path: "/audit.jsonl", access: "reader", get: (c) => answerFile(web, c, "jsonl") },
  ];
}

async function answerAudit(web: Web, c: Request): Promise<Response> {
  const [viewer, query] = [c.get("viewer"), readQuery(c)];
  if (query === null || viewer === null) return refuseList(web, c, addresses.audit());
  const found = await web.store.listAudit({ ...query, limit: pageSize + 1 });
  const page = renderAuditPage(web.paths, {
    viewer,
    query,
    entries: found.slice(0, pageSize),
    hasOlder: found.length > pageSize,
  });
  return answer(c, page);
}

/** Whatever is asked for, nobody but an admin is shown what others did. */
function readQuery(c: Request): AuditQuery | null {
  const [viewer, query] = [c.get("viewer"), parseAuditQuery(c.req.query())];
  if (query === null || viewer === null) return null;
  return hasRole(viewer, "admin") ? query : { ...query, actor: viewer.name };
}

const columns: readonly Column[] = [
  { key: "at", label: "When" },
  { key: "actor", label: "Who" },
  { key: "action", label: "What" },
  { key: "subject", label: "Of what" },
  { key: "detail", label: "Detail" },
];

function answerFile(web: Web, c: Request, format: TableFormat): Response {
  const query = readQuery(c);
  if (query === null) return refuseList(web, c, addresses.audit());
  return answerTable(c, { name: "audit", columns, rows: readAll(web, query) }, format);
}

async function* readAll({ store }: Web, query: AuditQuery): AsyncGenerator<Row> {
  let { before } = query;
  for (;;) {
    const batch: readonly AuditRecord[] = await store.listAudit({
      ...query,
      before,
      limit: batchSize,
    });
    for (const { at, actor, action, subject, detail } of batch)
      yield { at, actor, action, subject, detail };
    before = batch.at(-1)?.seq ?? null;
    if (batch.length < batchSize) return;
  }
}
