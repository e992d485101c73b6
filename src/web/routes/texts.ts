import type { DocumentRecord } from "../../app/load-document.ts";
import { loadDocument } from "../../app/load-document.ts";
import type { Digest } from "../../model/digest.ts";
import { isDigest } from "../../model/digest.ts";
import type { Version } from "../../model/version.ts";
import type { Html } from "../../render/html.ts";
import { toDay } from "../../render/labels.ts";
import { addresses } from "../addresses.ts";
import { isKnown } from "../conditional.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import type { Pages } from "../pages.ts";
import { maxAgeSeconds } from "../pages.ts";
import { readPart } from "../part-query.ts";
import { renderNotice } from "../views/layout.ts";
import type { TextView } from "../views/text-page.ts";
import { renderTextPage } from "../views/text-page.ts";
import { findTextOn, readDay, refuseDocument, toTermsId } from "./documents.ts";
import type { Route } from "./route.ts";

/** Texts: as they stood on a day, and each version under an address that lasts. */
export function textRoutes(web: Web, pages: Pages): readonly Route[] {
  const at = "/documents/:service/:type/at";
  return [
    { path: at, access: "readers", get: (c) => answerDayForm(web, c) },
    { path: `${at}/:day`, access: "readers", get: (c) => answerDay(web, pages, c) },
    { path: "/versions/:id", access: "readers", get: (c) => answerVersion(web, pages, c) },
  ];
}

/** A day that was chosen in a form leads to its own address. */
async function answerDayForm(web: Web, c: Request): Promise<Response> {
  const termsId = toTermsId(c);
  const day = readDay(c.req.query("day"));
  const { terms } = await web.outlines.read();
  if (!terms.has(termsId)) return refuseDocument(web, c);
  if (day === null) return refuseDay(web, c, "Choose a day, such as 2025-01-31.", 400);
  return c.redirect(web.paths.to(addresses.textAt(termsId, day)), 302);
}

async function answerDay(web: Web, pages: Pages, c: Request): Promise<Response> {
  const termsId = toTermsId(c);
  const history = await web.outlines.read();
  if (!history.terms.has(termsId)) return refuseDocument(web, c);
  const day = readDay(c.req.param("day"));
  if (day === null) return refuseDay(web, c, "A day is written as 2025-01-31.", 404);
  const today = web.clock.now().slice(0, 10);
  if (day > today) return c.redirect(web.paths.to(addresses.textAt(termsId, today)), 302);
  const part = readPart(c.req.query("part"));
  if (part === null) return refuseVersion(web, c);
  const page = await pages.answer(c, `text ${termsId} ${day} ${part}`, async () => {
    const version = await findTextOn(web, termsId, day);
    return version === undefined ? null : render(web, version, { day, part });
  });
  if (page !== null) return page;
  if (part > 1) return refuseVersion(web, c);
  const first = (await web.store.listVersions(termsId)).at(-1)?.fetchedAt;
  const words =
    first === undefined
      ? "No text of this document is known yet."
      : `The first text that is known of this document is of ${toDay(first)}.`;
  return refuseDay(web, c, words, 404);
}

const address = /^(?<id>[0-9a-f]{6,64})(?<file>\.md)?$/i;

async function answerVersion(web: Web, pages: Pages, c: Request): Promise<Response> {
  const { id = "", file = "" } = address.exec(c.req.param("id") ?? "")?.groups ?? {};
  if (isDigest(id) && file === ".md") return answerFile(web, c, id);
  if (isDigest(id)) {
    const part = readPart(c.req.query("part"));
    if (part === null) return refuseVersion(web, c);
    const page = await pages.answer(c, `version ${id} ${part}`, async () => {
      const version = await web.store.findVersion(id);
      return version === undefined ? null : render(web, version, { day: null, part });
    });
    return page ?? refuseVersion(web, c);
  }
  const whole = id === "" ? undefined : await web.store.findVersionId(id.toLowerCase());
  if (whole === undefined) return refuseVersion(web, c);
  const to = file === "" ? addresses.version(whole) : addresses.versionFile(whole);
  return c.redirect(web.paths.to(to), 302);
}

/** As it is kept: read as text by any browser, so that nothing in it is taken for a page. */
async function answerFile(web: Web, c: Request, id: Digest): Promise<Response> {
  const version = await web.store.findVersion(id);
  if (version === undefined) return refuseVersion(web, c);
  const etag = `"${version.digest.slice(0, 32)}"`;
  c.header(
    "Cache-Control",
    c.get("viewer") === null ? `public, max-age=${maxAgeSeconds}` : "no-store",
  );
  c.header("ETag", etag);
  if (isKnown(c.req.raw.headers, { etag, updatedAt: version.fetchedAt })) return c.body(null, 304);
  return c.body(version.text, 200, { "Content-Type": "text/plain; charset=utf-8" });
}

async function render(
  web: Web,
  version: Version,
  shown: Pick<TextView, "day" | "part">,
): Promise<Html | null> {
  const document = await loadDocument(web.store, await web.outlines.read(), version.termsId);
  if (document === undefined) return null;
  const neighbours = placeVersion(document, version);
  return renderTextPage(web.paths, {
    terms: document.terms,
    version,
    ...neighbours,
    ...shown,
    permanent: `${web.settings.baseUrl}${addresses.version(version.id)}`,
    now: web.clock.now(),
  });
}

function placeVersion({ versions, changes }: DocumentRecord, version: Version) {
  const at = versions.findIndex(({ id }) => id === version.id);
  return {
    later: versions[at - 1] ?? null,
    earlier: versions[at + 1] ?? null,
    latest: versions[0] ?? version,
    cameWith: changes.find(({ change }) => change.afterId === version.id) ?? null,
    endedBy: changes.find(({ change }) => change.beforeId === version.id) ?? null,
  };
}

function refuseDay(web: Web, c: Request, words: string, status: 400 | 404): Response {
  const ways = [
    { label: "Choose another day", href: web.paths.to(addresses.document(toTermsId(c))) },
  ];
  return answer(
    c,
    renderNotice(web.paths, { title: "No text of that day", words: [words], ways }),
    status,
  );
}

function refuseVersion(web: Web, c: Request): Response {
  const words = [
    "No text is kept under this address. It may not have been copied whole, or it may belong to another archive.",
  ];
  const ways = [{ label: "See all documents", href: web.paths.to(addresses.documents()) }];
  return answer(c, renderNotice(web.paths, { title: "No such text", words, ways }), 404);
}
