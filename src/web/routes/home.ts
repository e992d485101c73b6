import type { PastEvent } from "../../app/past-alerts.ts";
import { newestFirst } from "../../app/change-order.ts";
import type { FeedRequest } from "../../app/feed.ts";
import type { Viewer } from "../../model/account.ts";
import type { Digest } from "../../model/digest.ts";
import type { Alert } from "../../render/alert.ts";
import type { Html } from "../../render/html.ts";
import { addresses } from "../addresses.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import { answerTable } from "../exports/table.ts";
import type { TableFormat } from "../../render/table-text.ts";
import type { ListQuery } from "../list-query.ts";
import { readListQuery, toQuery } from "../list-query.ts";
import type { Pages } from "../pages.ts";
import type { ListPage } from "../views/home-page.ts";
import { renderHomePage } from "../views/home-page.ts";
import { changeColumns, toChangeRows } from "../change-rows.ts";
import { refuseCostly, refuseReading } from "./holding-back.ts";
import type { Route } from "./route.ts";

/** What is read in one sitting; all of it is in the files. */
const pageSize = 20;

/** The page that a reader begins with, and the same list as files. */
export function homeRoutes(web: Web, pages: Pages): readonly Route[] {
  return [
    { path: "/", access: "readers", get: (c) => answerHome(web, pages, c) },
    { path: "/changes.csv", access: "readers", get: (c) => answerFile(web, c, "csv") },
    { path: "/changes.jsonl", access: "readers", get: (c) => answerFile(web, c, "jsonl") },
  ];
}

async function answerHome(web: Web, pages: Pages, c: Request): Promise<Response> {
  const { searchParams } = new URL(c.req.url);
  const query = readListQuery(searchParams);
  const { before, parameters, request } = query;
  const own = addresses.home({ ...toQuery(parameters), before });
  // A form sends also what was left empty: the address that is kept says no more than it must.
  if (request !== undefined && [...searchParams.values()].includes(""))
    return c.redirect(web.paths.to(own), 302);
  if (request === undefined) return answer(c, await render(web, query, c.get("viewer")), 400);
  const held = refuseReading(web, c, request.filter);
  if (held) return held;
  const page = await pages.answer(c, `home ${own}`, () => render(web, query, null));
  return page ?? c.notFound();
}

async function render(web: Web, query: ListQuery, viewer: Viewer | null): Promise<Html> {
  const { terms } = await web.outlines.read();
  const types = [...new Set([...terms.values()].map(({ termsType }) => termsType))];
  return renderHomePage(web.paths, {
    query,
    choices: { offer: await web.offers.load(), types },
    list: query.request && (await loadPage(web, query.request, query.before)),
    viewer,
    now: web.clock.now(),
    isFirstRun: [...terms.values()].every(({ versionCount }) => versionCount === 0),
  });
}

/** A page begins after a change that stays where it is, whatever comes above it or joins it. */
async function loadPage(web: Web, request: FeedRequest, before: string | null): Promise<ListPage> {
  const events = await web.past.list(request);
  const { byId } = await web.outlines.read();
  const end = byId.get(before as Digest)?.change;
  const passed =
    end === undefined
      ? 0
      : events.filter(({ lastId, updatedAt }) => {
          return newestFirst({ id: lastId, detectedAt: updatedAt }, end) <= 0;
        }).length;
  const alerts: Alert[] = [];
  for (const event of events.slice(passed, passed + pageSize)) {
    const alert = await web.past.load(event, request.filter);
    if (alert !== undefined) alerts.push(alert);
  }
  const idAt = (at: number): string | null => events[at]?.lastId ?? null;
  const isLast = passed + pageSize >= events.length;
  return {
    alerts,
    total: events.length,
    passed,
    older: isLast ? null : idAt(passed + pageSize - 1),
    newer: passed === 0 ? null : passed <= pageSize ? "" : idAt(passed - pageSize - 1),
  };
}

async function answerFile(web: Web, c: Request, format: TableFormat): Promise<Response> {
  const query = readListQuery(new URL(c.req.url).searchParams);
  const { request } = query;
  if (request === undefined) return answer(c, await render(web, query, c.get("viewer")), 400);
  const held = refuseReading(web, c, request.filter) ?? refuseCostly(web, c, "export");
  if (held) return held;
  const events: readonly PastEvent[] = await web.past.list(request);
  const history = await web.outlines.read();
  const addressOf = (id: PastEvent["change"]["id"]): string =>
    `${web.settings.baseUrl}${addresses.change(id)}`;
  const rows = toChangeRows(history, events, addressOf);
  return answerTable(c, { name: "changes", columns: changeColumns, rows }, format);
}
