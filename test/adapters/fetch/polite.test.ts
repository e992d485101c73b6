import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { createFakeClock } from "../../fakes/fake-clock.ts";
import type { Handler } from "./loopback.ts";
import {
  byPath,
  createTestFetcher,
  failureOf,
  fetchPage,
  requestFor,
  startLoopback,
} from "./loopback.ts";

const ok: Handler = (_request, response) => response.end("ok");

function robotsTxt(text: string): Handler {
  return (_request, response) =>
    response.writeHead(200, { "content-type": "text/plain" }).end(text);
}

describe("pace", () => {
  it("keeps to one request per host at a time, and the gap between the end of one and the next", async () => {
    const clock = createFakeClock();
    let open = 0;
    let most = 0;
    const starts: number[] = [];
    const answer = async (response: ServerResponse) => {
      open += 1;
      most = Math.max(most, open);
      starts.push(Date.parse(clock.now()));
      await delay(20);
      clock.advance(300); // what the answer took
      open -= 1;
      response.end("ok");
    };
    await using server = await startLoopback((request, response) => {
      if (request.url === "/robots.txt") response.writeHead(404).end();
      else void answer(response);
    });
    await using fetcher = createTestFetcher({ clock });
    await Promise.all(
      ["/a", "/b", "/c", "/d"].map((path) => fetchPage(fetcher, server.origin + path)),
    );
    expect(most).toBe(1);
    const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
    expect(gaps).toEqual([1300, 1300, 1300]);
  });

  it("asks several hosts at once, up to the bound", async () => {
    let open = 0;
    let most = 0;
    const slow: Handler = (_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end("ok");
      }, 60);
    };
    await using stack = new AsyncDisposableStack();
    const servers = await Promise.all(
      Array.from({ length: 5 }, () => startLoopback(byPath({ "/": slow }))),
    );
    for (const server of servers) stack.use(server);
    await using fetcher = createTestFetcher({ maxConcurrent: 3 });
    await Promise.all(servers.map((server) => fetchPage(fetcher, `${server.origin}/`)));
    expect(most).toBe(3);
  });

  it("holds no place among all hosts while waiting for one", async () => {
    await using crowded = await startLoopback(byPath({ "/": ok }));
    await using other = await startLoopback(byPath({ "/": ok }));
    const gate = Promise.withResolvers<void>();
    const clock = createFakeClock();
    await using fetcher = createTestFetcher({
      maxConcurrent: 1,
      clock: { now: () => clock.now(), sleep: () => gate.promise },
    });
    // After robots.txt this one waits for its gap, which this clock does not let pass.
    const waiting = fetcher.fetch(requestFor(`${crowded.origin}/`), AbortSignal.timeout(3000));
    while (!crowded.log.includes("/robots.txt")) await delay(5);
    const alsoWaiting = fetchPage(fetcher, `${other.origin}/`);
    while (other.log.length === 0) await delay(5);
    expect([crowded.log, other.log]).toEqual([["/robots.txt"], ["/robots.txt"]]);
    clock.advance(10_000);
    gate.resolve();
    await Promise.all([waiting, alsoWaiting]);
    expect(crowded.log).toEqual(["/robots.txt", "/"]);
  });

  it("widens the gap to Crawl-delay, but not beyond the bound", async () => {
    const clock = createFakeClock();
    await using asked = await startLoopback(
      byPath({ "/robots.txt": robotsTxt("User-agent: *\nCrawl-delay: 7"), "/": ok }),
    );
    await using greedy = await startLoopback(
      byPath({ "/robots.txt": robotsTxt("User-agent: *\nCrawl-delay: 99999"), "/": ok }),
    );
    await using fetcher = createTestFetcher({ clock });
    for (const server of [asked, greedy]) {
      await fetchPage(fetcher, `${server.origin}/`);
      await fetchPage(fetcher, `${server.origin}/`);
    }
    expect(clock.slept).toEqual([1000, 7000, 1000, 30_000]);
  });
});

