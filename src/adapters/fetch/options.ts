import type { Fetched } from "../../model/snapshot.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import { lookupByOs } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";

/** What a fetcher is built from. Times are milliseconds, sizes bytes. */
export interface FetcherOptions {
  readonly clock: Clock;
  /** In [0, 1); spreads retries. */
  readonly random: () => number;
  /** Product token first, then a contact: `Clausewatch/0.1 (+mailto:ops@example.org)`. The same for HTTP and browser. */
  readonly userAgent: string;
  /** @default nothing is logged */
  readonly log?: Log;
  /** Resolves host names. @default the operating system's resolver */
  readonly lookup?: Lookup;
  /**
   * Hosts let through although they are not public: `127.0.0.1` (any port), `127.0.0.1:8080` (that port alone),
   * `internal.example`, `[::1]:8080`. The name in the address must be this very one. @default none
   */
  readonly allowHosts?: readonly string[];

  /** Name resolution, TCP and TLS together. @default 10_000 */
  readonly connectTimeoutMs?: number;
  /** From the request sent to the answer's headers. @default 20_000 */
  readonly firstByteTimeoutMs?: number;
  /** All requests of one attempt together, redirects included, waiting for a turn not counted. @default 60_000 */
  readonly deadlineMs?: number;
  /** @default 5 */
  readonly maxRedirects?: number;
  /** Of a body, as it came and after decompression; of a serialised document. @default 20 MiB */
  readonly maxBytes?: number;
  /** Decoded bytes per encoded byte, looked at after the first MiB. @default 100 */
  readonly maxRatio?: number;
  /** Of an answer's head. @default 64 KiB */
  readonly maxHeaderBytes?: number;

  /** Between the end of one request to a host and the start of the next. @default 1_000 */
  readonly minGapMs?: number;
  /** Requests at a time, over all hosts. @default 6 */
  readonly maxConcurrent?: number;
  /** A longer Crawl-delay is cut to this. @default 30_000 */
  readonly maxCrawlDelayMs?: number;
  /** How long a robots.txt is believed. @default 86_400_000 (24 h, RFC 9309 2.4) */
  readonly robotsTtlMs?: number;
  /** How long a robots.txt that could not be had is not asked for again. @default 300_000 */
  readonly robotsRetryMs?: number;
  /** For one request for robots.txt. @default 20_000 */
  readonly robotsDeadlineMs?: number;

  /** Attempts after the first. @default 2 */
  readonly maxRetries?: number;
  /** Before the first retry; doubles with each. @default 1_000 */
  readonly backoffMs?: number;
  /** @default 30_000 */
  readonly maxBackoffMs?: number;
  /** A Retry-After beyond this ends the attempts with the answer at hand. @default 60_000 */
  readonly maxRetryAfterMs?: number;

  /** Whether an answer to plain HTTP shows that the page needs a browser. @default never */
  readonly needsBrowser?: (fetched: Fetched) => boolean;
  /** A Chrome or Chromium; see `findBrowser`. @default none: what needs one fails with `browser-missing` */
  readonly browserPath?: string | undefined;
  /** The browser's own sandbox. @default true, but false for root, where it cannot start */
  readonly browserSandbox?: boolean;
  /** Pages per browser before a new one is started. @default 50 */
  readonly maxPagesPerBrowser?: number;
  /** Pages open at a time. @default 2 */
  readonly maxOpenPages?: number;
  /** Sent and received through the proxy for one page, everything it loads included. @default 64 MiB */
  readonly maxPageBytes?: number;
  /** A document that does not change for this long has settled. @default 500 */
  readonly settleMs?: number;
  /** After this long it is taken as it stands, settled or not, awaited selectors there or not. @default 8_000 */
  readonly maxSettleMs?: number;
  /** A browser that did not start is not tried again for this long. @default 600_000 */
  readonly browserRetryMs?: number;
}

export type FetchSettings = Required<Omit<FetcherOptions, "browserPath">> & {
  readonly browserPath: string | undefined;
};

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Every default in one place; an option given as `undefined` is one not given. */
export function withDefaults(options: FetcherOptions): FetchSettings {
  const defaults: Omit<FetchSettings, "clock" | "random" | "userAgent"> = {
    log: silent,
    lookup: lookupByOs,
    allowHosts: [],
    connectTimeoutMs: 10_000,
    firstByteTimeoutMs: 20_000,
    deadlineMs: 60_000,
    maxRedirects: 5,
    maxBytes: 20 * 2 ** 20,
    maxRatio: 100,
    maxHeaderBytes: 64 * 2 ** 10,
    minGapMs: 1_000,
    maxConcurrent: 6,
    maxCrawlDelayMs: 30_000,
    robotsTtlMs: 86_400_000,
    robotsRetryMs: 300_000,
    robotsDeadlineMs: 20_000,
    maxRetries: 2,
    backoffMs: 1_000,
    maxBackoffMs: 30_000,
    maxRetryAfterMs: 60_000,
    needsBrowser: () => false,
    browserPath: undefined,
    browserSandbox: process.getuid?.() !== 0,
    maxPagesPerBrowser: 50,
    maxOpenPages: 2,
    maxPageBytes: 64 * 2 ** 20,
    settleMs: 500,
    maxSettleMs: 8_000,
    browserRetryMs: 600_000,
  };
  const given = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
  return Object.assign(defaults, given as FetcherOptions);
}
