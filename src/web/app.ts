import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createComparisons } from "../app/load-comparison.ts";
import { apiPath, createApi } from "./api/api.ts";
import { createChangeOutlines } from "../app/change-outlines.ts";
import { createPastList } from "../app/past-list.ts";
import { createTopicHistories } from "../app/topic-histories.ts";
import type { ClientInfo } from "./client.ts";
import type { Env, Web, WebOptions } from "./context.ts";
import { answer } from "./context.ts";
import { createCostly, usualBucket } from "./costly.ts";
import { wholeFilter } from "../model/subscription.ts";
import { busyRetrySeconds, toBusyWords } from "./busy.ts";
import { createHeaders } from "./headers.ts";
import { createGuard } from "./guard.ts";
import { createOffers } from "./offers.ts";
import { createPages } from "./pages.ts";
import { createPaths } from "./paths.ts";
import { loadPlotLibraries } from "./plot.ts";
import { apiPageRoutes } from "./routes/api-page.ts";
import { assetRoutes } from "./routes/assets.ts";
import { auditRoutes } from "./routes/audit.ts";
import { changeRoutes } from "./routes/changes.ts";
import { clauseRoutes } from "./routes/clauses.ts";
import { comparisonRoutes } from "./routes/comparisons.ts";
import { documentRoutes } from "./routes/documents.ts";
import { feedRoutes } from "./routes/feeds.ts";
import { homeRoutes } from "./routes/home.ts";
import { linkRoutes } from "./routes/links.ts";
import { manageRoutes } from "./routes/manage.ts";
import { refuseCostly, refuseReading } from "./routes/holding-back.ts";
import { reviewingRoutes } from "./routes/reviewing.ts";
import { redlineRoutes } from "./routes/redlines.ts";
import { deliveryRoutes } from "./routes/deliveries.ts";
import { operationsRoutes } from "./routes/operations.ts";
import { quarantineRoutes } from "./routes/quarantines.ts";
import { reviewRoutes } from "./routes/reviews.ts";
import type { Route } from "./routes/route.ts";
import { peopleRoutes } from "./routes/people.ts";
import { searchRoutes } from "./routes/search.ts";
import { subscribeRoutes } from "./routes/subscribe.ts";
import { textRoutes } from "./routes/texts.ts";
import { createSessionCookie, createSignInWeb } from "./sign-in-context.ts";
import { createFindViewer } from "./viewers.ts";
import { renderNotice } from "./views/layout.ts";
import { topicRoutes } from "./routes/topics.ts";
import { createVisitors } from "./visitors.ts";

/** The web page: a request and where it came from, to its answer. Never rejects. */
export interface App {
  fetch(request: Request, client: ClientInfo): Promise<Response>;
  /** Every address that it answers to. */
  readonly routes: readonly Route[];
  /**
   * Reads what lists and topics are made of, so that nobody waits for it: of hundreds of documents in a second. Never
   * rejects: whoever asks first is told what is wrong.
   */
  prepare(): Promise<void>;
}

/** More than any form of ours holds. */
const maxBodyBytes = 64 * 1024;

/** What readers of terms of AI providers come for before all else. */
const mostAskedTopic = "competing-development";

const nobody = async (): Promise<null> => null;

