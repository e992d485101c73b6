import { loadClause } from "../../app/load-clause.ts";
import { readIndexState } from "../../app/index-state.ts";
import type { TermsId } from "../../model/declaration.ts";
import { isDigest } from "../../model/digest.ts";
import { addresses } from "../addresses.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import type { Pages } from "../pages.ts";
import { renderClauseListPage } from "../views/clause-list-page.ts";
import { renderClausePage } from "../views/clause-page.ts";
import { renderNotice } from "../views/layout.ts";
import { refuseDocument, toTermsId } from "./documents.ts";
import type { Route } from "./route.ts";

/** The clauses of a document, and the life of each through all versions; the first digits of its id lead to it. */
export function clauseRoutes(web: Web, pages: Pages): readonly Route[] {
  return [
    {
      path: "/documents/:service/:type/clauses",
      access: "readers",
      get: (c) => answerClauses(web, pages, c),
    },
    {
      path: "/documents/:service/:type/clauses/:id",
      access: "readers",
      get: (c) => answerClause(web, pages, c),
    },
  ];
}

async function answerClauses(web: Web, pages: Pages, c: Request): Promise<Response> {
  const termsId = toTermsId(c);
  const terms = (await web.outlines.read()).terms.get(termsId);
  if (terms === undefined) return refuseDocument(web, c);
  const asked = c.req.query("page") ?? "1";
  if (!/^[1-9]\d{0,3}$/.test(asked)) return refuseClause(web, c, termsId);
  const page = await pages.answer(c, `clauses ${termsId} ${asked}`, async () => {
    const clauses = await web.store.listClauseOutlines(termsId);
    if (clauses.length === 0) return null;
    const canonical = `${web.settings.baseUrl}${addresses.clauses(termsId)}`;
    const view = { terms, clauses, page: Number(asked), canonical };
    return renderClauseListPage(web.paths, view);
  });
  return page ?? refuseClause(web, c, termsId);
}

async function answerClause(web: Web, pages: Pages, c: Request): Promise<Response> {
  const termsId = toTermsId(c);
  const terms = (await web.outlines.read()).terms.get(termsId);
  if (terms === undefined) return refuseDocument(web, c);
  const id = (c.req.param("id") ?? "").toLowerCase();
  if (!isDigest(id)) {
    const whole = (await web.store.findClauseLife(termsId, id))?.id;
    return whole === undefined
      ? refuseClause(web, c, termsId)
      : c.redirect(web.paths.to(addresses.clause(termsId, whole)), 302);
  }
  const page = await pages.answer(c, `clause ${termsId} ${id}`, async () => {
    const clause = await loadClause(web.store, termsId, id);
    if (clause === undefined) return null;
    const canonical = `${web.settings.baseUrl}${addresses.clause(termsId, id)}`;
    return renderClausePage(web.paths, { terms, clause, canonical });
  });
  return page ?? refuseClause(web, c, termsId);
}

/** No clause there; or none yet, while the documents are being read. */
async function refuseClause(web: Web, c: Request, termsId: TermsId): Promise<Response> {
  const isIndexed = (await web.store.listIndexedTerms()).some((one) => one.termsId === termsId);
  const ways = [
    ...(isIndexed
      ? [{ label: "See all of its clauses", href: web.paths.to(addresses.clauses(termsId)) }]
      : []),
    { label: "See the document", href: web.paths.to(addresses.document(termsId)) },
  ];
  if (isIndexed) {
    const words = [
      "No clause of this document is known under this address. It may not have been copied whole.",
    ];
    return answer(c, renderNotice(web.paths, { title: "No such clause", words, ways }), 404);
  }
  const { indexed, all } = await readIndexState(web.store);
  c.header("Retry-After", "60");
  const words = [
    "This document is still being read, clause by clause. Load the page again in a minute.",
    `So far ${indexed} of ${all} documents have been read.`,
  ];
  return answer(c, renderNotice(web.paths, { title: "Not read yet", words, ways }), 503);
}
