import { describe, expect, it } from "vitest";

import { parseRetryAfter } from "../../../src/adapters/fetch/retry.ts";
import { parseInstant } from "../../../src/model/instant.ts";
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

/** One answer after the other, the last one again and again. */
function inTurn(...answers: readonly (readonly [number, Record<string, string>?])[]): Handler {
  let asked = 0;
  return (_request, response) => {
    const [status, headers] = answers[Math.min(asked, answers.length - 1)] ?? [200];
    asked += 1;
    response.writeHead(status, headers ?? {}).end(`answer ${asked}`);
  };
}

describe("parseRetryAfter", () => {
  const now = parseInstant("2026-01-01T00:00:00Z");

  it.each([
    ["0", 0],
    ["120", 120_000],
    [" 5 ", 5000],
    ["Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
    ["Thursday, 01-Jan-26 00:00:30 GMT", 30_000],
    ["Wed, 31 Dec 2025 23:00:00 GMT", 0],
    ["-5", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["2026-01-01", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("reads %j as %s ms", (value, ms) => {
    expect(parseRetryAfter(value, now)).toBe(ms);
  });
});

describe("retrying", () => {
  it.each([408, 429, 500, 502, 503, 504])(
    "asks again after a %i and gives the good answer",
    async (status) => {
      await using server = await startLoopback(byPath({ "/": inTurn([status], [200]) }));
      await using fetcher = createTestFetcher({ maxRetries: 2 });
      expect((await fetchPage(fetcher, `${server.origin}/`)).status).toBe(200);
    },
  );

  it.each([200, 400, 401, 403, 404, 410, 451, 501])(
    "does not ask again after a %i",
    async (status) => {
      await using server = await startLoopback(byPath({ "/": inTurn([status], [200]) }));
      await using fetcher = createTestFetcher({ maxRetries: 2 });
      expect((await fetchPage(fetcher, `${server.origin}/`)).status).toBe(status);
      expect(server.log).toEqual(["/robots.txt", "/"]);
    },
  );

  it("gives the last answer when none is better, after doubling waits", async () => {
    await using server = await startLoopback(byPath({ "/": inTurn([503]) }));
    const clock = createFakeClock();
    await using fetcher = createTestFetcher({ clock, maxRetries: 3, minGapMs: 0 });
    const fetched = await fetchPage(fetcher, `${server.origin}/`);
    expect([fetched.status, new TextDecoder().decode(fetched.bytes)]).toEqual([503, "answer 4"]);
    expect(clock.slept).toEqual([750, 1500, 3000]);
  });

  it.each([
    [0, [500, 1000]],
    [0.999999, [1000, 2000]],
  ])("spreads the waits by the random number %d", async (random, waits) => {
    await using server = await startLoopback(byPath({ "/": inTurn([500]) }));
    const clock = createFakeClock();
    await using fetcher = createTestFetcher({
      clock,
      random: () => random,
      maxRetries: 2,
      minGapMs: 0,
    });
    await fetchPage(fetcher, `${server.origin}/`);
    expect(clock.slept).toEqual(waits);
  });

  it.each([
    ["seconds", "7"],
    ["a date", "Thu, 01 Jan 2026 00:00:07 GMT"],
  ])("waits as long as Retry-After says, in %s", async (_form, value) => {
    await using server = await startLoopback(
      byPath({ "/": inTurn([429, { "retry-after": value }], [200]) }),
    );
    const clock = createFakeClock();
    await using fetcher = createTestFetcher({ clock, maxRetries: 2, minGapMs: 0 });
    expect((await fetchPage(fetcher, `${server.origin}/`)).status).toBe(200);
    expect(clock.slept).toEqual([7000]);
  });

  it("gives up for now when Retry-After asks for longer than the bound", async () => {
    await using server = await startLoopback(
      byPath({ "/": inTurn([429, { "retry-after": "86400" }], [200]) }),
    );
    const clock = createFakeClock();
    await using fetcher = createTestFetcher({ clock, maxRetries: 2 });
    expect((await fetchPage(fetcher, `${server.origin}/`)).status).toBe(429);
    expect(Math.max(...clock.slept)).toBeLessThan(60_000);
  });

  it("spares the host for everyone while it asked for rest", async () => {
    const clock = createFakeClock();
    const at: [string, string][] = [];
    const timed =
      (handler: Handler): Handler =>
      (request, response) => {
        at.push([request.url ?? "", clock.now()]);
        handler(request, response);
      };
    await using server = await startLoopback(
      byPath({
        "/a": timed(inTurn([503, { "retry-after": "20" }], [200])),
        "/b": timed(inTurn([200])),
      }),
    );
    await using fetcher = createTestFetcher({ clock, maxRetries: 1 });
    await Promise.all(["/a", "/b"].map((path) => fetchPage(fetcher, `${server.origin}${path}`)));
    const [first, ...later] = at;
    expect(first?.[0]).toBe("/a");
    const restMs = later.map(([, time]) => Date.parse(time) - Date.parse(first?.[1] ?? ""));
    expect(Math.min(...restMs)).toBeGreaterThanOrEqual(20_000);
  });

  it("stops waiting with the signal", async () => {
    await using server = await startLoopback(byPath({ "/": inTurn([503]) }));
    const stop = new AbortController();
    const clock = createFakeClock();
    await using fetcher = createTestFetcher({
      minGapMs: 0,
      maxRetries: 2,
      clock: {
        now: () => clock.now(),
        sleep: async (_ms, signal) => {
          stop.abort();
          signal?.throwIfAborted();
        },
      },
    });
    const work = fetcher.fetch(requestFor(`${server.origin}/`), stop.signal);
    expect((await failureOf(work)).kind).toBe("aborted");
  });
});
