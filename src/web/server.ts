import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { isOurHost } from "./host-names.ts";
import { MonitorError } from "../model/errors.ts";
import type { App } from "./app.ts";

/** The page cannot be served where it should be. */
export class ServeError extends MonitorError {
  override readonly name = "ServeError";
  readonly kind: "in-use" | "not-allowed" | "no-such-address";

  constructor(kind: ServeError["kind"], message: string, options: { readonly cause: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}

/** A server that listens; disposing it lets requests under way end, for some seconds. */
export interface WebServer extends AsyncDisposable {
  /** `http://127.0.0.1:8080`. */
  readonly origin: string;
}

export interface ServerOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Of the public address, with its port where it has one; null: there is none. @default null */
  readonly publicHost?: string | null;
  /** Milliseconds after which a connection is closed on which nothing moves. @default two minutes */
  readonly idleMs?: number;
}

/** Requests are short: what takes longer is nobody who waits for an answer. */
const requestTimeoutMs = 30_000;
const headersTimeoutMs = 10_000;
/** Nothing comes or goes: a reader that takes nothing of its answer holds it in memory. A PDF may wait for its turn. */
const usualIdleMs = 120_000;
/** How often those limits are looked at. */
const checkEveryMs = 5000;
const maxConnections = 1000;
const graceMs = 3000;

/**
 * Listens, and answers with the app that is made for the address it got.
 * @throws {ServeError} where it cannot listen there
 */
export async function startServer(
  { host, port, publicHost = null, idleMs = usualIdleMs }: ServerOptions,
  createApp: (origin: string) => App,
): Promise<WebServer> {
  const server = createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: headersTimeoutMs,
    connectionsCheckingInterval: checkEveryMs,
  });
  server.setTimeout(idleMs);
  server.maxConnections = maxConnections;
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw toServeError(cause, `${host}:${port}`);
  }
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  const origin = `http://${name}:${address.port}`;
  const app = createApp(origin);
  server.on(
    "request",
    getRequestListener((request, env) =>
      isOurHost(request.headers.get("host") ?? undefined, publicHost)
        ? app.fetch(request, { remoteAddress: env.incoming.socket?.remoteAddress ?? "" })
        : refuseHost(),
    ),
  );
  return {
    origin,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(late);
    },
  };
}

/** Says nothing of what is here. */
function refuseHost(): Response {
  const text =
    "This server does not go by that name. If it should, set publicUrl in its configuration.\n";
  return new Response(text, {
    status: 421,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    },
  });
}

function toServeError(cause: unknown, where: string): unknown {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EADDRINUSE") {
    const message = `cannot serve the web page: ${where} is in use by another program; set \`web.port\` to another`;
    return new ServeError("in-use", message, { cause });
  }
  if (code === "EACCES") {
    const message = `cannot serve the web page: this user may not listen on ${where}; take a port from 1024 on`;
    return new ServeError("not-allowed", message, { cause });
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    const message = `cannot serve the web page: this machine has no address ${where}; see \`web.host\``;
    return new ServeError("no-such-address", message, { cause });
  }
  return cause;
}
