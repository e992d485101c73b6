import { createSocket } from "node:dgram";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { beforeAll, describe, expect, it } from "vitest";

import { findBrowser } from "../../src/adapters/fetch/find-browser.ts";
import type { FetcherOptions } from "../../src/adapters/fetch/options.ts";
import type { FetchRequest } from "../../src/ports/fetcher.ts";
import type { Handler } from "../adapters/fetch/loopback.ts";
import {
  byPath,
  createTestFetcher,
  failureOf,
  requestFor,
  startLoopback,
  textOf,
} from "../adapters/fetch/loopback.ts";
import { testCertificate, testKey } from "../adapters/fetch/tls-fixture.ts";

const browserPath = findBrowser({
  configured: process.env["CLAUSEWATCH_BROWSER"],
  path: process.env["PATH"],
  platform: process.platform,
});
// Without a browser nothing here can be shown. On a developer's machine that is said; where it counts, it fails.
const isRequired = process.env["CI"] === "true";

function createBrowserFetcher(options: Partial<FetcherOptions> = {}) {
  return createTestFetcher({
    browserPath,
    minGapMs: 0,
    settleMs: 200,
    maxSettleMs: 2000,
    ...options,
  });
}

function inBrowser(url: string, options: Partial<FetchRequest> = {}): FetchRequest {
  return requestFor(url, { executeClientScripts: true, ...options });
}

function html(body: string): Handler {
  return (_request, response) =>
    response
      .writeHead(200, { "content-type": "text/html" })
      .end(`<!doctype html><body>${body}</body>`);
}

beforeAll(() => {
  if (browserPath !== undefined) return;
  const message = "no Chrome or Chromium found: the browser tests cannot run";
  if (isRequired) throw new Error(message);
  process.stderr.write(`SKIPPED: ${message}\n`);
});

