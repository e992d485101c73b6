import { listOpenIncidents, loadDocument } from "../../app/load-document.ts";
import { endOfDay, isDay } from "../../core/dates/day.ts";
import type { TermsId } from "../../model/declaration.ts";
import type { Html } from "../../render/html.ts";
import { toDay } from "../../render/labels.ts";
import { addresses } from "../addresses.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import type { Pages } from "../pages.ts";
import { renderDocumentPage } from "../views/document-page.ts";
import { renderDocumentsPage } from "../views/documents-page.ts";
import { renderNotice } from "../views/layout.ts";
import type { Route } from "./route.ts";

/** Documents: all of them, each by itself, and the way from two days to a comparison. */
export function documentRoutes(web: Web, pages: Pages): readonly Route[] {
  return [
    { path: "/documents", access: "readers", get: (c) => answerDocuments(web, pages, c) },
    { path: "/documents/:service", access: "readers", get: (c) => answerService(web, c) },
    {
      path: "/documents/:service/:type",
      access: "readers",
      get: (c) => answerDocument(web, pages, c),
    },
    {
      path: "/documents/:service/:type/compare",
      access: "readers",
      get: (c) => answerBetween(web, c),
    },
  ];
}

async function answerDocuments(web: Web, pages: Pages, c: Request): Promise<Response> {
  const { terms } = await web.outlines.read();
  const incidents = await listOpenIncidents(web.store);
  const service = c.req.query("service") || null;
  const type = c.req.query("type") || null;
  const all = [...terms.values()].toSorted(
    (one, other) =>
      one.serviceName.localeCompare(other.serviceName, "en") ||
      one.termsType.localeCompare(other.termsType, "en"),
  );
  // Checks change no history, but what is said of each document here.
  const name = `documents ${JSON.stringify([service, type, all, incidents])}`;
  const page = await pages.answer(c, name, async () =>
    renderDocumentsPage(web.paths, { terms: all, incidents, service, type }),
  );
  return page ?? c.notFound();
}

async function answerService(web: Web, c: Request): Promise<Response> {
  const service = c.req.param("service") ?? "";
  const { terms } = await web.outlines.read();
  const isKnown = [...terms.values()].some(({ serviceId }) => serviceId === service);
  return isKnown
    ? c.redirect(web.paths.to(addresses.documents({ service })), 302)
    : refuseDocument(web, c);
}

async function answerDocument(web: Web, pages: Pages, c: Request): Promise<Response> {
  const termsId = toTermsId(c);
  const document = await loadDocument(web.store, await web.outlines.read(), termsId);
  if (document === undefined) return refuseDocument(web, c);
  const { terms, incidents } = document;
  const wanted = c.req.query("before");
  const before = document.versions.find(({ id }) => id === wanted)?.id ?? null;
  const name = `document ${JSON.stringify([terms, incidents, before])}`;
  const page = await pages.answer(c, name, async () =>
    renderDocumentPage(web.paths, {
      document,
      before,
      now: web.clock.now(),
      canonical: `${web.settings.baseUrl}${addresses.document(termsId)}`,
    }),
  );
  return page ?? refuseDocument(web, c);
}

/** Two days lead to the comparison of what stood at the end of each. */
async function answerBetween(web: Web, c: Request): Promise<Response> {
  const termsId = toTermsId(c);
  const { terms } = await web.outlines.read();
  if (!terms.has(termsId)) return refuseDocument(web, c);
  const [from, to] = [readDay(c.req.query("from")), readDay(c.req.query("to"))];
  const say = (...words: readonly string[]): Response =>
    answer(c, renderFault(web, termsId, words), 400);
  if (from === null || to === null)
    return say(
      "A comparison takes two days, such as 2025-01-31. Choose both on the document’s page.",
    );
  const before = await findTextOn(web, termsId, from < to ? from : to);
  const after = await findTextOn(web, termsId, from < to ? to : from);
  if (before === undefined || after === undefined) {
    const first = (await web.store.listVersions(termsId)).at(-1)?.fetchedAt;
    return say(
      first === undefined
        ? "No text of this document is known yet."
        : `The first text that is known of this document is of ${toDay(first)}. Choose days from then on.`,
    );
  }
  if (before.id === after.id)
    return answer(
      c,
      renderFault(
        web,
        termsId,
        ["The same text stood on both days: nothing changed between them."],
        "Nothing changed",
      ),
    );
  c.header("Cache-Control", "no-store");
  return c.redirect(web.paths.to(addresses.comparison(before.id, after.id)), 303);
}

function renderFault(
  web: Web,
  termsId: TermsId,
  words: readonly string[],
  title = "Which days?",
): Html {
  const ways = [{ label: "Back to the document", href: web.paths.to(addresses.document(termsId)) }];
  return renderNotice(web.paths, { title, words, ways });
}

export function toTermsId(c: Request): TermsId {
  return `${c.req.param("service") ?? ""}/${c.req.param("type") ?? ""}`;
}

/** `2025-03-01`; null for what is no day. */
export function readDay(text: string | undefined): string | null {
  return text !== undefined && isDay(text) ? text : null;
}

/** Gives the text that stood at the end of a day (UTC). */
export function findTextOn(web: Pick<Web, "store">, termsId: TermsId, day: string) {
  return web.store.findVersionAt(termsId, endOfDay(day));
}

export function refuseDocument(web: Web, c: Request): Response {
  const words = ["No document is known under this address."];
  const ways = [{ label: "See all documents", href: web.paths.to(addresses.documents()) }];
  return answer(c, renderNotice(web.paths, { title: "No such document", words, ways }), 404);
}
