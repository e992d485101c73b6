import { setTimeout as delay } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import { createFakeClock } from "../../fakes/fake-clock.ts";
import type { Handler } from "./loopback.ts";
import {
  byPath,
  createTestFetcher,
  failureOf,
  fetchPage,
  fetchText,
  requestFor,
  startLoopback,
} from "./loopback.ts";

const text = "You may not resell access to the service. ".repeat(200);

function encoded(encoding: string, body: Uint8Array): Handler {
  return (_request, response) =>
    response.writeHead(200, { "content-encoding": encoding }).end(body);
}

/** A byte every so often, for ever. */
const drip: Handler = (_request, response) => {
  response.writeHead(200, { "content-type": "text/html" });
  const timer = setInterval(() => response.write("x"), 50);
  response.once("close", () => clearInterval(timer));
};

describe("fetching by HTTP", () => {
  it("gives status, headers, bytes, final address, times and the peer's address", async () => {
    await using server = await startLoopback(
      byPath({
        "/terms": (_q, response) =>
          response
            .writeHead(
              200,
              [
                ["X-Twice", "a"],
                ["x-twice", "b"],
                ["Content-Type", "text/html"],
              ].flat(),
            )
            .end(Buffer.from([0x54, 0xe9, 0x00])),
      }),
    );
    await using fetcher = createTestFetcher();
    const fetched = await fetchPage(fetcher, `${server.origin}/terms#part`);
    expect(fetched).toMatchObject({
      requestedUrl: `${server.origin}/terms#part`,
      finalUrl: `${server.origin}/terms`,
      redirects: [],
      status: 200,
      via: "http",
      remoteAddress: "127.0.0.1",
      robots: "absent",
    });
    expect(fetched.headers).toMatchObject({ "x-twice": "a, b", "content-type": "text/html" });
    expect([...fetched.bytes]).toEqual([0x54, 0xe9, 0x00]);
    expect(fetched.fetchedAt >= fetched.requestedAt).toBe(true);
  });

  it("names itself, asks for the language, and carries nothing else", async () => {
    let seen: Record<string, unknown> = {};
    await using server = await startLoopback(
      byPath({
        "/": (request, response) => {
          seen = request.headers;
          response.writeHead(200, { "set-cookie": "id=1" }).end("ok");
        },
      }),
    );
    await using fetcher = createTestFetcher();
    await fetchPage(fetcher, `${server.origin}/`);
    await fetcher.fetch(requestFor(`${server.origin}/`, { language: "de" }));
    expect(Object.keys(seen).toSorted()).toEqual([
      "accept",
      "accept-encoding",
      "accept-language",
      "connection",
      "host",
      "user-agent",
    ]);
    expect(seen).toMatchObject({
      "user-agent": "Clausewatch/0.1 (+mailto:ops@example.org)",
      "accept-language": "de",
    });
  });

  it.each([404, 410, 403, 500])("gives a %i as an answer, with its body", async (status) => {
    await using server = await startLoopback(
      byPath({ "/": (_q, response) => response.writeHead(status).end("gone") }),
    );
    await using fetcher = createTestFetcher();
    const fetched = await fetchPage(fetcher, `${server.origin}/`);
    expect([fetched.status, new TextDecoder().decode(fetched.bytes)]).toEqual([status, "gone"]);
  });

  it("asks whether anything changed and takes the server's word", async () => {
    await using server = await startLoopback(
      byPath({
        "/": (request, response) =>
          request.headers["if-none-match"] === '"v1"' &&
          request.headers["if-modified-since"] === "Thu, 01 Jan 2026 00:00:00 GMT"
            ? response.writeHead(304, { etag: '"v1"' }).end()
            : response.writeHead(200).end("full"),
      }),
    );
    await using fetcher = createTestFetcher();
    const validators = { etag: '"v1"', lastModified: "Thu, 01 Jan 2026 00:00:00 GMT" };
    const same = await fetcher.fetch(requestFor(`${server.origin}/`, { validators }));
    expect([same.kind, same.fetched.status, same.fetched.bytes.byteLength]).toEqual([
      "not-modified",
      304,
      0,
    ]);
    const full = await fetcher.fetch(requestFor(`${server.origin}/`));
    expect(full.kind).toBe("fetched");
  });

  it("does not send on a validator that would break the request's head", async () => {
    await using server = await startLoopback(
      byPath({ "/": (q, response) => response.end(String(q.headers["if-none-match"])) }),
    );
    await using fetcher = createTestFetcher();
    const validators = { etag: '"a"\r\nx-evil: 1', lastModified: undefined };
    const { fetched } = await fetcher.fetch(requestFor(`${server.origin}/`, { validators }));
    expect(new TextDecoder().decode(fetched.bytes)).toBe("undefined");
  });
});

