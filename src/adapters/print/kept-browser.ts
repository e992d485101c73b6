import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright";
import { PrintError } from "../../model/errors.ts";
import type { Clock } from "../../ports/clock.ts";

export interface KeptBrowserOptions {
  readonly browserPath: string | undefined;
  readonly clock: Clock;
  readonly hasSandbox: boolean;
  readonly idleMs: number;
}

/** One browser for all, started when it is needed and ended when it has not been for a while. */
export interface KeptBrowser extends AsyncDisposable {
  /** @throws {PrintError} kind `browser-missing` when none is there or none starts */
  use<T>(work: (browser: Browser) => Promise<T>): Promise<T>;
}

/** It has no errand of its own: whatever it asks the network for is sent where nothing listens. */
const deadEnd = { server: "http://127.0.0.1:9", bypass: "<-loopback>" };
const flags: readonly string[] = [
  "--proxy-bypass-list=<-loopback>",
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
  "--webrtc-ip-handling-policy=disable_non_proxied_udp",
  "--force-webrtc-ip-handling-policy",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-pings",
];
const launchTimeoutMs = 30_000;
/** A browser that does not end by itself by then is left to its process's end. */
const closeTimeoutMs = 5_000;

export function createKeptBrowser(options: KeptBrowserOptions): KeptBrowser {
  const { clock, idleMs } = options;
  let kept: Promise<Browser> | null = null;
  let users = 0;
  let idle: AbortController | null = null;

  function start(): Promise<Browser> {
    const started = launch(options);
    // Whoever waits for it is told; the next one tries again.
    started.catch(() => {
      if (kept === started) kept = null;
    });
    return started;
  }

  async function open(): Promise<Browser> {
    idle?.abort();
    idle = null;
    kept ??= start();
    const mine = kept;
    const browser = await mine;
    if (browser.isConnected()) return browser;
    // It has died since somebody last used it.
    if (kept === mine) kept = null;
    return open();
  }

  async function closeWhenIdle(): Promise<void> {
    const waiting = new AbortController();
    idle = waiting;
    try {
      await clock.sleep(idleMs, waiting.signal);
    } catch (error) {
      if (waiting.signal.aborted) return;
      throw error;
    }
    if (idle === waiting && users === 0) await close();
  }

  async function close(): Promise<void> {
    const closing = kept;
    kept = null;
    idle?.abort();
    idle = null;
    // One that never started has told whoever wanted it.
    const browser = await closing?.catch(() => undefined);
    if (browser !== undefined) await settleWithin(browser.close(), closeTimeoutMs);
  }

  return {
    async use(work) {
      users += 1;
      try {
        return await work(await open());
      } finally {
        users -= 1;
        if (users === 0 && kept !== null) void closeWhenIdle();
      }
    },
    [Symbol.asyncDispose]: close,
  };
}

async function launch({ browserPath, hasSandbox }: KeptBrowserOptions): Promise<Browser> {
  if (browserPath === undefined) {
    const message =
      "printing needs a browser, and none was found; install Chrome or Chromium, or name one in CLAUSEWATCH_BROWSER";
    throw new PrintError("browser-missing", message);
  }
  // Playwright takes a third of a second to load: only who prints pays for it.
  const { chromium } = await import("playwright");
  try {
    return await chromium.launch({
      executablePath: browserPath,
      headless: true,
      chromiumSandbox: hasSandbox,
      proxy: deadEnd,
      args: [...flags],
      timeout: launchTimeoutMs,
      // The program stops in an order of its own.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (cause) {
    const message = `${browserPath} does not start; run it by hand to see why, or name another in CLAUSEWATCH_BROWSER`;
    throw new PrintError("browser-missing", message, { cause });
  }
}

/** Waits for the work's end, whatever it is, but no longer than that. */
async function settleWithin(work: Promise<unknown>, ms: number): Promise<void> {
  const timer = new AbortController();
  const late = delay(ms, undefined, { signal: timer.signal }).catch(() => {});
  await Promise.race([work.catch(() => {}), late]);
  timer.abort();
}
