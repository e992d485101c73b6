import { Agent } from "undici";
import type { Dispatcher } from "undici";

import { FetchError } from "../../model/errors.ts";
import { acceptedEncodings, readBody } from "./body.ts";
import { createConnector } from "./connector.ts";
import { toAborted, toFetchError } from "./failures.ts";
import type { EgressGate } from "./gate.ts";
import type { FetchSettings } from "./options.ts";

/** One answer to one request; redirects are the caller's. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; repeated ones joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded; empty for a redirect, whose body nobody reads. */
  readonly bytes: Uint8Array;
  readonly remoteAddress: string | null;
}

export interface HttpRequest {
  readonly url: URL;
  /** On top of those that every request carries; names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  readonly maxBytes: number;
  readonly overflow: "fail" | "cut";
}

export interface HttpClient extends AsyncDisposable {
  /** @throws {FetchError} */
  get(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer>;
}

/** Plain HTTP/1.1 through the gate: one request, bounded in every respect, nothing remembered between two but the socket. */
export function createHttpClient(settings: FetchSettings, gate: EgressGate): HttpClient {
  // One connection per origin, used by one request at a time, so that the newest is the one an answer came by.
  const remoteAddresses = new Map<string, string>();
  const agent = new Agent({
    connections: 1,
    pipelining: 1,
    maxHeaderSize: settings.maxHeaderBytes,
    connect: createConnector(gate, {
      connectTimeoutMs: settings.connectTimeoutMs,
      onConnected: (origin, address) => remoteAddresses.set(origin, address),
    }),
  });

  async function request(asked: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { url } = asked;
    const response = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: "GET",
      headers: {
        "user-agent": settings.userAgent,
        "accept-encoding": acceptedEncodings,
        ...asked.headers,
      },
      headersTimeout: settings.firstByteTimeoutMs,
      // A trickle never lets it expire: the deadline bounds a body.
      bodyTimeout: 0,
      signal,
    });
    const headers = toHeaders(response.headers);
    const answer = {
      status: response.statusCode,
      headers,
      remoteAddress: remoteAddresses.get(url.origin) ?? null,
    };
    // Errors of a body given up on are nobody's; without this they would end the process.
    response.body.on("error", () => {});
    try {
      if (isRedirect(answer)) return { ...answer, bytes: new Uint8Array() };
      const declared = Number(headers["content-length"] ?? 0);
      if (declared > asked.maxBytes && asked.overflow === "fail") {
        const message = `${url.href}: declares ${declared} bytes, ${asked.maxBytes} is the bound`;
        throw new FetchError("too-large", url.href, message, { retryable: false });
      }
      const bounds = {
        url: url.href,
        encoding: headers["content-encoding"],
        maxBytes: asked.maxBytes,
        maxRatio: settings.maxRatio,
        overflow: asked.overflow,
      };
      return { ...answer, bytes: await readBody(response.body, bounds, signal) };
    } finally {
      // No effect on a body read to its end; anything else is dropped with its connection.
      response.body.destroy();
    }
  }

  return {
    async get(asked, signal) {
      const url = asked.url.href;
      const deadline = AbortSignal.timeout(Math.max(1, Math.ceil(asked.deadlineMs)));
      const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
      try {
        return await request(asked, either);
      } catch (error) {
        if (error instanceof FetchError) throw error;
        if (signal?.aborted === true) throw toAborted(signal, url);
        if (deadline.aborted) {
          // Not retried at once: a page that took all its time will take it again, and others wait for the host.
          const message = `${url}: not complete within ${Math.round(asked.deadlineMs)} ms`;
          throw new FetchError("timeout", url, message, { retryable: false, cause: error });
        }
        throw toFetchError(error, url) ?? error;
      }
    },
    async [Symbol.asyncDispose]() {
      await agent.destroy();
    },
  };
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether an answer leads elsewhere and says where. */
export function isRedirect(answer: Pick<HttpAnswer, "status" | "headers">): boolean {
  return redirectStatuses.has(answer.status) && answer.headers["location"] !== undefined;
}

function toHeaders(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value] as const],
  );
  return Object.fromEntries(entries);
}
