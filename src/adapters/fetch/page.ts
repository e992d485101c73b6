import type { CDPSession, Page } from "playwright";

import { FetchError } from "../../model/errors.ts";
import type { Instant } from "../../model/instant.ts";
import type { Fetched } from "../../model/snapshot.ts";
import { orStopped, settleWithin } from "./bounded.ts";
import { toAborted } from "./failures.ts";
import type { FetchSettings } from "./options.ts";
import { guardNavigation } from "./page-guard.ts";
import { toBrowserError } from "./page-failures.ts";
import { scrollExpression, serialiseExpression, settleExpression } from "./page-scripts.ts";
import type { PageLoad, Trail } from "./page-trail.ts";
import { toFetched } from "./page-trail.ts";
import type { FilteringProxy } from "./proxy.ts";
import { startProxy } from "./proxy.ts";

/** After a navigation by script the page's world is gone; looked at again so many times. */
const maxLooks = 5;
const closeTimeoutMs = 3_000;

/** Loads one page in a context and behind a proxy of its own, and gives the document that it became. */
export async function loadPage(
  load: PageLoad,
  settings: FetchSettings,
  signal?: AbortSignal,
): Promise<Fetched> {
  const requestedAt = settings.clock.now();
  const url = load.url.href;
  const deadline = AbortSignal.timeout(settings.deadlineMs);
  const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
  const trail: Trail = { responses: [], robots: "absent", refusal: undefined };
  await using proxy = await startProxy(load.gate, {
    url,
    connectTimeoutMs: settings.connectTimeoutMs,
    maxBytes: settings.maxPageBytes,
  });
  const work = visit(load, { settings, proxy, trail, requestedAt, signal: either });
  try {
    const fetched = await orStopped(work, either);
    // A page that was kept from becoming another, or from loading on, is not the page that its readers see.
    if (trail.refusal !== undefined) throw trail.refusal;
    if (proxy.overflow !== undefined) throw proxy.overflow;
    return fetched;
  } catch (error) {
    if (signal?.aborted === true) throw toAborted(signal, url);
    if (trail.refusal instanceof FetchError) throw trail.refusal;
    if (proxy.overflow !== undefined) throw proxy.overflow;
    if (error instanceof FetchError) throw error;
    if (deadline.aborted) {
      const message = `${url}: the browser was not done within ${settings.deadlineMs} ms`;
      throw new FetchError("timeout", url, message, { retryable: false, cause: error });
    }
    throw proxy.findFailure(load.url.host) ?? toBrowserError(error, url) ?? error;
  }
}

interface VisitParts {
  readonly settings: FetchSettings;
  readonly proxy: FilteringProxy;
  readonly trail: Trail;
  readonly requestedAt: Instant;
  readonly signal: AbortSignal;
}

async function visit(load: PageLoad, parts: VisitParts): Promise<Fetched> {
  const { settings, trail, signal, requestedAt } = parts;
  const context = await load.browser.newContext({
    userAgent: settings.userAgent,
    locale: load.request.language,
    acceptDownloads: false,
    serviceWorkers: "block",
    viewport: { width: 1280, height: 1600 },
    // Also for loopback, which a browser else reaches directly.
    proxy: { server: parts.proxy.address, bypass: "<-loopback>" },
  });
  // Whatever the page is doing when time is up ends with its context.
  const close = () => void settleWithin(context.close(), closeTimeoutMs);
  signal.addEventListener("abort", close, { once: true });
  try {
    signal.throwIfAborted();
    const page = await context.newPage();
    context.on("page", (other) => void settleWithin(other.close(), closeTimeoutMs));
    page.on("dialog", (dialog) => void dialog.dismiss().catch(() => {}));
    const crash = new Promise<never>((_resolve, reject) => {
      page.once("crash", () => {
        const message = `${load.url.href}: the page crashed its browser process`;
        reject(new FetchError("browser", load.url.href, message, { retryable: true }));
      });
    });
    // Also when nobody gets as far as waiting for it.
    crash.catch(() => {});
    const look = watchAndLoad(page, await context.newCDPSession(page), load, parts);
    const seen = await Promise.race([look, crash]);
    return await toFetched({ load, trail, requestedAt, ...seen }, settings);
  } catch (error) {
    if (!isEmptyErrorPage(error)) throw error;
    const finalUrl = trail.responses.at(-1)?.url() ?? load.url.href;
    return await toFetched({ load, trail, requestedAt, html: "", finalUrl }, settings);
  } finally {
    signal.removeEventListener("abort", close);
    // Bounded, since a browser that hangs does not close either.
    await settleWithin(context.close(), closeTimeoutMs);
  }
}

async function watchAndLoad(
  page: Page,
  session: CDPSession,
  load: PageLoad,
  { settings, trail }: VisitParts,
): Promise<{ readonly html: string; readonly finalUrl: string }> {
  const { frameTree } = await session.send("Page.getFrameTree");
  const frameId = frameTree.frame.id;
  await guardNavigation({ session, frameId, load, trail }, settings);
  page.on("response", (response) => {
    const request = response.request();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      trail.responses.push(response);
    }
  });
  await page.goto(load.url.href, { waitUntil: "domcontentloaded", timeout: 0 });
  const untilMs = performance.now() + settings.maxSettleMs;
  const leftMs = () => Math.max(1, Math.round(untilMs - performance.now()));
  // Neither has to come: what is there by then is the page, and its reader will see what it lacks.
  await page.waitForLoadState("load", { timeout: leftMs() }).catch(() => {});
  await Promise.all(
    load.request.waitFor.map((selector) =>
      page
        .waitForSelector(`css=${selector}`, { state: "attached", timeout: leftMs() })
        .catch(() => {}),
    ),
  );
  for (let look = 1; ; look += 1) {
    try {
      const run = await enterWorld(session, frameId);
      await run(scrollExpression);
      await run(settleExpression(Math.min(settings.settleMs, leftMs()), leftMs()));
      const html = await run(serialiseExpression(settings.maxBytes));
      if (typeof html === "string") return { html, finalUrl: page.url() };
      const message = `${load.url.href}: the document has over ${settings.maxBytes} bytes`;
      throw new FetchError("too-large", load.url.href, message, { retryable: false });
    } catch (error) {
      if (error instanceof FetchError || trail.refusal !== undefined) throw error;
      if (look === maxLooks || page.isClosed()) throw error;
      await page.waitForLoadState("domcontentloaded", { timeout: 0 });
    }
  }
}

async function enterWorld(
  session: CDPSession,
  frameId: string,
): Promise<(expression: string) => Promise<unknown>> {
  const { executionContextId } = await session.send("Page.createIsolatedWorld", {
    frameId,
    worldName: "reader",
  });
  return async (expression) => {
    const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
      expression,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
    return result.value;
  };
}

/** Chromium shows a page of its own for an error status without a body, and calls the navigation failed. */
function isEmptyErrorPage(error: unknown): boolean {
  return error instanceof Error && error.message.includes("net::ERR_HTTP_RESPONSE_CODE_FAILURE");
}
