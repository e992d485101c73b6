import { FetchError } from "../../model/errors.ts";
import type { Fetched } from "../../model/snapshot.ts";
import type { Fetcher, FetchRequest } from "../../ports/fetcher.ts";
import { createBrowserPool } from "./browser.ts";
import { toAborted } from "./failures.ts";
import { createGate } from "./gate.ts";
import { createHttpClient } from "./http.ts";
import type { FetcherOptions } from "./options.ts";
import { withDefaults } from "./options.ts";
import { createPace } from "./pace.ts";
import { loadPage } from "./page.ts";
import { withRetries } from "./retry.ts";
import { createRobots } from "./robots.ts";
import { walkHttp } from "./walk.ts";

/** Fetches as a good guest: plain HTTP first, a browser where it is declared or turns out to be needed. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const settings = withDefaults(options);
  const gate = createGate(settings);
  const http = createHttpClient(settings, gate);
  const pace = createPace(settings);
  const robots = createRobots(settings, { gate, http, pace });
  const browsers = createBrowserPool(settings);

  function retried(attempt: () => Promise<Fetched>, signal?: AbortSignal): Promise<Fetched> {
    return withRetries(attempt, (fetched) => fetched, settings, {
      signal,
      onRest: (answer, ms) => pace.rest(new URL(answer.finalUrl).host, ms),
    });
  }

  function fetchPlain(request: FetchRequest, signal?: AbortSignal): Promise<Fetched> {
    return retried(() => walkHttp(request, settings, { gate, http, pace, robots }, signal), signal);
  }

  function fetchInBrowser(request: FetchRequest, signal?: AbortSignal): Promise<Fetched> {
    return retried(async () => {
      const url = gate.admit(request.url);
      // Asked before the page's turn, so that the turn need not be taken for a page that is forbidden.
      await robots.check(url, { mode: request.robots, isPaced: true, signal });
      return pace.run({ host: url.host, lane: "browser", signal }, () =>
        browsers.use(url.href, (browser) =>
          loadPage(
            {
              browser,
              request,
              url,
              gate,
              checkRobots: (next) =>
                robots.check(next, { mode: request.robots, isPaced: false, signal }),
            },
            settings,
            signal,
          ),
        ),
      );
    }, signal);
  }

  return {
    async fetch(request, signal) {
      try {
        if (request.executeClientScripts === true) {
          return { kind: "fetched", fetched: await fetchInBrowser(request, signal) };
        }
        const fetched = await fetchPlain(request, signal);
        if (fetched.status === 304 && request.validators !== undefined) {
          return { kind: "not-modified", fetched };
        }
        const isEnough = request.executeClientScripts === false || !settings.needsBrowser(fetched);
        if (isEnough) return { kind: "fetched", fetched };
        settings.log.debug("page needs a browser", { url: request.url });
        return { kind: "fetched", fetched: await fetchInBrowser(request, signal) };
      } catch (error) {
        if (signal?.aborted === true && !(error instanceof FetchError)) {
          throw toAborted(signal, request.url);
        }
        throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      await browsers[Symbol.asyncDispose]();
      await http[Symbol.asyncDispose]();
    },
  };
}
