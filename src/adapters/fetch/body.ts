import type { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from "node:zlib";

import { FetchError } from "../../model/errors.ts";

/** What we ask for, and can undo. */
export const acceptedEncodings = "gzip, br, zstd";

export interface BodyBounds {
  readonly url: string;
  /** The answer's Content-Encoding, if any. */
  readonly encoding: string | undefined;
  readonly maxBytes: number;
  readonly maxRatio: number;
  /** `cut`: what lies beyond the bound is dropped (robots.txt, RFC 9309 2.5); `fail`: it is an error. */
  readonly overflow: "fail" | "cut";
}

/** Honest pages compress at 3 to 30; a blank page of a few kilobytes may do better, hence the allowance. */
const ratioAllowance = 2 ** 20;
/** RFC 9659: a zstd window on the web is at most 8 MiB; keeps a hostile frame from asking for gigabytes. */
const zstdWindowLog = 23;
const chunkSize = 64 * 2 ** 10;

/**
 * Reads a body to its end, undoing at most one content encoding as it comes.
 * @throws {FetchError} kind `too-large`, or `decode` for an encoding that is unknown, repeated, broken or cut short
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  bounds: BodyBounds,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const decoder = createDecoder(bounds);
  const chunks: Uint8Array[] = [];
  let encodedBytes = 0;
  let decodedBytes = 0;

  async function* meter(): AsyncGenerator<Uint8Array> {
    for await (const chunk of withCutsNamed(body, bounds.url, signal)) {
      encodedBytes += chunk.byteLength;
      // Also of what decodes to nothing: an endless row of empty frames.
      if (encodedBytes > bounds.maxBytes && decoder !== undefined)
        throw tooLarge(bounds, "encoded");
      yield chunk;
    }
  }

  async function collect(source: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of source) {
      decodedBytes += chunk.byteLength;
      if (decodedBytes > bounds.maxBytes) {
        if (bounds.overflow === "fail") throw tooLarge(bounds, "decoded");
        chunks.push(chunk.subarray(0, chunk.byteLength - (decodedBytes - bounds.maxBytes)));
        return;
      }
      if (decodedBytes > ratioAllowance && decodedBytes > encodedBytes * bounds.maxRatio) {
        throw tooLarge(bounds, "ratio");
      }
      chunks.push(chunk);
    }
  }

  try {
    await (decoder === undefined
      ? collect(meter())
      : pipeline(meter(), decoder, collect, { signal }));
  } catch (error) {
    if (error instanceof FetchError || signal.aborted) throw error;
    // An encoded body of no bytes at all is an empty one (answers to a head-only question are like that).
    if (encodedBytes > 0) throw broken(bounds, error);
  }
  return Buffer.concat(chunks);
}

function createDecoder({ encoding, url }: BodyBounds): Transform | undefined {
  const name = encoding?.trim().toLowerCase() ?? "";
  switch (name) {
    case "":
    case "identity":
      return undefined;
    case "gzip":
    case "x-gzip":
      return createGunzip({ chunkSize });
    case "deflate":
      return createInflate({ chunkSize });
    case "br":
      return createBrotliDecompress({ chunkSize });
    case "zstd":
      return createZstdDecompress({
        chunkSize,
        params: { [constants.ZSTD_d_windowLogMax]: zstdWindowLog },
      });
    default: {
      const why = name.includes(",") ? "several content encodings, one is the bound" : "unknown";
      const message = `${url}: content encoding "${name.slice(0, 60)}": ${why}`;
      throw new FetchError("decode", url, message, { retryable: false });
    }
  }
}

/** A body that ends before its declared end is no body, whatever part of it came. */
async function* withCutsNamed(
  body: AsyncIterable<Uint8Array>,
  url: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    // Ended by the deadline or by the caller: they are told apart where both are known.
    if (signal.aborted || error instanceof FetchError) throw error;
    throw new FetchError("decode", url, `${url}: the body was cut short`, {
      retryable: true,
      cause: error,
    });
  }
}

function broken({ url, encoding }: BodyBounds, cause: unknown): FetchError {
  const message = `${url}: the body is not valid ${encoding ?? ""}, or was cut short`;
  return new FetchError("decode", url, message, { retryable: true, cause });
}

function tooLarge(bounds: BodyBounds, what: "encoded" | "decoded" | "ratio"): FetchError {
  const bound =
    what === "ratio"
      ? `unpacks to over ${bounds.maxRatio} times its size`
      : `has over ${bounds.maxBytes} ${what} bytes`;
  return new FetchError("too-large", bounds.url, `${bounds.url}: the body ${bound}`, {
    retryable: false,
  });
}
