import { FetchError } from "../../model/errors.ts";
import type { Fetched, Redirect, RobotsVerdict } from "../../model/snapshot.ts";
import type { FetchRequest } from "../../ports/fetcher.ts";
import type { EgressGate } from "./gate.ts";
import type { HttpClient } from "./http.ts";
import { isRedirect } from "./http.ts";
import type { FetchSettings } from "./options.ts";
import type { Pace } from "./pace.ts";
import type { Robots } from "./robots.ts";

export interface WalkParts {
  readonly gate: EgressGate;
  readonly http: HttpClient;
  readonly pace: Pace;
  readonly robots: Robots;
}

/** One attempt by plain HTTP: follows redirects by hand, each through gate, robots.txt and its host's turn. */
export async function walkHttp(
  request: FetchRequest,
  settings: FetchSettings,
  parts: WalkParts,
  signal?: AbortSignal,
): Promise<Fetched> {
  const requestedAt = settings.clock.now();
  const headers = toRequestHeaders(request);
  const redirects: Redirect[] = [];
  const seen = new Set<string>();
  let leftMs = settings.deadlineMs;
  let url = parts.gate.admit(request.url);
  let robots: RobotsVerdict = "absent";
  for (;;) {
    seen.add(url.href);
    const verdict = await parts.robots.check(url, { mode: request.robots, isPaced: true, signal });
    // An override that was needed anywhere on the way is the thing to record.
    if (robots !== "ignored" && robots !== "unreachable") robots = verdict;
    const target = url;
    const answer = await parts.pace.run({ host: url.host, lane: "http", signal }, async () => {
      const startedAt = performance.now();
      try {
        const asked = { url: target, headers, deadlineMs: leftMs, maxBytes: settings.maxBytes };
        return await parts.http.get({ ...asked, overflow: "fail" }, signal);
      } finally {
        leftMs -= performance.now() - startedAt;
      }
    });
    if (!isRedirect(answer)) {
      return {
        requestedUrl: request.url,
        finalUrl: url.href,
        redirects,
        ...answer,
        via: "http",
        robots,
        requestedAt,
        fetchedAt: settings.clock.now(),
      };
    }
    url = parts.gate.admit(answer.headers["location"] ?? "", url);
    redirects.push({ status: answer.status, url: url.href });
    assertRedirects(request.url, redirects.length, seen.has(url.href), settings);
  }
}

/** @throws {FetchError} kind `redirects` */
export function assertRedirects(
  url: string,
  count: number,
  isLoop: boolean,
  settings: FetchSettings,
): void {
  if (!isLoop && count <= settings.maxRedirects) return;
  const why = isLoop ? "redirects in a loop" : `redirects more than ${settings.maxRedirects} times`;
  throw new FetchError("redirects", url, `${url} ${why}`, { retryable: false });
}

function toRequestHeaders(request: FetchRequest): Record<string, string> {
  const { etag, lastModified } = request.validators ?? {};
  return {
    accept: "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "accept-language": request.language,
    ...(isFieldValue(etag) && { "if-none-match": etag }),
    ...(isFieldValue(lastModified) && { "if-modified-since": lastModified }),
  };
}

/** What a server once sent goes out again only as the plain characters that a field may hold. */
function isFieldValue(text: string | undefined): text is string {
  return (
    text !== undefined && /^[\u0021-\u007e](?:[\u0020-\u007e]{0,500}[\u0021-\u007e])?$/.test(text)
  );
}