describe("redirects", () => {
  it("are followed, each recorded with where it led", async () => {
    await using server = await startLoopback(
      byPath({
        "/a": (_q, r) => r.writeHead(301, { location: "/b#x" }).end("moved"),
        "/b": (_q, r) => r.writeHead(307, { location: "c" }).end(),
        "/c": (_q, r) => r.end("here"),
      }),
    );
    await using fetcher = createTestFetcher();
    const fetched = await fetchPage(fetcher, `${server.origin}/a`);
    expect(fetched.finalUrl).toBe(`${server.origin}/c`);
    expect(fetched.redirects).toEqual([
      { status: 301, url: `${server.origin}/b` },
      { status: 307, url: `${server.origin}/c` },
    ]);
  });

  it("are followed where a blank in the path is not written as it should be", async () => {
    await using server = await startLoopback(
      byPath({
        "/a": (_q, r) => r.writeHead(302, { location: "/b c" }).end(),
        "/b%20c": (_q, r) => r.end("here"),
      }),
    );
    await using fetcher = createTestFetcher();
    expect(await fetchText(fetcher, `${server.origin}/a`)).toBe("here");
  });

  it("in a loop are an error after one round", async () => {
    await using server = await startLoopback(
      byPath({
        "/a": (_q, r) => r.writeHead(302, { location: "/b" }).end(),
        "/b": (_q, r) => r.writeHead(302, { location: "/a" }).end(),
      }),
    );
    await using fetcher = createTestFetcher();
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/a`));
    expect([error.kind, error.retryable]).toEqual(["redirects", false]);
    expect(server.log).toEqual(["/robots.txt", "/a", "/b"]);
  });

  it("that never repeat are an error at the bound", async () => {
    await using server = await startLoopback((request, response) => {
      const n = Number((request.url ?? "").slice(2));
      if (Number.isNaN(n)) response.writeHead(404).end();
      else response.writeHead(302, { location: `/n${n + 1}` }).end();
    });
    await using fetcher = createTestFetcher({ maxRedirects: 3 });
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/n0`));
    expect(error.kind).toBe("redirects");
    expect(server.log).toEqual(["/robots.txt", "/n0", "/n1", "/n2", "/n3"]);
  });
});

describe("content decoding", () => {
  it.each([
    ["gzip", gzipSync(text)],
    ["br", brotliCompressSync(text)],
    ["zstd", zstdCompressSync(text)],
    ["deflate", deflateSync(text)],
    ["identity", Buffer.from(text)],
    ["GZIP", gzipSync(text)],
  ])("undoes %s", async (encoding, body) => {
    await using server = await startLoopback(byPath({ "/": encoded(encoding, body) }));
    await using fetcher = createTestFetcher();
    expect(await fetchText(fetcher, `${server.origin}/`)).toBe(text);
  });

  it.each([
    ["gzip", gzipSync(Buffer.alloc(64 * 2 ** 20))],
    ["br", brotliCompressSync(Buffer.alloc(64 * 2 ** 20))],
    ["zstd", zstdCompressSync(Buffer.alloc(64 * 2 ** 20))],
  ])("stops a %s bomb by its ratio, early", async (encoding, body) => {
    await using server = await startLoopback(byPath({ "/": encoded(encoding, body) }));
    await using fetcher = createTestFetcher();
    const before = process.memoryUsage.rss();
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/`));
    expect([error.kind, error.retryable]).toEqual(["too-large", false]);
    expect(error.message).toContain("over 100 times its size");
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 2 ** 20);
  });

  it("lets a small body compress as well as it can", async () => {
    const blank = "a".repeat(2 ** 20);
    await using server = await startLoopback(
      byPath({ "/": encoded("br", brotliCompressSync(blank)) }),
    );
    await using fetcher = createTestFetcher();
    expect(await fetchText(fetcher, `${server.origin}/`)).toHaveLength(2 ** 20);
  });

  it.each(["gzip, gzip", "gzip, br", "compress", "x-unknown"])("refuses %j", async (encoding) => {
    await using server = await startLoopback(
      byPath({ "/": encoded(encoding, gzipSync(gzipSync(text))) }),
    );
    await using fetcher = createTestFetcher();
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/`));
    expect([error.kind, error.retryable]).toEqual(["decode", false]);
  });

  it.each([
    ["gzip", gzipSync(text)],
    ["br", brotliCompressSync(text)],
    ["zstd", zstdCompressSync(text)],
  ])("takes a cut %s stream for a failure", async (encoding, body) => {
    await using server = await startLoopback(
      byPath({ "/": encoded(encoding, body.subarray(0, body.byteLength - 5)) }),
    );
    await using fetcher = createTestFetcher();
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/`));
    expect([error.kind, error.retryable]).toEqual(["decode", true]);
  });

  it("takes bytes that are not what the header says for a failure", async () => {
    await using server = await startLoopback(
      byPath({ "/": encoded("gzip", Buffer.from("plain")) }),
    );
    await using fetcher = createTestFetcher();
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/`));
    expect(error.kind).toBe("decode");
  });

  it("takes an encoded body of no bytes for an empty one", async () => {
    await using server = await startLoopback(byPath({ "/": encoded("gzip", Buffer.alloc(0)) }));
    await using fetcher = createTestFetcher();
    expect(await fetchText(fetcher, `${server.origin}/`)).toBe("");
  });
});

