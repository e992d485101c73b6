import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { createFetcher } from "../../../src/adapters/fetch/fetcher.ts";
import type { FetcherOptions } from "../../../src/adapters/fetch/options.ts";
import { FetchError } from "../../../src/model/errors.ts";
import type { Fetched } from "../../../src/model/snapshot.ts";
import type { Fetcher, FetchRequest, FetchResult } from "../../../src/ports/fetcher.ts";
import { createFakeClock } from "../../fakes/fake-clock.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Loopback extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  /** Paths asked for, in order; robots.txt among them. */
  readonly log: string[];
}

/** A real server on a port of its own; has no robots.txt unless the handler gives one. */
export async function startLoopback(handler: Handler): Promise<Loopback> {
  const log: string[] = [];
  const server: Server = createServer((request, response) => {
    log.push(request.url ?? "");
    handler(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    port,
    log,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** Answers by path; a path without an entry, such as robots.txt, is a 404. */
export function byPath(routes: Readonly<Record<string, Handler>>): Handler {
  return (request, response) => {
    const route = routes[(request.url ?? "").split("?")[0] ?? ""];
    if (route === undefined) response.writeHead(404).end("nothing here");
    else route(request, response);
  };
}

/** A fetcher that may reach loopback, never waits for real and does not retry unless told otherwise. */
export function createTestFetcher(options: Partial<FetcherOptions> = {}): Fetcher {
  return createFetcher({
    clock: createFakeClock(),
    random: () => 0.5,
    userAgent: "Clausewatch/0.1 (+mailto:ops@example.org)",
    allowHosts: ["127.0.0.1"],
    maxRetries: 0,
    ...options,
  });
}

export function requestFor(url: string, options: Partial<FetchRequest> = {}): FetchRequest {
  return {
    url,
    language: "en",
    executeClientScripts: false,
    robots: "respect",
    validators: undefined,
    waitFor: [],
    ...options,
  };
}

export function textOf(result: FetchResult): string {
  return new TextDecoder().decode(result.fetched.bytes);
}

export async function fetchText(fetcher: Fetcher, url: string): Promise<string> {
  return textOf(await fetcher.fetch(requestFor(url)));
}

export async function fetchPage(fetcher: Fetcher, url: string): Promise<Fetched> {
  return (await fetcher.fetch(requestFor(url))).fetched;
}

/** The failure that a promise must end in; anything else fails the test. */
export async function failureOf(work: Promise<unknown>): Promise<FetchError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof FetchError) return error;
    throw error;
  }
  throw new Error("expected a FetchError, got an answer");
}
