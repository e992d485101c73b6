import { loadChangeJson } from "../../app/change-json.ts";
import { loadChangePage } from "../../app/change-page.ts";
import { loadReviews } from "../../app/load-reviews.ts";
import type { Viewer } from "../../model/account.ts";
import type { TermsChange } from "../../model/change.ts";
import type { Digest } from "../../model/digest.ts";
import { digestOf, isDigest } from "../../model/digest.ts";
import type { Html } from "../../render/html.ts";
import { addresses } from "../addresses.ts";
import { isKnown } from "../conditional.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import type { Pages } from "../pages.ts";
import { maxAgeSeconds } from "../pages.ts";
import { readPart } from "../part-query.ts";
import { renderChangePage } from "../views/change-page.ts";
import type { ReviewPage } from "../views/clause-review.ts";
import { renderNotice } from "../views/layout.ts";
import type { Route } from "./route.ts";

/**
 * The page of one recorded change, which alerts link to, and the same for programs. Addresses last: an id is a digest
 * of what it names. The first digits of one lead to the whole of it.
 */
export function changeRoutes(web: Web, pages: Pages): readonly Route[] {
  return [{ path: "/changes/:id", access: "readers", get: (c) => answerChange(web, pages, c) }];
}

const address = /^(?<id>[0-9a-f]{12,64})(?<json>\.json)?$/i;

async function answerChange(web: Web, pages: Pages, c: Request): Promise<Response> {
  const { id = "", json = "" } = address.exec(c.req.param("id") ?? "")?.groups ?? {};
  if (isDigest(id) && json === ".json") return answerJson(web, c, id);
  const part = readPart(c.req.query("part"));
  if (isDigest(id) && part !== null) {
    const done = readDone(c.req.query("done"));
    const name = { ofAll: `change ${id} ${part}`, ofReader: done ?? "" };
    const page = await pages.answerReviewed(c, name, (viewer) =>
      render(web, id, { part, viewer, done }),
    );
    return page ?? refuse(web, c);
  }
  const change = id === "" ? undefined : await web.store.findChange(id.toLowerCase());
  if (change === undefined || part === null) return refuse(web, c);
  return c.redirect(web.paths.to(`/changes/${change.id}${json.toLowerCase()}`), 302);
}

interface Rendering {
  readonly part: number;
  readonly viewer: Viewer | null;
  readonly done: ReviewPage["done"];
}

async function render(
  web: Web,
  id: Digest,
  { part, viewer, done }: Rendering,
): Promise<Html | null> {
  const page = await loadChangePage(web.store, id, { isExplaining: web.isExplaining });
  if (page === undefined) return null;
  const canonical = `${web.settings.baseUrl}/changes/${id}`;
  const review = viewer && { viewer, done, ...(await loadReview(web, page.alert.change)) };
  return renderChangePage(web.paths, { page, now: web.clock.now(), part, canonical, review });
}

async function loadReview({ store, paths }: Web, { id, termsId, comparison }: TermsChange) {
  const reviews = await loadReviews(store, { termsId, changes: comparison.changes });
  return { reviews, action: paths.to(addresses.reviewOfChange(id)) };
}

async function answerJson(web: Web, c: Request, id: Digest): Promise<Response> {
  const { store, isExplaining } = web;
  const change = await store.findChange(id);
  if (change === undefined) return refuse(web, c);
  const text = `${JSON.stringify(await loadChangeJson(store, change, { isExplaining }))}\n`;
  const etag = `"${digestOf(text).slice(0, 32)}"`;
  c.header("Cache-Control", `public, max-age=${maxAgeSeconds}`);
  c.header("ETag", etag);
  if (isKnown(c.req.raw.headers, { etag, updatedAt: web.clock.now() })) return c.body(null, 304);
  return c.body(text, 200, { "Content-Type": "application/json; charset=utf-8" });
}

/** What a review that was just kept was of. */
export function readDone(value: string | undefined): ReviewPage["done"] {
  if (value === undefined || value === "all") return value ?? null;
  return isDigest(value) ? value : null;
}

function refuse(web: Web, c: Request): Response {
  const words = [
    "No change is recorded under this address. It may not have been copied whole, or it may belong to another archive.",
  ];
  const ways = [
    { label: "See the latest changes", href: web.paths.to("/") },
    { label: "Subscribe", href: web.paths.to("/subscribe") },
  ];
  return answer(c, renderNotice(web.paths, { title: "No such change", words, ways }), 404);
}
