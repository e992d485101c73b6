import type { Socket } from "node:net";

import { buildConnector } from "undici";

import { FetchError } from "../../model/errors.ts";
import { orStopped } from "./bounded.ts";
import type { EgressGate } from "./gate.ts";
import { pinTo } from "./lookup.ts";

export interface ConnectorOptions {
  readonly connectTimeoutMs: number;
  /** Told of every connection; an origin such as `https://example.org`. */
  readonly onConnected: (origin: string, remoteAddress: string) => void;
}

/**
 * Opens undici's connections through the gate. A `connect.lookup` would not do: it is not called for an address
 * written as a literal, so that a redirect to `127.0.0.1` would pass it by.
 */
export function createConnector(
  gate: EgressGate,
  options: ConnectorOptions,
): buildConnector.connector {
  async function open(target: buildConnector.Options): Promise<Socket> {
    const url = new URL(`${target.protocol}//${target.host ?? target.hostname}`);
    const startedAt = performance.now();
    const addresses = await withinMs(gate.resolve(url), options.connectTimeoutMs, url);
    const connect = buildConnector({
      // HTTP/1.1 alone: one request at a time is all we want, and HTTP/2 has bounds of its own to attack.
      allowH2: false,
      timeout: Math.max(1, options.connectTimeoutMs - (performance.now() - startedAt)),
      lookup: pinTo(addresses),
    });
    const socket = await new Promise<Socket>((resolve, reject) => {
      connect(target, (error, connected) => {
        if (error === null) resolve(connected);
        else reject(error);
      });
    });
    // What was asked for is what must be there; anything else would be a hole in the pinning above.
    const remote = socket.remoteAddress;
    if (remote === undefined || !addresses.some(({ address }) => isSameAddress(address, remote))) {
      socket.destroy();
      throw new FetchError("egress-refused", url.href, `${url.host}: connected elsewhere`, {
        retryable: false,
      });
    }
    options.onConnected(url.origin, remote);
    return socket;
  }

  async function answer(
    target: buildConnector.Options,
    callback: buildConnector.Callback,
  ): Promise<void> {
    let socket: Socket;
    try {
      socket = await open(target);
    } catch (error) {
      callback(error instanceof Error ? error : new Error("no connection", { cause: error }), null);
      return;
    }
    callback(null, socket);
  }

  return (target, callback) => void answer(target, callback);
}

/** IPv6 has many spellings of one address; a socket gives another than was asked for. */
function isSameAddress(asked: string, connected: string): boolean {
  if (asked === connected) return true;
  if (!asked.includes(":") || !connected.includes(":")) return false;
  return toCanonical(asked) === toCanonical(connected);
}

function toCanonical(address: string): string {
  return new URL(`http://[${address}]/`).hostname;
}

async function withinMs<T>(work: Promise<T>, ms: number, url: URL): Promise<T> {
  const late = AbortSignal.timeout(ms);
  try {
    return await orStopped(work, late);
  } catch (error) {
    if (error !== late.reason) throw error;
    const message = `${url.host} was not resolved within ${ms} ms`;
    throw new FetchError("timeout", url.href, message, { retryable: true, cause: error });
  }
}
