import { createServer, request as startRequest } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";

import { FetchError } from "../../model/errors.ts";
import { toFetchError } from "./failures.ts";
import type { EgressGate } from "./gate.ts";
import { toPort } from "./gate.ts";
import { pinTo } from "./lookup.ts";

/** A forward proxy for one browser page: all that the page loads goes through it, and through the gate with it. */
export interface FilteringProxy extends AsyncDisposable {
  /** `http://127.0.0.1:port`. */
  readonly address: string;
  /** Why a connection to a host (name and port) was not made or kept; undefined while all is well. */
  findFailure(host: string): FetchError | undefined;
  /** Set once the page has used up its bytes; nothing passes from then on. */
  readonly overflow: FetchError | undefined;
}

export interface ProxyOptions {
  /** Of the page, for messages. */
  readonly url: string;
  readonly connectTimeoutMs: number;
  /** Both directions, all connections together. */
  readonly maxBytes: number;
}

/** RFC 9110 7.6.1: meant for the next hop alone. */
const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
const authority = /^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+):\d{1,5}$/i;

/** Starts a proxy on a loopback port of its own; disposing of it cuts every connection. */
export async function startProxy(gate: EgressGate, options: ProxyOptions): Promise<FilteringProxy> {
  const sockets = new Set<Duplex>();
  const failures = new Map<string, FetchError>();
  let bytes = 0;
  let overflow: FetchError | undefined;

  function closeAll(): void {
    for (const socket of sockets) socket.destroy();
  }

  function hold(socket: Socket | Duplex): void {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // Either end may go at any time; the other is closed with it by whoever joined them.
    socket.on("error", () => socket.destroy());
  }

  function count(chunk: Buffer): void {
    bytes += chunk.byteLength;
    if (bytes <= options.maxBytes || overflow !== undefined) return;
    const message = `${options.url}: the page and what it loads have over ${options.maxBytes} bytes`;
    overflow = new FetchError("too-large", options.url, message, { retryable: false });
    closeAll();
  }

  function fail(host: string, error: unknown): void {
    const known = toFetchError(error, options.url);
    if (known !== undefined) failures.set(host, known);
  }

  /** A connection to an address that was checked; it is this very address, whatever the name says a moment later. */
  async function open(url: URL): Promise<Socket> {
    const addresses = await gate.resolve(url);
    return new Promise((resolve, reject) => {
      const host = url.hostname.replaceAll(/^\[|\]$/g, "");
      const socket = connect({ host, port: toPort(url), lookup: pinTo(addresses) });
      hold(socket);
      socket.setTimeout(options.connectTimeoutMs, () => {
        const code = { code: "UND_ERR_CONNECT_TIMEOUT" };
        socket.destroy(Object.assign(new Error("connect timeout"), code));
      });
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.setTimeout(0);
        resolve(socket);
      });
    });
  }

  async function tunnel(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    const target = request.url ?? "";
    if (overflow !== undefined || !authority.test(target)) {
      client.destroy();
      return;
    }
    // The parser drops a scheme's own port: the host is named as the page names it either way.
    const text = `${target.endsWith(":80") ? "http" : "https"}://${target}`;
    try {
      const url = gate.admit(text);
      const upstream = await open(url);
      upstream.on("data", count);
      client.on("data", count);
      upstream.once("close", () => client.destroy());
      client.once("close", () => upstream.destroy());
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      if (head.byteLength > 0) upstream.write(head);
      upstream.pipe(client);
      client.pipe(upstream);
    } catch (error) {
      fail(URL.parse(text)?.host ?? target, error);
      client.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
    }
  }

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let url: URL;
    let upstream: Socket;
    try {
      if (overflow !== undefined) throw overflow;
      url = gate.admit(request.url ?? "");
      upstream = await open(url);
    } catch (error) {
      const host = URL.parse(request.url ?? "")?.host ?? "";
      fail(host, error);
      // Cut, not answered: an answer of ours must never be taken for the site's.
      request.socket.destroy();
      return;
    }
    upstream.on("data", count);
    const onward = startRequest({
      method: request.method,
      path: url.pathname + url.search,
      headers: toOnwardHeaders(request.rawHeaders, url.host),
      setHost: false,
      createConnection: () => upstream,
    });
    onward.on("response", (answer) => {
      try {
        response.writeHead(answer.statusCode ?? 502, toOnwardHeaders(answer.rawHeaders));
      } catch (error) {
        // Node reads some heads that it will not write; a hostile one must not end the process.
        onward.destroy(error instanceof Error ? error : undefined);
        return;
      }
      answer.pipe(response);
      answer.once("aborted", () => request.socket.destroy());
    });
    onward.on("error", (error) => {
      // Once the browser has gone, what befalls the other end is our doing.
      if (!request.socket.destroyed) fail(url.host, error);
      request.socket.destroy();
    });
    response.once("close", () => upstream.destroy());
    request.pipe(onward);
  }

  const server = createServer((request, response) => void forward(request, response));
  server.on("connection", hold);
  server.on("connect", (request, client, head) => void tunnel(request, client, head));
  server.on("clientError", (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  // A TCP server's address is an object; only a pipe's is text.
  const { port } = server.address() as AddressInfo;

  return {
    address: `http://127.0.0.1:${port}`,
    findFailure: (host) => failures.get(host),
    get overflow() {
      return overflow;
    },
    async [Symbol.asyncDispose]() {
      closeAll();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** Flat pairs as Node gives and takes them, so that repeated headers stay repeated. */
function toOnwardHeaders(raw: readonly string[], host?: string): string[] {
  const kept: string[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? "";
    const isHost = host !== undefined && name.toLowerCase() === "host";
    if (!hopByHop.has(name.toLowerCase()) && !isHost) kept.push(name, raw[index + 1] ?? "");
  }
  return host === undefined ? kept : [...kept, "Host", host, "Connection", "close"];
}
