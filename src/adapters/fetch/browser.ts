import type { Browser } from "playwright";

import { FetchError } from "../../model/errors.ts";
import { addMs } from "../../model/instant.ts";
import type { Instant } from "../../model/instant.ts";
import { settleWithin } from "./bounded.ts";
import type { FetchSettings } from "./options.ts";

/** A browser started when first needed, replaced after so many pages or when it has died. */
export interface BrowserPool extends AsyncDisposable {
  /**
   * Runs the work with a browser that no renewal takes away before it ends.
   * @throws {FetchError} kind `browser-missing` when none is there or none starts
   */
  use<T>(url: string, work: (browser: Browser) => Promise<T>): Promise<T>;
}

interface Running {
  readonly browser: Promise<Browser>;
  startedPages: number;
  openPages: number;
}

/**
 * The two WebRTC flags belong together: either alone still sends UDP past the proxy. Names are resolved by the
 * proxy and by nobody else. The rest keeps the browser's own errands from the network.
 */
const flags: readonly string[] = [
  "--webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--force-webrtc-ip-handling-policy",
  "--proxy-bypass-list=<-loopback>",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-pings",
];
/** What belongs to no page is sent to the discard port, where nothing listens. */
const deadEnd = { server: "http://127.0.0.1:9", bypass: "<-loopback>" };
const launchTimeoutMs = 30_000;
/** A browser that does not end by itself by then is left to its process's end. */
const closeTimeoutMs = 5_000;

export function createBrowserPool(settings: FetchSettings): BrowserPool {
  let current: Running | undefined;
  let failed: { readonly error: unknown; readonly until: Instant } | undefined;
  const running = new Set<Running>();

  function start(): Running {
    const started: Running = { browser: launch(settings), startedPages: 0, openPages: 0 };
    running.add(started);
    void watch(started);
    return started;
  }

  /** Forgets a browser once it is gone, however it went. */
  async function watch(started: Running): Promise<void> {
    const forget = () => {
      running.delete(started);
      if (current === started) current = undefined;
    };
    try {
      const browser = await started.browser;
      if (!browser.isConnected()) forget();
      browser.once("disconnected", forget);
    } catch (error) {
      forget();
      failed = { error, until: addMs(settings.clock.now(), settings.browserRetryMs) };
    }
  }

  async function close(old: Running): Promise<void> {
    try {
      const browser = await old.browser;
      await settleWithin(browser.close(), closeTimeoutMs);
    } catch {
      // It never started, and whoever wanted it was told.
    } finally {
      running.delete(old);
    }
  }

  return {
    async use(url, work) {
      if (failed !== undefined && failed.until > settings.clock.now()) {
        throw missing(settings, url, failed.error);
      }
      if (current !== undefined && current.startedPages >= settings.maxPagesPerBrowser) {
        if (current.openPages === 0) void close(current);
        current = undefined;
      }
      current ??= start();
      const mine = current;
      mine.startedPages += 1;
      mine.openPages += 1;
      try {
        let browser: Browser;
        try {
          browser = await mine.browser;
        } catch (error) {
          throw missing(settings, url, error);
        }
        return await work(browser);
      } finally {
        mine.openPages -= 1;
        if (mine !== current && mine.openPages === 0) await close(mine);
      }
    },
    async [Symbol.asyncDispose]() {
      current = undefined;
      await Promise.all([...running].map(close));
    },
  };
}

async function launch(settings: FetchSettings): Promise<Browser> {
  if (settings.browserPath === undefined) throw new Error("no browser was found");
  // Playwright takes a third of a second to load: only who needs a browser pays for it.
  const { chromium } = await import("playwright");
  return chromium.launch({
    executablePath: settings.browserPath,
    headless: true,
    chromiumSandbox: settings.browserSandbox,
    proxy: deadEnd,
    args: [...flags],
    timeout: launchTimeoutMs,
    // The program stops in an order of its own.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

function missing(settings: FetchSettings, url: string, cause: unknown): FetchError {
  const what =
    settings.browserPath === undefined
      ? "no browser was found; install Chrome or Chromium, or name one in CLAUSEWATCH_BROWSER"
      : `${settings.browserPath} does not start; run it by hand to see why, or name another in CLAUSEWATCH_BROWSER`;
  return new FetchError("browser-missing", url, `${url} needs a browser: ${what}`, {
    retryable: false,
    cause,
  });
}
