import type { OperationsContext } from "../../app/operations/context.ts";
import { loadOverview } from "../../app/operations/load-overview.ts";
import { addresses } from "../addresses.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import { parseCheckQuery } from "../record-query.ts";
import { renderChecksPage } from "../views/checks-page.ts";
import { renderNotice } from "../views/layout.ts";
import { renderOperationsPage } from "../views/operations-page.ts";
import { refuseList } from "./refused-list.ts";
import type { Handler, Route } from "./route.ts";

const pageSize = 50;

/** What an operator looks at first, and every check that was made. */
export function operationsRoutes(web: Web): readonly Route[] {
  return [
    {
      path: "/operations",
      access: "admin",
      get: withOperations(web, async (c, context) =>
        answer(c, renderOperationsPage(web.paths, await loadOverview(context), c.get("viewer"))),
      ),
    },
    { path: "/operations/checks", access: "admin", get: (c) => answerChecks(web, c) },
  ];
}

/** Hands what operators work with to a handler, where there is such. */
export function withOperations(
  web: Web,
  handle: (c: Request, context: OperationsContext) => Promise<Response>,
): Handler {
  return async (c) => {
    if (web.operations !== null) return handle(c, web.operations);
    const words = ["This page is served without what it takes to look after the watching."];
    return answer(c, renderNotice(web.paths, { title: "Not here", words }), 404);
  };
}

async function answerChecks(web: Web, c: Request): Promise<Response> {
  const query = parseCheckQuery(c.req.query());
  if (query === null) return refuseList(web, c, addresses.checks());
  const { terms, outcome, page } = query;
  const filter = {
    ...(terms !== undefined && { termsId: terms }),
    ...(outcome !== undefined && { outcomes: [outcome] }),
  };
  const stretch = { limit: pageSize + 1, offset: (page - 1) * pageSize };
  const checks = await web.store.listChecksOf(filter, stretch);
  const statuses = await web.store.listTermsStatus();
  const view = {
    viewer: c.get("viewer"),
    query,
    checks: checks.slice(0, pageSize),
    hasOlder: checks.length > pageSize,
    terms: new Map(statuses.map((status) => [status.id, status])),
  };
  return answer(c, renderChecksPage(web.paths, view));
}