function late(location: string): Handler {
  return (_request, response) => {
    setTimeout(() => response.writeHead(302, { location }).end(), 200);
  };
}

describe("bounds", () => {
  it.each([
    [
      "declared",
      (size: number): Handler =>
        (_q, r) =>
          r.writeHead(200, { "content-length": size }).end(Buffer.alloc(size)),
    ],
    [
      "undeclared",
      (size: number): Handler =>
        (_q, r) => {
          r.write(Buffer.alloc(size - 1));
          r.end("x");
        },
    ],
    ["encoded", (size: number): Handler => encoded("gzip", gzipSync(Buffer.alloc(size, "abc")))],
  ])("hold for a body of %s length, to the byte", async (_what, bodyOf) => {
    await using server = await startLoopback(
      byPath({ "/fits": bodyOf(5000), "/over": bodyOf(5001) }),
    );
    await using fetcher = createTestFetcher({ maxBytes: 5000 });
    expect((await fetchPage(fetcher, `${server.origin}/fits`)).bytes.byteLength).toBe(5000);
    expect((await failureOf(fetchPage(fetcher, `${server.origin}/over`))).kind).toBe("too-large");
  });

  it("stop a body that declares a gigabyte before any of it is read", async () => {
    await using server = await startLoopback(
      byPath({ "/": (_q, r) => r.writeHead(200, { "content-length": 2 ** 30 }).flushHeaders() }),
    );
    await using fetcher = createTestFetcher();
    expect((await failureOf(fetchPage(fetcher, `${server.origin}/`))).kind).toBe("too-large");
  });

  it("stop an answer whose head is too long", async () => {
    await using server = await startLoopback(
      byPath({ "/": (_q, r) => r.writeHead(200, { "x-long": "a".repeat(9000) }).end() }),
    );
    await using fetcher = createTestFetcher({ maxHeaderBytes: 8192 });
    expect((await failureOf(fetchPage(fetcher, `${server.origin}/`))).kind).toBe("too-large");
  });

  it("end a page that drips at the deadline, and hold up no other host meanwhile", async () => {
    await using slow = await startLoopback(byPath({ "/": drip }));
    await using quick = await startLoopback(byPath({ "/": (_q, r) => r.end("ok") }));
    await using fetcher = createTestFetcher({ deadlineMs: 400 });
    const startedAt = performance.now();
    const dripping = failureOf(fetchPage(fetcher, `${slow.origin}/`));
    expect(await fetchText(fetcher, `${quick.origin}/`)).toBe("ok");
    const quickMs = performance.now() - startedAt;
    const error = await dripping;
    const slowMs = performance.now() - startedAt;
    expect([error.kind, error.retryable]).toEqual(["timeout", false]);
    expect(quickMs).toBeLessThan(350);
    expect(slowMs).toBeLessThan(1500);
  });

  it("hold for all redirects of an attempt together", async () => {
    await using server = await startLoopback(
      byPath({ "/a": late("/b"), "/b": late("/c"), "/c": late("/d") }),
    );
    await using fetcher = createTestFetcher({ deadlineMs: 450 });
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/a`));
    expect(error.kind).toBe("timeout");
    expect(server.log).not.toContain("/d");
  });

  it("end a request that gets no answer at the first-byte timeout", async () => {
    await using server = await startLoopback(byPath({ "/": () => {} }));
    await using fetcher = createTestFetcher({ firstByteTimeoutMs: 200, deadlineMs: 5000 });
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/`));
    expect([error.kind, error.retryable]).toEqual(["timeout", true]);
  });

  it("end a name that is never resolved at the connect timeout", async () => {
    await using fetcher = createTestFetcher({
      connectTimeoutMs: 100,
      lookup: () => new Promise(() => {}),
    });
    const work = fetcher.fetch(requestFor("http://a.example/", { robots: "ignore" }));
    expect((await failureOf(work)).kind).toBe("timeout");
  });

  it("do not keep a stopped request waiting", async () => {
    await using server = await startLoopback(byPath({ "/": drip }));
    await using fetcher = createTestFetcher();
    const stop = new AbortController();
    const work = fetcher.fetch(requestFor(`${server.origin}/`), stop.signal);
    await delay(100);
    stop.abort(new Error("shutting down"));
    expect((await failureOf(work)).kind).toBe("aborted");
  });

  it("start nothing for a signal that has already been given", async () => {
    await using server = await startLoopback(byPath({}));
    await using fetcher = createTestFetcher();
    const error = await failureOf(
      fetcher.fetch(requestFor(`${server.origin}/`), AbortSignal.abort()),
    );
    expect(error.kind).toBe("aborted");
    expect(server.log).toEqual([]);
  });
});

