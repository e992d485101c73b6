/** What the wire said to one request: failures are told by this, never by a library's words. */
export interface Exchange {
  isSent: boolean;
  status: number | undefined;
  headers: Headers | undefined;
  /** The body passed its bound and was cut off. */
  isOversize: boolean;
  /** The request was for another host than the configured one, and was not sent. */
  isStray: boolean;
}

export interface BoundedFetchOptions {
  /** The only origin that is spoken to: the key goes nowhere else. */
  readonly origin: string;
  readonly maxBytes: number;
  /** Filled in as the request goes. */
  readonly exchange: Exchange;
}

export function createExchange(): Exchange {
  return {
    isSent: false,
    status: undefined,
    headers: undefined,
    isOversize: false,
    isStray: false,
  };
}

/** `fetch` for one request to the configured host: no redirect is followed, and no body read beyond its bound. */
export function createBoundedFetch(options: BoundedFetchOptions): typeof fetch {
  const { origin, maxBytes, exchange } = options;
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (new URL(address).origin !== origin) {
      exchange.isStray = true;
      throw new TypeError("another host than the configured one");
    }
    exchange.isSent = true;
    const response = await fetch(input, { ...init, redirect: "manual" });
    exchange.status = response.status;
    exchange.headers = response.headers;
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      length += chunk.byteLength;
      if (length > maxBytes) {
        exchange.isOversize = true;
        throw new TypeError("a body beyond its bound");
      }
      chunks.push(chunk);
    }
    const { status, statusText, headers } = response;
    // The Fetch standard lets these have no body at all, not even an empty one.
    const isBodiless = [101, 204, 205, 304].includes(status);
    return new Response(isBodiless ? null : Buffer.concat(chunks), {
      status,
      statusText,
      headers: withoutEncoding(headers),
    });
  };
}

/** What was read is decoded already. */
function withoutEncoding(headers: Headers): Headers {
  const plain = new Headers(headers);
  plain.delete("content-encoding");
  plain.delete("content-length");
  return plain;
}
