import type { Browser, Response } from "playwright";

import { FetchError } from "../../model/errors.ts";
import type { Instant } from "../../model/instant.ts";
import type { Fetched, Redirect, RobotsVerdict } from "../../model/snapshot.ts";
import type { FetchRequest } from "../../ports/fetcher.ts";
import type { EgressGate } from "./gate.ts";
import type { FetchSettings } from "./options.ts";
import { toFileError } from "./page-failures.ts";

export interface PageLoad {
  readonly browser: Browser;
  readonly request: FetchRequest;
  readonly url: URL;
  readonly gate: EgressGate;
  /** Asked for every document that the page itself becomes, the first included. */
  readonly checkRobots: (url: URL) => Promise<RobotsVerdict>;
}

/** What was learnt while a page loaded. */
export interface Trail {
  /** Answers to the navigation of the page itself, in order. */
  readonly responses: Response[];
  robots: RobotsVerdict;
  /** Why a navigation was not allowed to go on. */
  refusal: unknown;
}

interface Loaded {
  readonly load: PageLoad;
  readonly trail: Trail;
  readonly html: string;
  readonly finalUrl: string;
  readonly requestedAt: Instant;
}

/** The answer that a page's last navigation got, with the document that it has become. */
export async function toFetched(
  { load, trail, html, finalUrl, requestedAt }: Loaded,
  settings: FetchSettings,
): Promise<Fetched> {
  const url = load.url.href;
  const main = trail.responses.at(-1);
  if (main === undefined) {
    throw new FetchError("browser", url, `${url}: the browser got no answer`, { retryable: true });
  }
  const headers = await main.allHeaders();
  // The document would be the viewer's, without a word of the file.
  if (/^application\/pdf/i.test(headers["content-type"] ?? "")) throw toFileError(url);
  const bytes = Buffer.from(html);
  if (bytes.byteLength > settings.maxBytes) {
    const message = `${url}: the document has over ${settings.maxBytes} bytes`;
    throw new FetchError("too-large", url, message, { retryable: false });
  }
  const redirects: Redirect[] = trail.responses.slice(1).map((response, index) => ({
    status: trail.responses[index]?.status() ?? 0,
    url: response.url(),
  }));
  // A history entry of the page's own making may show a more telling address (a log-in route, say) than the answer's.
  const shown = load.gate.admit(finalUrl.startsWith("http") ? finalUrl : main.url());
  return {
    requestedUrl: load.request.url,
    finalUrl: shown.href,
    redirects,
    status: main.status(),
    headers: toHeaders(headers),
    bytes,
    via: "browser",
    remoteAddress: null,
    robots: trail.robots,
    requestedAt,
    fetchedAt: settings.clock.now(),
  };
}

/** The bytes kept are the serialised document in UTF-8, whatever the server's bytes were. */
function toHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), value.replaceAll("\n", ", ")] as const,
  );
  const { "content-type": original, ...rest } = Object.fromEntries(entries);
  return {
    ...rest,
    "content-type": "text/html; charset=utf-8",
    ...(original !== undefined && { "x-original-content-type": original }),
  };
}
