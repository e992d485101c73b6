import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import type { FetcherOptions } from "../../../src/adapters/fetch/options.ts";
import {
  byPath,
  createTestFetcher,
  failureOf,
  fetchText,
  requestFor,
  startLoopback,
} from "./loopback.ts";
import { testCertificate, testKey } from "./tls-fixture.ts";

const server = createServer({ key: testKey, cert: testCertificate }, (request, response) => {
  if (request.url === "/robots.txt") response.writeHead(404).end();
  else response.end("over TLS");
});
const publicAuthorities = getCACertificates("default");
let port = 0;

function createTlsFetcher(options: Partial<FetcherOptions> = {}) {
  return createTestFetcher({
    allowHosts: ["named.example", "other.example", "127.0.0.1"],
    lookup: async () => [{ address: "127.0.0.1", family: 4 }],
    ...options,
  });
}

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  port = (server.address() as AddressInfo).port;
});

afterEach(() => setDefaultCACertificates(publicAuthorities));

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("fetching over TLS", () => {
  it("gives the page when the certificate is good for the name", async () => {
    setDefaultCACertificates([testCertificate]);
    await using fetcher = createTlsFetcher();
    expect(await fetchText(fetcher, `https://named.example:${port}/`)).toBe("over TLS");
  });

  it.each(["other.example", "127.0.0.1"])(
    "refuses a certificate that is not good for %s",
    async (host) => {
      setDefaultCACertificates([testCertificate]);
      await using fetcher = createTlsFetcher();
      const work = fetcher.fetch(requestFor(`https://${host}:${port}/`, { robots: "ignore" }));
      const error = await failureOf(work);
      expect([error.kind, error.retryable]).toEqual(["tls", false]);
    },
  );

  it("refuses a certificate that nobody vouches for", async () => {
    await using fetcher = createTlsFetcher();
    const work = fetcher.fetch(requestFor(`https://named.example:${port}/`, { robots: "ignore" }));
    const error = await failureOf(work);
    expect([error.kind, error.retryable]).toEqual(["tls", false]);
  });

  it("says tls of a server that does not speak it", async () => {
    await using plain = await startLoopback(byPath({}));
    await using fetcher = createTlsFetcher();
    const work = fetcher.fetch(
      requestFor(`https://127.0.0.1:${plain.port}/`, { robots: "ignore" }),
    );
    expect((await failureOf(work)).kind).toBe("tls");
  });
});