describe("robots.txt", () => {
  it.each([
    ["allowed", "User-agent: *\nDisallow: /private"],
    ["allowed", "User-agent: *\nDisallow:"],
    ["allowed", "User-agent: *\nDisallow: /\nAllow: /terms"],
    ["allowed", "User-agent: *\nDisallow: /\n\nUser-agent: Clausewatch\nDisallow: /admin"],
    ["allowed", "User-agent: otherbot\nDisallow: /"],
    ["allowed", "\uFEFFUser-agent: *\nAllow: /terms"],
    ["allowed", "<!doctype html><h1>Not a robots.txt at all</h1>"],
    ["allowed", ""],
  ])("is %s by %j", async (verdict, text) => {
    await using server = await startLoopback(
      byPath({ "/robots.txt": robotsTxt(text), "/terms": ok }),
    );
    await using fetcher = createTestFetcher();
    expect((await fetchPage(fetcher, `${server.origin}/terms`)).robots).toBe(verdict);
  });

  it.each([
    "User-agent: *\nDisallow: /",
    "User-agent: *\nDisallow: /te*s$",
    "User-agent: clausewatch\nDisallow: /terms\n\nUser-agent: *\nAllow: /",
    "\uFEFFUser-agent: *\nDisallow: /terms",
    "User-agent: a\nUser-agent: CLAUSEWATCH\nDisallow: /terms # no",
  ])("forbids by %j, and the page is not asked for", async (text) => {
    await using server = await startLoopback(
      byPath({ "/robots.txt": robotsTxt(text), "/terms": ok }),
    );
    await using fetcher = createTestFetcher({ maxRetries: 2 });
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/terms`));
    expect([error.kind, error.retryable]).toEqual(["robots-disallowed", false]);
    expect(server.log).toEqual(["/robots.txt"]);
  });

  it.each([
    ["ignored", robotsTxt("User-agent: *\nDisallow: /")],
    ["allowed", robotsTxt("User-agent: *\nDisallow: /x")],
    ["unreachable", ((_q, r) => r.writeHead(500).end()) satisfies Handler],
    ["absent", ((_q, r) => r.writeHead(404).end()) satisfies Handler],
  ])("is asked and recorded as %s when the declaration overrides it", async (verdict, handler) => {
    await using server = await startLoopback(byPath({ "/robots.txt": handler, "/": ok }));
    await using fetcher = createTestFetcher();
    const { fetched } = await fetcher.fetch(requestFor(`${server.origin}/`, { robots: "ignore" }));
    expect([fetched.robots, fetched.status]).toEqual([verdict, 200]);
  });

  it.each([400, 401, 403, 404, 410])("that answers %i is absent, which allows", async (status) => {
    await using server = await startLoopback(
      byPath({
        "/robots.txt": (_q, r) => r.writeHead(status).end("User-agent: *\nDisallow: /"),
        "/": ok,
      }),
    );
    await using fetcher = createTestFetcher();
    expect((await fetchPage(fetcher, `${server.origin}/`)).robots).toBe("absent");
  });

  it.each<[string, Handler]>([
    ["answers 500", (_q, r) => r.writeHead(500).end()],
    ["answers 503", (_q, r) => r.writeHead(503).end()],
    ["answers 429", (_q, r) => r.writeHead(429).end()],
    ["breaks off", (q) => q.socket.destroy()],
    ["never answers", () => {}],
  ])("that %s forbids for now", async (_what, handler) => {
    await using server = await startLoopback(byPath({ "/robots.txt": handler, "/": ok }));
    await using fetcher = createTestFetcher({ robotsDeadlineMs: 200 });
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/`));
    expect([error.kind, error.retryable]).toEqual(["robots-disallowed", true]);
    expect(server.log).not.toContain("/");
  });

  it("of a site that cannot be found is that site's fault, not its word", async () => {
    const lookup = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
    await using fetcher = createTestFetcher({ lookup });
    const error = await failureOf(fetchPage(fetcher, "https://gone.example/terms"));
    expect([error.kind, error.url]).toEqual(["dns", "https://gone.example/terms"]);
  });

  it("is asked for again by itself when it fails, and not by every page", async () => {
    let asked = 0;
    const flaky: Handler = (_request, response) => {
      asked += 1;
      response.writeHead(asked < 3 ? 503 : 404).end();
    };
    await using server = await startLoopback(byPath({ "/robots.txt": flaky, "/": ok }));
    await using fetcher = createTestFetcher({ maxRetries: 2 });
    await Promise.all([1, 2, 3].map(() => fetchPage(fetcher, `${server.origin}/`)));
    expect(server.log.filter((path) => path === "/robots.txt")).toHaveLength(3);
  });

  it("is believed for a day of the clock, then asked for again", async () => {
    const clock = createFakeClock();
    await using server = await startLoopback(byPath({ "/robots.txt": robotsTxt(""), "/": ok }));
    await using fetcher = createTestFetcher({ clock });
    await fetchPage(fetcher, `${server.origin}/`);
    clock.advance(23 * 3_600_000);
    await fetchPage(fetcher, `${server.origin}/`);
    clock.advance(2 * 3_600_000);
    await fetchPage(fetcher, `${server.origin}/`);
    expect(server.log).toEqual(["/robots.txt", "/", "/", "/robots.txt", "/"]);
  });

  it("holds beyond its day while a newer one cannot be had", async () => {
    const clock = createFakeClock();
    let asked = 0;
    await using server = await startLoopback(
      byPath({
        "/robots.txt": (_q, r) => {
          asked += 1;
          if (asked === 1) r.end("User-agent: *\nDisallow: /x");
          else r.writeHead(500).end();
        },
        "/": ok,
      }),
    );
    await using fetcher = createTestFetcher({ clock });
    await fetchPage(fetcher, `${server.origin}/`);
    clock.advance(48 * 3_600_000);
    expect((await fetchPage(fetcher, `${server.origin}/`)).robots).toBe("allowed");
  });

  it("that could not be had is asked for again after its time", async () => {
    const clock = createFakeClock();
    let isDown = true;
    await using server = await startLoopback(
      byPath({
        "/robots.txt": (_q, r) => void (isDown ? r.writeHead(500).end() : r.writeHead(404).end()),
        "/": ok,
      }),
    );
    await using fetcher = createTestFetcher({ clock });
    await failureOf(fetchPage(fetcher, `${server.origin}/`));
    await failureOf(fetchPage(fetcher, `${server.origin}/`));
    expect(server.log).toEqual(["/robots.txt"]);
    isDown = false;
    clock.advance(300_001);
    expect((await fetchPage(fetcher, `${server.origin}/`)).status).toBe(200);
  });

  it("is followed to where it moved, and not for ever", async () => {
    await using moved = await startLoopback(
      byPath({
        "/robots.txt": (_q, r) => r.writeHead(301, { location: "/r.txt" }).end(),
        "/r.txt": robotsTxt("User-agent: *\nDisallow: /"),
      }),
    );
    await using circling = await startLoopback(
      byPath({
        "/robots.txt": (_q, r) => r.writeHead(301, { location: "/robots.txt" }).end(),
        "/": ok,
      }),
    );
    await using fetcher = createTestFetcher();
    expect((await failureOf(fetchPage(fetcher, `${moved.origin}/`))).kind).toBe(
      "robots-disallowed",
    );
    expect((await fetchPage(fetcher, `${circling.origin}/`)).robots).toBe("absent");
  });

  it("of the host that a redirect leads to is asked as well", async () => {
    await using other = await startLoopback(
      byPath({ "/robots.txt": robotsTxt("User-agent: *\nDisallow: /"), "/": ok }),
    );
    await using server = await startLoopback(
      byPath({ "/": (_q, r) => r.writeHead(302, { location: `${other.origin}/` }).end() }),
    );
    await using fetcher = createTestFetcher();
    expect((await failureOf(fetchPage(fetcher, `${server.origin}/`))).kind).toBe(
      "robots-disallowed",
    );
    expect(other.log).toEqual(["/robots.txt"]);
  });

  it("longer than half a megabyte is read up to there", async () => {
    const text = `User-agent: *\nDisallow: /terms\n${"# filler\n".repeat(100_000)}Disallow: /late\n`;
    await using server = await startLoopback(
      byPath({ "/robots.txt": robotsTxt(text), "/late": ok }),
    );
    await using fetcher = createTestFetcher();
    expect((await failureOf(fetchPage(fetcher, `${server.origin}/terms`))).kind).toBe(
      "robots-disallowed",
    );
    expect((await fetchPage(fetcher, `${server.origin}/late`)).robots).toBe("allowed");
  });

  it("that one caller stopped asking for is asked for by the next", async () => {
    await using server = await startLoopback((request, response) => {
      if (request.url === "/robots.txt") setTimeout(() => response.writeHead(404).end(), 150);
      else response.end("ok");
    });
    await using fetcher = createTestFetcher();
    const stopped = failureOf(
      fetcher.fetch(requestFor(`${server.origin}/`), AbortSignal.timeout(50)),
    );
    const patient = fetchPage(fetcher, `${server.origin}/`);
    expect((await stopped).kind).toBe("aborted");
    expect((await patient).status).toBe(200);
  });
});