describe("broken answers", () => {
  it.each<[string, Handler]>([
    [
      "shorter than declared",
      (_q, r) => {
        r.writeHead(200, { "content-length": 100 });
        r.write("x");
        setTimeout(() => r.destroy(), 20);
      },
    ],
    [
      "chunked and never ended",
      (_q, r) => {
        r.write("x");
        setTimeout(() => r.destroy(), 20);
      },
    ],
  ])("%s are a failure to be retried, never a page", async (_what, handler) => {
    await using server = await startLoopback(byPath({ "/": handler }));
    await using fetcher = createTestFetcher();
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/`));
    expect([error.kind, error.retryable]).toEqual(["decode", true]);
  });

  it("that never begin are a network failure to be retried", async () => {
    await using server = await startLoopback(byPath({ "/": (q) => q.socket.destroy() }));
    await using fetcher = createTestFetcher();
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/`));
    expect([error.kind, error.retryable]).toEqual(["network", true]);
  });

  it.each([
    ["no HTTP at all", "220 mail.example ESMTP\r\n"],
    [
      "a switch to another protocol",
      "HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
    ],
    ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 5\r\n\r\nabcde"],
    ["a chunk that is none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
    ["control characters in its head", "HTTP/1.1 200 OK\r\nX-A: a\u0000b\r\n\r\n"],
  ])("that are %s are a failure, not a crash", async (_what, answer) => {
    await using server = await startLoopback(byPath({ "/": (q) => q.socket.end(answer) }));
    await using fetcher = createTestFetcher();
    const error = await failureOf(fetchPage(fetcher, `${server.origin}/`));
    expect(["network", "decode"]).toContain(error.kind);
  });

  it("end as stopped when the fetcher is closed meanwhile", async () => {
    await using server = await startLoopback(byPath({ "/": drip, "/late": () => {} }));
    const fetcher = createTestFetcher();
    const works = ["/", "/late"].map((path) => failureOf(fetchPage(fetcher, server.origin + path)));
    while (!server.log.includes("/")) await delay(5);
    await fetcher[Symbol.asyncDispose]();
    const kinds = (await Promise.all(works)).map(({ kind }) => kind);
    expect(kinds).toEqual(["aborted", "aborted"]);
  });

  it("from a port where nobody listens are a failure to connect", async () => {
    const server = await startLoopback(byPath({}));
    await server[Symbol.asyncDispose]();
    await using fetcher = createTestFetcher();
    const work = fetcher.fetch(requestFor(`${server.origin}/`, { robots: "ignore" }));
    expect((await failureOf(work)).kind).toBe("connect");
  });

  it("are tried again until one is whole", async () => {
    let asked = 0;
    await using server = await startLoopback(
      byPath({
        "/": (q, r) => {
          asked += 1;
          if (asked < 3) q.socket.destroy();
          else r.end("whole");
        },
      }),
    );
    const clock = createFakeClock();
    await using fetcher = createTestFetcher({ clock, maxRetries: 2, minGapMs: 0 });
    expect(await fetchText(fetcher, `${server.origin}/`)).toBe("whole");
    expect(clock.slept).toEqual([750, 1500]);
  });
});