describe.skipIf(browserPath === undefined && !isRequired)("fetching in a browser", () => {
  it("gives the document that scripts have made, with the answer's status, headers and way", async () => {
    let agent: string | undefined;
    await using server = await startLoopback(
      byPath({
        "/start": (_q, r) => r.writeHead(302, { location: "/app" }).end(),
        "/app": (q, r) => {
          agent = q.headers["user-agent"];
          r.writeHead(203, { "content-type": "text/html; charset=iso-8859-1", "x-own": "yes" }).end(
            "<!doctype html><main></main><script>setTimeout(() => { document.querySelector('main').textContent = 'You may not r\\u00e9sell \\u2014 ' + navigator.userAgent; }, 100)</script>",
          );
        },
      }),
    );
    await using fetcher = createBrowserFetcher();
    const result = await fetcher.fetch(inBrowser(`${server.origin}/start`));
    expect(result.fetched).toMatchObject({
      finalUrl: `${server.origin}/app`,
      redirects: [{ status: 302, url: `${server.origin}/app` }],
      status: 203,
      via: "browser",
      robots: "absent",
    });
    expect(result.fetched.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "x-original-content-type": "text/html; charset=iso-8859-1",
      "x-own": "yes",
    });
    expect(agent).toBe("Clausewatch/0.1 (+mailto:ops@example.org)");
    expect(textOf(result)).toContain(`<main>You may not résell — ${agent}</main>`);
    expect(textOf(result)).toMatch(/^<!DOCTYPE html>/);
  });

  it("is done only when plain HTTP does not suffice, and nothing is declared", async () => {
    await using server = await startLoopback(
      byPath({
        "/shell": html(
          "<main></main><script>document.querySelector('main').textContent='made'</script>",
        ),
        "/plain": html("<main>written</main>"),
      }),
    );
    await using fetcher = createBrowserFetcher({
      needsBrowser: ({ bytes }) => new TextDecoder().decode(bytes).includes("<main></main>"),
    });
    const auto = { executeClientScripts: undefined };
    const shell = await fetcher.fetch(requestFor(`${server.origin}/shell`, auto));
    const plain = await fetcher.fetch(requestFor(`${server.origin}/plain`, auto));
    const never = await fetcher.fetch(requestFor(`${server.origin}/shell`));
    expect([shell, plain, never].map(({ fetched }) => fetched.via)).toEqual([
      "browser",
      "http",
      "http",
    ]);
    expect(textOf(shell)).toContain("<main>made</main>");
  });

  it("waits for what is declared, and for parts that load when they come into view", async () => {
    await using server = await startLoopback(
      byPath({
        "/": html(`<div id="a" style="height:9000px"></div><p id="end"></p><script>
          setTimeout(() => { document.body.insertAdjacentHTML("beforeend", "<i class=late>late</i>"); }, 900);
          new IntersectionObserver((seen) => { if (seen[0].isIntersecting) document.getElementById("end").textContent = "lazy"; }).observe(document.getElementById("end"));
        </script>`),
      }),
    );
    await using fetcher = createBrowserFetcher({ maxSettleMs: 5000 });
    const result = await fetcher.fetch(inBrowser(`${server.origin}/`, { waitFor: [".late"] }));
    expect(textOf(result)).toContain("late</i>");
    expect(textOf(result)).toContain("lazy</p>");
  });

  it("takes a page that never settles as it stands", async () => {
    await using server = await startLoopback(
      byPath({
        "/": html(
          "<p>terms</p><b></b><script>setInterval(() => { document.querySelector('b').textContent += 'x'; }, 20)</script>",
        ),
      }),
    );
    await using fetcher = createBrowserFetcher({ maxSettleMs: 600 });
    const startedAt = performance.now();
    expect(textOf(await fetcher.fetch(inBrowser(`${server.origin}/`)))).toContain("<p>terms</p>");
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it.each<[string, string, Handler]>([
    [
      "drips",
      "/",
      (_q, r) => {
        r.writeHead(200, { "content-type": "text/html" });
        const t = setInterval(() => r.write("<p>x"), 50);
        r.once("close", () => clearInterval(t));
      },
    ],
    ["never answers", "/", () => {}],
    ["spins in script", "/", html("<script>for(;;);</script>")],
  ])(
    "ends a page that %s at the deadline, and another still loads",
    async (_what, path, handler) => {
      await using server = await startLoopback(byPath({ [path]: handler, "/ok": html("fine") }));
      await using fetcher = createBrowserFetcher({ deadlineMs: 2500 });
      const startedAt = performance.now();
      const error = await failureOf(fetcher.fetch(inBrowser(`${server.origin}${path}`)));
      expect([error.kind, error.retryable]).toEqual(["timeout", false]);
      expect(performance.now() - startedAt).toBeLessThan(9000);
      expect(textOf(await fetcher.fetch(inBrowser(`${server.origin}/ok`)))).toContain("fine");
    },
  );

  it("stops with the signal", async () => {
    await using server = await startLoopback(byPath({ "/": () => {} }));
    await using fetcher = createBrowserFetcher();
    const stop = new AbortController();
    const work = failureOf(fetcher.fetch(inBrowser(`${server.origin}/`), stop.signal));
    await delay(1500);
    stop.abort();
    expect((await work).kind).toBe("aborted");
  });

  it("gives an error status as an answer, with a body and without", async () => {
    await using server = await startLoopback(
      byPath({
        "/404": (_q, r) =>
          r.writeHead(404, { "content-type": "text/html" }).end("<h1>Not here</h1>"),
        "/503": (_q, r) => r.writeHead(503).end(),
      }),
    );
    await using fetcher = createBrowserFetcher();
    const gone = await fetcher.fetch(inBrowser(`${server.origin}/404`));
    const down = await fetcher.fetch(inBrowser(`${server.origin}/503`));
    expect([gone.fetched.status, down.fetched.status]).toEqual([404, 503]);
    expect(textOf(gone)).toContain("Not here");
  });

  it("keeps nothing from one page to the next", async () => {
    const seen: (string | undefined)[] = [];
    await using server = await startLoopback(
      byPath({
        "/": (q, r) => {
          seen.push(q.headers.cookie);
          r.writeHead(200, { "content-type": "text/html", "set-cookie": "id=1" }).end("x");
        },
      }),
    );
    await using fetcher = createBrowserFetcher();
    await fetcher.fetch(inBrowser(`${server.origin}/`));
    await fetcher.fetch(inBrowser(`${server.origin}/`));
    expect(seen).toEqual([undefined, undefined]);
  });

  it.each(["application/zip", "application/pdf"])(
    "refuses a file of %s with a word on what to declare",
    async (type) => {
      await using server = await startLoopback(
        byPath({ "/": (_q, r) => r.writeHead(200, { "content-type": type }).end("%PDF-1.4 x") }),
      );
      await using fetcher = createBrowserFetcher();
      const error = await failureOf(fetcher.fetch(inBrowser(`${server.origin}/`)));
      expect([error.kind, error.retryable]).toEqual(["browser", false]);
      expect(error.message).toContain("executeClientScripts false");
    },
  );

  it("stops a page that loads more than its bytes", async () => {
    await using server = await startLoopback(
      byPath({
        "/": html("<img src=/big><script>fetch('/big')</script>"),
        "/big": (_q, r) => r.end(Buffer.alloc(2 ** 20)),
      }),
    );
    await using fetcher = createBrowserFetcher({ maxPageBytes: 300_000 });
    const error = await failureOf(fetcher.fetch(inBrowser(`${server.origin}/`)));
    expect(error.kind).toBe("too-large");
  });

  it("stops a document that grows beyond its bound", async () => {
    await using server = await startLoopback(
      byPath({ "/": html("<script>document.body.append('x'.repeat(5e6))</script>") }),
    );
    await using fetcher = createBrowserFetcher({ maxBytes: 2 ** 20 });
    expect((await failureOf(fetcher.fetch(inBrowser(`${server.origin}/`)))).kind).toBe("too-large");
  });

  it("starts a new browser after so many pages, and ends the old one", async () => {
    await using server = await startLoopback(byPath({ "/": html("x") }));
    await using counted = await countStarts();
    {
      await using fetcher = createBrowserFetcher({
        browserPath: counted.path,
        maxPagesPerBrowser: 2,
      });
      for (let page = 0; page < 5; page += 1) await fetcher.fetch(inBrowser(`${server.origin}/`));
    }
    const pids = await counted.listPids();
    expect(pids).toHaveLength(3);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  it("starts a new browser when the old one is killed", async () => {
    await using server = await startLoopback(byPath({ "/": html("alive"), "/hang": () => {} }));
    await using counted = await countStarts();
    await using fetcher = createBrowserFetcher({ browserPath: counted.path });
    const lost = failureOf(fetcher.fetch(inBrowser(`${server.origin}/hang`)));
    while (!server.log.includes("/hang")) await delay(50);
    for (const pid of await counted.listPids()) process.kill(pid, "SIGKILL");
    const error = await lost;
    expect([error.kind, error.retryable]).toEqual(["browser", true]);
    expect(textOf(await fetcher.fetch(inBrowser(`${server.origin}/`)))).toContain("alive");
    expect(await counted.listPids()).toHaveLength(2);
  });

  it("refuses a certificate that nobody vouches for", async () => {
    const secure = createSecureServer({ key: testKey, cert: testCertificate }, (_q, r) => r.end());
    await new Promise<void>((resolve) => {
      secure.listen(0, "127.0.0.1", resolve);
    });
    const { port } = secure.address() as AddressInfo;
    await using fetcher = createBrowserFetcher();
    const request = inBrowser(`https://127.0.0.1:${port}/`, { robots: "ignore" });
    const error = await failureOf(fetcher.fetch(request));
    secure.close();
    expect([error.kind, error.retryable]).toEqual(["tls", false]);
  });
});

interface CountedBrowser extends AsyncDisposable {
  readonly path: string;
  /** Of every browser started, dead or alive. */
  listPids(): Promise<readonly number[]>;
}

/** The browser behind a script that notes each start; the process keeps its id when it becomes the browser. */
async function countStarts(): Promise<CountedBrowser> {
  const folder = await mkdtemp(join(tmpdir(), "browser-"));
  const path = join(folder, "browser.sh");
  const list = join(folder, "pids");
  await writeFile(list, "");
  await writeFile(path, `#!/bin/sh\necho $$ >> "${list}"\nexec "${browserPath}" "$@"\n`, {
    mode: 0o755,
  });
  return {
    path,
    listPids: async () => (await readFile(list, "utf8")).split("\n").filter(Boolean).map(Number),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Everything of research on leaks: each kind of request, from one page, to an address that is not allowed. */
function leaks(tcp: string, udpPort: number): string {
  const ws = tcp.replace("http:", "ws:");
  return `<link rel=prefetch href="${tcp}/prefetch"><link rel=preconnect href="${tcp}"><link rel=dns-prefetch href="//canary.example">
      <img src="${tcp}/image"><img src="/hop"><iframe src="${tcp}/iframe"></iframe><script src="${tcp}/script"></script>
      <link rel=stylesheet href="${tcp}/style"><video src="${tcp}/video"></video><object data="${tcp}/object"></object>
      <script>
        const quietly = (work) => { try { const done = work(); done?.catch?.(() => {}); } catch {} };
        quietly(() => new WebSocket("${ws}/socket"));
        quietly(() => navigator.sendBeacon("${tcp}/beacon", "x"));
        quietly(() => { window.open("${tcp}/popup"); });
        quietly(() => fetch("${tcp}/fetch", { mode: "no-cors" }));
        quietly(() => fetch("/hop?fetch", { mode: "no-cors" }));
        quietly(() => new EventSource("${tcp}/events"));
        quietly(() => new Worker(URL.createObjectURL(new Blob(["fetch('${tcp}/worker', { mode: 'no-cors' })"]))));
        quietly(() => navigator.serviceWorker.register("/service-worker.js"));
        quietly(async () => {
          const peer = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:${udpPort}" }, { urls: "turn:127.0.0.1:${udpPort}?transport=tcp", username: "u", credential: "c" }] });
          peer.createDataChannel("x");
          await peer.setLocalDescription(await peer.createOffer());
        });
        quietly(() => new WebTransport("https://127.0.0.1:${udpPort}/"));
        setTimeout(() => document.body.append("ran"), 300);
      </script>`;
}

describe.skipIf(browserPath === undefined && !isRequired)("the browser's guard", () => {
  it("lets nothing that a page loads reach an internal address, by TCP or UDP", async () => {
    let connections = 0;
    let packets = 0;
    const canary = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => {
      canary.listen(0, "127.0.0.1", resolve);
    });
    const { port } = canary.address() as AddressInfo;
    const udp = createSocket("udp4");
    udp.on("message", () => {
      packets += 1;
    });
    await new Promise<void>((resolve) => {
      udp.bind(port, "127.0.0.1", resolve);
    });
    const tcp = `http://127.0.0.1:${port}`;
    await using server = await startLoopback(
      byPath({
        "/": html(leaks(tcp, port)),
        "/hop": (_q, r) => r.writeHead(302, { location: `${tcp}/hop` }).end(),
      }),
    );
    await using fetcher = createBrowserFetcher({
      allowHosts: [server.host],
      settleMs: 1500,
      maxSettleMs: 5000,
    });
    try {
      const result = await fetcher.fetch(inBrowser(`${server.origin}/`));
      await delay(500);
      expect(textOf(result)).toContain("ran");
      expect(server.log).toContain("/hop?fetch");
      expect([connections, packets]).toEqual([0, 0]);
    } finally {
      canary.close();
      udp.close();
    }
  });

  it.each([
    [
      "a redirect",
      (to: string): Handler =>
        (_q, r) =>
          r.writeHead(302, { location: to }).end(),
    ],
    ["a script", (to: string): Handler => html(`<script>location.href = "${to}"</script>`)],
    [
      "a meta refresh",
      (to: string): Handler => html(`<meta http-equiv=refresh content="0;url=${to}">`),
    ],
  ])("does not follow %s to an internal page", async (_what, leadTo) => {
    await using canary = await startLoopback(html("secret"));
    await using server = await startLoopback(byPath({ "/": leadTo(`${canary.origin}/`) }));
    await using fetcher = createBrowserFetcher({ allowHosts: [server.host] });
    const error = await failureOf(fetcher.fetch(inBrowser(`${server.origin}/`)));
    expect(error.kind).toBe("egress-refused");
    expect(canary.log).toEqual([]);
  });

  it("does not connect to a name that leads to an internal address", async () => {
    await using canary = await startLoopback(html("secret"));
    await using fetcher = createBrowserFetcher({
      allowHosts: ["nothing.example"],
      lookup: async () => [{ address: "127.0.0.1", family: 4 }],
    });
    const work = fetcher.fetch(inBrowser("http://rebind.example/", { robots: "ignore" }));
    expect((await failureOf(work)).kind).toBe("egress-refused");
    expect(canary.log).toEqual([]);
  });

  it.each([
    "file:///etc/hostname",
    "data:text/html,hi",
    "blob:http://127.0.0.1/x",
    "about:blank",
    "view-source:http://127.0.0.1/",
  ])("refuses %s", async (url) => {
    await using fetcher = createBrowserFetcher();
    expect((await failureOf(fetcher.fetch(inBrowser(url)))).kind).toBe("egress-refused");
  });

  it("asks robots.txt before the page becomes a document elsewhere", async () => {
    await using other = await startLoopback(
      byPath({ "/robots.txt": (_q, r) => r.end("User-agent: *\nDisallow: /"), "/": html("no") }),
    );
    await using server = await startLoopback(
      byPath({ "/": (_q, r) => r.writeHead(302, { location: `${other.origin}/` }).end() }),
    );
    await using fetcher = createBrowserFetcher();
    const error = await failureOf(fetcher.fetch(inBrowser(`${server.origin}/`)));
    expect(error.kind).toBe("robots-disallowed");
    expect(other.log).toEqual(["/robots.txt"]);
  });
});

describe("a missing browser", () => {
  it.each([undefined, "/nowhere/chromium"])(
    "(%s) is an error that says what to do, not retried",
    async (path) => {
      await using server = await startLoopback(byPath({ "/": html("x") }));
      await using fetcher = createBrowserFetcher({ browserPath: path, maxRetries: 2 });
      const error = await failureOf(fetcher.fetch(inBrowser(`${server.origin}/`)));
      expect([error.kind, error.retryable]).toEqual(["browser-missing", false]);
      expect(error.message).toContain("CLAUSEWATCH_BROWSER");
    },
  );

  it("does not keep plain pages from being fetched", async () => {
    await using server = await startLoopback(byPath({ "/": html("plain") }));
    await using fetcher = createBrowserFetcher({ browserPath: undefined });
    expect(textOf(await fetcher.fetch(requestFor(`${server.origin}/`)))).toContain("plain");
  });

  it("is what a page that turns out to need one ends in", async () => {
    await using server = await startLoopback(byPath({ "/": html("shell") }));
    await using fetcher = createBrowserFetcher({
      browserPath: undefined,
      needsBrowser: () => true,
    });
    const request = requestFor(`${server.origin}/`, { executeClientScripts: undefined });
    expect((await failureOf(fetcher.fetch(request))).kind).toBe("browser-missing");
  });
});
