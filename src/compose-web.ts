import { loadWatchlist } from "./adapters/watchlist/load.ts";
import { createPagePrinter } from "./adapters/print/printer.ts";
import { createSecrets } from "./adapters/system/secrets.ts";
import type { SignIn } from "./app/accounts/context.ts";
import { keepAdmin } from "./app/accounts/keep-admin.ts";
import { createAlertLinks, isFitForTokens } from "./app/alert-links.ts";
import type { AlertSettings } from "./app/load-alert.ts";
import { createComparisons } from "./app/load-comparison.ts";
import { createMailQueue } from "./app/self-service/mail-queue.ts";
import type { Services, WebSettings } from "./cli/context.ts";
import type { Config } from "./config.ts";
import { isThisMachine } from "./config-web-schema.ts";
import type { Declaration, TermsId } from "./model/declaration.ts";
import { MonitorError } from "./model/errors.ts";
import type { Instant } from "./model/instant.ts";
import { toMs } from "./model/instant.ts";
import type { Clock } from "./ports/clock.ts";
import type { PagePrinter } from "./ports/page-printer.ts";
import type { Store } from "./ports/store.ts";
import type { WebServer } from "./web/server.ts";

/**
 * Serves the web page until it is disposed; mails that are under way then are sent to their end.
 * @throws {ServeError} where it cannot listen
 */
export async function openPage(services: Services, settings: WebSettings): Promise<WebServer> {
  const { store, clock, log, ownTopics } = services;
  // What serves pages takes a while to load: only those who serve them wait for that.
  const { createApp } = await import("./web/app.ts");
  const { startServer } = await import("./web/server.ts");
  const notifier = services.notifiers.get("email");
  await using stack = new AsyncDisposableStack();
  const mails =
    notifier === undefined ? null : stack.use(createMailQueue({ notifier, clock, log }));
  const { mailDomain, permalinkOf } = services.settings.deliver;
  const isListOf = await readLists(services);
  const printer = openPrinter(services);
  if (printer !== null) stack.use(printer);
  const signIn = await openSignIn(services);
  const loadDeclarations = createDeclarations(services);
  let prepared = Promise.resolve();
  const publicHost = settings.publicUrl === null ? null : new URL(settings.publicUrl).host;
  const server = stack.use(
    await startServer({ ...settings, publicHost }, (origin) => {
      const app = createApp({
        store,
        clock,
        log,
        mails,
        secrets: services.secrets,
        signIn,
        isReadByAll: settings.isReadByAll,
        bucket: settings.bucket,
        ownTopics: ownTopics.topics.map(({ id }) => id),
        comparisons: createComparisons(store, { ownTopics, isListOf }),
        printer,
        operations: { ...services, settings: services.settings.crawl, loadDeclarations },
        trustsProxy: settings.trustsProxy,
        isExplaining: services.explainer !== null,
        ...(permalinkOf && { permalinkOf }),
        settings: {
          baseUrl: (settings.publicUrl ?? origin).replace(/\/+$/, ""),
          ...(mailDomain !== undefined && { mailDomain }),
        },
      });
      prepared = app.prepare();
      return app;
    }),
  );
  await waitFor(prepared, clock);
  if (settings.publicUrl !== null && !isFitForTokens(settings.publicUrl)) {
    log.warn("publicUrl is no https address: mails get no one-click links to it");
  }
  if (settings.isOpen && !settings.publicUrl?.startsWith("https:")) {
    log.warn("without TLS passwords are sent in plain text: set publicUrl to an https address");
  }
  const owned = stack.move();
  return { origin: server.origin, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Of hundreds of documents all is read ahead in a second; of more, whoever comes first waits for the rest. */
const readAheadMs = 2000;

/** The first reader waits for what a start did not. */
async function waitFor(prepared: Promise<void>, clock: Clock): Promise<void> {
  const done = new AbortController();
  const late = clock.sleep(readAheadMs, done.signal).catch(() => {});
  await Promise.race([prepared, late]);
  done.abort();
}

/** A few hundred files: read again by whoever asks a minute later. */
const declarationsMs = 60_000;

function createDeclarations({ clock, settings }: Services): () => Promise<readonly Declaration[]> {
  let known: { readonly at: Instant; readonly list: Promise<readonly Declaration[]> } | null = null;
  return () => {
    const at = clock.now();
    const isFresh = known !== null && Math.abs(toMs(at) - toMs(known.at)) < declarationsMs;
    if (known === null || !isFresh) {
      const list = loadWatchlist(settings.watchlistDir).then(({ declarations }) => declarations);
      known = { at, list };
    }
    return known.list;
  };
}

/** Makes the account of the operator's secret what that says, and finds the provider, where there is one. */
async function openSignIn({ store, clock, secrets, signIn }: Services): Promise<SignIn> {
  const { passwords, adminPassword } = signIn;
  await keepAdmin({ store, clock, secrets, passwords }, adminPassword);
  return { passwords, provider: await signIn.openProvider() };
}

/** With the browser that pages are fetched with; null where there is none. */
function openPrinter({ settings, clock }: Services): PagePrinter | null {
  const { browserPath, browserSandbox } = settings;
  if (browserPath === null) return null;
  return createPagePrinter({
    browserPath,
    clock,
    ...(browserSandbox !== undefined && { hasSandbox: browserSandbox }),
  });
}

/** What cannot be read of the watchlist is compared as a page of clauses. */
async function readLists({ settings }: Services): Promise<(termsId: TermsId) => boolean> {
  const { declarations } = await loadWatchlist(settings.watchlistDir);
  const lists = new Set(declarations.filter(({ isList }) => isList).map(({ id }) => id));
  return (termsId) => lists.has(termsId);
}

/** The page beside the watching: where it cannot be served, that is logged, and the watching goes on. */
export async function tryOpenPage(
  services: Services,
  say: (text: string) => void,
): Promise<WebServer | null> {
  const { web } = services.settings;
  if (web === null) return null;
  try {
    const page = await openPage(services, web);
    say(`the web page is at ${page.origin}/\n`);
    return page;
  } catch (error) {
    if (!(error instanceof MonitorError)) throw error;
    services.log.error(`${error.message}; watching goes on without it`, { kind: error.kind });
    return null;
  }
}

/** Links that alerts carry: to a page that is served under an address that readers reach. */
export function createLinksOf(
  store: Store,
  clock: Clock,
  settings: WebSettings | null,
): Pick<AlertSettings, "linksOf"> {
  const publicUrl = settings?.publicUrl ?? null;
  if (publicUrl === null) return {};
  return { linksOf: createAlertLinks(store, { publicUrl, clock, secrets: createSecrets() }) };
}

/** What of the configuration is the page's. */
export function toWebSettings({ web, publicUrl }: Config): WebSettings | null {
  if (web === null) return null;
  const { host, port, trustProxy: trustsProxy, read, costlyPerSecond: perSecond } = web;
  return {
    host,
    port,
    trustsProxy,
    publicUrl,
    isReadByAll: read === "everyone",
    isOpen: !isThisMachine(host),
    bucket: perSecond === 0 ? null : { capacity: 40 * perSecond, perSecond },
  };
}