export function createApp(options: WebOptions): App {
  const { settings, store, clock, ownTopics = [], signIn } = options;
  const cookie = createSessionCookie(settings.baseUrl);
  const bucket = options.bucket === undefined ? usualBucket : options.bucket;
  const outlines = createChangeOutlines(store, clock);
  const web: Web = {
    ...options,
    paths: createPaths(settings.baseUrl),
    offers: createOffers(store, clock, ownTopics),
    comparisons: options.comparisons ?? createComparisons(store),
    outlines,
    topics: createTopicHistories(store),
    past: createPastList(store, outlines),
    visitors: createVisitors(options.perClient ?? { count: 10, withinMs: 3_600_000 }),
    printer: options.printer ?? null,
    trustsProxy: options.trustsProxy ?? false,
    costly: createCostly(bucket),
    isExplaining: options.isExplaining ?? false,
    findViewer: options.findViewer ?? (signIn ? createFindViewer(options, cookie) : nobody),
    isReadByAll: options.isReadByAll ?? true,
    operations: options.operations ?? null,
  };
  const pages = createPages(web);
  const routes = [
    ...assetRoutes(),
    ...apiPageRoutes(web, pages),
    ...homeRoutes(web, pages),
    ...documentRoutes(web, pages),
    ...textRoutes(web, pages),
    ...changeRoutes(web, pages),
    ...comparisonRoutes(web, pages),
    ...searchRoutes(web, pages),
    ...clauseRoutes(web, pages),
    ...reviewingRoutes(web),
    ...reviewRoutes(web),
    ...auditRoutes(web),
    ...operationsRoutes(web),
    ...quarantineRoutes(web),
    ...deliveryRoutes(web),
    ...redlineRoutes(web),
    ...topicRoutes(web, pages),
    ...subscribeRoutes(web),
    ...linkRoutes(web),
    ...manageRoutes(web),
    ...(signIn ? peopleRoutes(createSignInWeb(web, signIn, cookie)) : []),
    ...feedRoutes({
      permalinkOf: (id) => `${settings.baseUrl}/changes/${id}`,
      ...options,
      baseUrl: settings.baseUrl,
      hold: (c, filter) => refuseReading(web, c, filter) ?? refuseCostly(web, c, "export"),
    }),
  ];
  const app = new Hono<Env>();
  app.use(createHeaders());
  const api = createApi(web);
  // It has its own words for what goes wrong, and its own bounds.
  app.all(apiPath, api.answer);
  app.all(`${apiPath}/*`, api.answer);
  app.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: (c) =>
        answer(
          c,
          renderNotice(web.paths, { title: "Too large", words: ["No form is that long."] }),
          413,
        ),
    }),
  );
  const guard = createGuard(web);
  for (const route of routes) {
    const { path, get, post } = route;
    const { access, postAccess = access, refusal } = route;
    if (get) app.get(path, guard(access, get, refusal));
    if (post) app.post(path, guard(postAccess, post, refusal));
    app.all(path, (c) => {
      c.header("Allow", [...(get ? ["GET", "HEAD"] : []), ...(post ? ["POST"] : [])].join(", "));
      const words = [
        "This address does not answer to that. Go back, and use the page’s own buttons.",
      ];
      return answer(c, renderNotice(web.paths, { title: "Not like this", words }), 405);
    });
  }
  app.notFound((c) => {
    const ways = [
      { label: "See the latest changes", href: web.paths.to("/") },
      { label: "Subscribe", href: web.paths.to("/subscribe") },
    ];
    const words = ["There is no page at this address."];
    return answer(c, renderNotice(web.paths, { title: "Not found", words, ways }), 404);
  });
  app.onError((error, c) => {
    // The route and never the address: that may hold a token.
    web.log.error("a page met an error", { route: c.req.routePath, method: c.req.method, error });
    const busy = toBusyWords(error);
    if (busy !== null) {
      c.header("Retry-After", String(busyRetrySeconds));
      return answer(c, renderNotice(web.paths, { title: "Not possible now", words: busy }), 503);
    }
    const words = [
      "It is noted, and nothing of what you sent has been lost on its way to others. Try again later.",
    ];
    return answer(c, renderNotice(web.paths, { title: "Something went wrong here", words }), 500);
  });
  return {
    routes: [...routes, ...api.routes],
    fetch: async (request, client) => app.fetch(request, client),
    async prepare() {
      try {
        await web.past.list({ filter: wholeFilter, since: null });
        await pages.stamp();
        await web.topics.load(mostAskedTopic);
        await loadPlotLibraries();
      } catch (error) {
        web.log.debug("pages could not be read ahead", { error });
      }
    },
  };
}
