import { readIndexState } from "../../app/index-state.ts";
import type { Viewer } from "../../model/account.ts";
import type { Topic } from "../../model/topic.ts";
import { topics } from "../../model/topic.ts";
import type { Html } from "../../render/html.ts";
import { toHtmlText } from "../../render/html.ts";
import type { Row, TableFormat } from "../../render/table-text.ts";
import { addresses } from "../addresses.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import { answerTable, toCacheControl } from "../exports/table.ts";
import type { Pages } from "../pages.ts";
import type { SearchQuery } from "../search-query.ts";
import {
  readSearchQuery,
  searchPageSize,
  toClauseQuery,
  toSearchAddress,
} from "../search-query.ts";
import { searchColumns, toSearchRow } from "../search-rows.ts";
import { renderSearchPage } from "../views/search-page.ts";
import { refuseCostly } from "./holding-back.ts";
import type { Route } from "./route.ts";

/** Searching in the clauses of all documents and times, as a page and as files. */
export function searchRoutes(web: Web, pages: Pages): readonly Route[] {
  return [
    { path: "/search", access: "readers", get: (c) => answerSearch(web, pages, c) },
    { path: "/search.csv", access: "readers", get: (c) => answerFile(web, c, "csv") },
    { path: "/search.jsonl", access: "readers", get: (c) => answerFile(web, c, "jsonl") },
  ];
}

async function answerSearch(web: Web, pages: Pages, c: Request): Promise<Response> {
  const { search } = new URL(c.req.url);
  const query = await readQuery(web, c);
  const own = addresses.search(toSearchAddress(query));
  if (query.faults.length > 0) return answer(c, await render(web, query, c.get("viewer")), 400);
  // A form sends also what was left empty: the address that is kept says no more than it must.
  if (search.length > 1 && own !== `/search${search}`) return c.redirect(web.paths.to(own), 302);
  if (query.text === "") {
    const form = await pages.answer(c, `search ${own}`, () => render(web, query, null));
    return form ?? c.notFound();
  }
  const refused = refuseCostly(web, c, "search");
  if (refused) return refused;
  // Made in milliseconds, and asked for once: keeping it would push out pages that are asked for again.
  c.header("Cache-Control", toCacheControl(c));
  return c.html(toHtmlText(await render(web, query, c.get("viewer"))));
}

async function readQuery(web: Web, c: Request): Promise<SearchQuery> {
  const { services, ownTopics } = await web.offers.load();
  const { terms } = await web.outlines.read();
  const known: readonly Topic[] = [...topics, ...ownTopics];
  return readSearchQuery(new URL(c.req.url).searchParams, {
    providers: services.map(({ id }) => id),
    types: [...new Set([...terms.values()].map(({ termsType }) => termsType))],
    topics: known,
  });
}

async function render(web: Web, query: SearchQuery, viewer: Viewer | null): Promise<Html> {
  const { terms } = await web.outlines.read();
  const types = [...new Set([...terms.values()].map(({ termsType }) => termsType))].toSorted();
  const isAsked = query.faults.length === 0 && query.parsed.wanted.length > 0;
  const offset = (query.page - 1) * searchPageSize;
  const asked = toClauseQuery(query, { limit: searchPageSize, offset });
  return renderSearchPage(web.paths, {
    query,
    offer: { offer: await web.offers.load(), types },
    hits: isAsked ? await web.store.searchClauses(asked) : null,
    terms,
    indexed: await readIndexState(web.store),
    viewer,
  });
}

/** Read at a time while a file is written. */
const rowsAtOnce = 500;

async function answerFile(web: Web, c: Request, format: TableFormat): Promise<Response> {
  const query = await readQuery(web, c);
  if (query.faults.length > 0 || query.parsed.wanted.length === 0)
    return answer(c, await render(web, query, c.get("viewer")), 400);
  const refused = refuseCostly(web, c, "export");
  if (refused) return refused;
  return answerTable(
    c,
    { name: `search ${query.text}`, columns: searchColumns, rows: listRows(web, query) },
    format,
  );
}

async function* listRows(web: Web, query: SearchQuery): AsyncGenerator<Row> {
  const { terms } = await web.outlines.read();
  const { baseUrl } = web.settings;
  for (let offset = 0; ; offset += rowsAtOnce) {
    const { hits } = await web.store.searchClauses(
      toClauseQuery(query, { limit: rowsAtOnce, offset }),
    );
    for (const hit of hits) yield toSearchRow(hit, { terms, baseUrl });
    if (hits.length < rowsAtOnce) return;
  }
}
