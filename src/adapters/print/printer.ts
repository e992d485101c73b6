import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "playwright";
import { PrintError } from "../../model/errors.ts";
import type { Clock } from "../../ports/clock.ts";
import type { PagePrinter, PrintedPage } from "../../ports/page-printer.ts";
import { createKeptBrowser } from "./kept-browser.ts";
import { createQueue } from "./queue.ts";

export interface PagePrinterOptions {
  /** A Chrome or Chromium; undefined where there is none. */
  readonly browserPath: string | undefined;
  readonly clock: Clock;
  /** The browser's own sandbox. @default true, but false for root, where it cannot start */
  readonly hasSandbox?: boolean;
  /** How long the browser is kept for whoever comes next. @default 3 minutes */
  readonly idleMs?: number;
  /** For one document, from when its turn has come. @default 30 seconds */
  readonly timeoutMs?: number;
  /** Documents printed at a time. @default 2 */
  readonly maxConcurrent?: number;
  /** Documents that wait beside those. @default 8 */
  readonly maxWaiting?: number;
}

/** In the margins of A4, with room for the foot. */
const margin = { top: "16mm", bottom: "20mm", left: "18mm", right: "18mm" } as const;

/** Prints with a browser that is started when somebody first asks, and ends when nobody has for a while. */
export function createPagePrinter(options: PagePrinterOptions): PagePrinter {
  const { browserPath, clock, timeoutMs = 30_000 } = options;
  const browser = createKeptBrowser({
    browserPath,
    clock,
    hasSandbox: options.hasSandbox ?? process.getuid?.() !== 0,
    idleMs: options.idleMs ?? 180_000,
  });
  const queue = createQueue(options.maxConcurrent ?? 2, options.maxWaiting ?? 8);
  return {
    async print(page) {
      const printed = queue.run(() =>
        browser.use((running) => printWithin(running, page, timeoutMs)),
      );
      if (printed === null)
        throw new PrintError("busy", "too many documents wait to be printed; try again later");
      return printed;
    },
    [Symbol.asyncDispose]: () => browser[Symbol.asyncDispose](),
  };
}

/** A page that does not end in time goes with all that it holds. */
async function printWithin(
  browser: Browser,
  page: PrintedPage,
  timeoutMs: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const context = await browser
    .newContext({
      javaScriptEnabled: false,
      offline: true,
      acceptDownloads: false,
      serviceWorkers: "block",
    })
    .catch(toFault);
  const timer = new AbortController();
  const tooLong = delay(timeoutMs, undefined, { signal: timer.signal }).then(() => {
    throw new PrintError("timeout", `a document was not printed within ${timeoutMs} ms`);
  });
  // Ended in time, nobody waits for it any more.
  tooLong.catch(() => {});
  const print = async () => {
    await context.route("**/*", (route) => route.abort());
    const sheet = await context.newPage();
    await sheet.setContent(page.html, { waitUntil: "load", timeout: timeoutMs });
    return sheet.pdf({
      format: "A4",
      margin,
      tagged: true,
      outline: true,
      displayHeaderFooter: true,
      headerTemplate: "<span></span>",
      footerTemplate: page.foot,
    });
  };
  try {
    return new Uint8Array(await Promise.race([print().catch(toFault), tooLong]));
  } finally {
    timer.abort();
    // Of a browser that has ended, nothing is left to close.
    await context.close().catch(() => {});
  }
}

function toFault(cause: unknown): never {
  throw new PrintError("browser", "the browser did not print a document", { cause });
}
