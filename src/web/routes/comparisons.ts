import type { ComparisonPage } from "../../app/comparison-page.ts";
import { loadComparisonPage } from "../../app/comparison-page.ts";
import { isReviewable, loadReviews } from "../../app/load-reviews.ts";
import type { Viewer } from "../../model/account.ts";
import type { Digest } from "../../model/digest.ts";
import { isDigest } from "../../model/digest.ts";
import type { Html } from "../../render/html.ts";
import { addresses } from "../addresses.ts";
import { parseComparisonView, toComparisonQuery } from "../comparison-query.ts";
import type { Request, Web } from "../context.ts";
import { answer } from "../context.ts";
import type { Pages } from "../pages.ts";
import type { ComparisonPageView } from "../views/comparison-page.ts";
import { renderComparisonPage } from "../views/comparison-page.ts";
import type { ReviewPage } from "../views/clause-review.ts";
import { renderClauseReview, renderReviewSummary } from "../views/clause-review.ts";
import { renderNotice } from "../views/layout.ts";
import { readDone } from "./changes.ts";
import { refuseCostly } from "./holding-back.ts";
import type { Route } from "./route.ts";

/**
 * The comparison of any two versions, as it is asked for: the first is called before. Addresses last, as ids are
 * digests of what they name; the first digits of both lead to the whole of them.
 */
export function comparisonRoutes(web: Web, pages: Pages): readonly Route[] {
  return [
    {
      path: "/compare/:before/:after",
      access: "readers",
      get: (c) => answerComparison(web, pages, c),
    },
  ];
}

async function answerComparison(web: Web, pages: Pages, c: Request): Promise<Response> {
  const view = parseComparisonView(c.req.query());
  const [before = "", after = ""] = [c.req.param("before"), c.req.param("after")].map((id) =>
    (id ?? "").toLowerCase(),
  );
  if (view === null) return refuse(web, c);
  if (isDigest(before) && isDigest(after)) {
    const isAtHand =
      (await isRecorded(web, before, after)) || (await web.comparisons.isAtHand(before, after));
    const held = isAtHand ? undefined : refuseCostly(web, c, "comparison");
    if (held !== undefined) return held;
    const done = readDone(c.req.query("done"));
    const address = addresses.comparison(before, after, toComparisonQuery(view));
    const name = { ofAll: address, ofReader: done ?? "" };
    const page = await pages.answerReviewed(c, name, (viewer) =>
      render(web, [before, after], { view, viewer, done }),
    );
    return page ?? refuse(web, c);
  }
  const [one, other] = [
    await web.store.findVersionId(before),
    await web.store.findVersionId(after),
  ];
  if (one === undefined || other === undefined) return refuse(web, c);
  return c.redirect(web.paths.to(addresses.comparison(one, other, toComparisonQuery(view))), 302);
}

/** From the outlines, which are at hand: to find it in the store is to read all of it. */
async function isRecorded({ outlines }: Web, before: Digest, after: Digest): Promise<boolean> {
  const { changes } = await outlines.read();
  return changes.some(({ change }) => change.afterId === after && change.beforeId === before);
}

interface Shown extends Pick<ComparisonPageView, "view"> {
  readonly viewer: Viewer | null;
  /** What of it has just been reviewed. */
  readonly done: ReviewPage["done"];
}

async function render(
  web: Web,
  [before, after]: readonly [Digest, Digest],
  shown: Shown,
): Promise<Html | null> {
  const page = await loadComparisonPage(web, before, after);
  if (page === undefined) return null;
  const canonical = `${web.settings.baseUrl}${addresses.comparison(before, after)}`;
  const review = await loadReview(web, page, shown);
  const { byId } = page.between.length === 0 ? { byId: null } : await web.outlines.read();
  return renderComparisonPage(web.paths, {
    page,
    view: shown.view,
    now: web.clock.now(),
    canonical,
    gistOf: (id) => byId?.get(id)?.gist ?? null,
    ...(review !== null && {
      reviewOf: ({ change, number }) => renderClauseReview(review, change, number),
      underHead: renderReviewSummary(review),
    }),
  });
}

async function loadReview(
  { store, paths }: Web,
  page: ComparisonPage,
  { view, viewer, done }: Shown,
): Promise<ReviewPage | null> {
  if (!viewer || !isReviewable(page)) return null;
  const { terms, before, after, comparison } = page;
  const reviews = await loadReviews(store, { termsId: terms.id, changes: comparison.changes });
  const action = paths.to(
    addresses.reviewOfComparison(before.id, after.id, toComparisonQuery(view)),
  );
  return { viewer, done, reviews, action };
}

function refuse(web: Web, c: Request): Response {
  const words = [
    "No two texts are kept under this address. It may not have been copied whole, or it may belong to another archive.",
  ];
  const ways = [
    { label: "See all documents", href: web.paths.to(addresses.documents()) },
    { label: "See the latest changes", href: web.paths.to(addresses.home()) },
  ];
  return answer(c, renderNotice(web.paths, { title: "No such comparison", words, ways }), 404);
}
