import { errors } from "undici";

import type { FetchErrorKind } from "../../model/errors.ts";
import { FetchError } from "../../model/errors.ts";

/** Codes of Node and undici that tell what failed; the libraries have no other way of saying it. */
const kindsByCode: Readonly<Record<string, FetchErrorKind>> = {
  ENOTFOUND: "dns", // getaddrinfo, as the next
  EAI_AGAIN: "dns",
  ECONNREFUSED: "connect", // connect(2), as the next six
  EHOSTUNREACH: "connect",
  ENETUNREACH: "connect",
  EHOSTDOWN: "connect",
  ENETDOWN: "connect",
  EADDRNOTAVAIL: "connect",
  EACCES: "connect",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout", // undici lib/core/errors.js, as all UND_ERR_*
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_HEADERS_OVERFLOW: "too-large",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "decode",
  UND_ERR_DESTROYED: "aborted", // the fetcher was disposed of meanwhile
  ECONNRESET: "network",
  ECONNABORTED: "network",
  EPIPE: "network",
  EPROTO: "tls", // OpenSSL, through Node, as the names below
  HOSTNAME_MISMATCH: "tls",
};
const tlsCode = /^(ERR_TLS_|ERR_SSL_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_)/;

/** @returns the failure as our own, or undefined when it is none that is known here: a bug, then. */
export function toFetchError(error: unknown, url: string): FetchError | undefined {
  if (error instanceof FetchError) return error;
  const code = findCode(error);
  const kind = toKind(error, code);
  if (kind === undefined) return undefined;
  // A certificate that does not hold, or a head beyond the bound, is the same a second later.
  const retryable = kind !== "tls" && kind !== "too-large" && kind !== "aborted";
  const message = `${url}: ${describeKind(kind)}${code === undefined ? "" : ` (${code})`}`;
  return new FetchError(kind, url, message, { retryable, cause: error });
}

function toKind(error: unknown, code: string | undefined): FetchErrorKind | undefined {
  // Some of the parser's complaints have a code and some have none.
  if (error instanceof errors.HTTPParserError) return "network";
  if (code === undefined) return undefined;
  if (tlsCode.test(code)) return "tls";
  const known = kindsByCode[code];
  if (known !== undefined) return known;
  // What else a server can provoke in the client is its failure, not ours; a wrong argument is ours.
  return code.startsWith("UND_ERR_") && code !== "UND_ERR_INVALID_ARG" ? "network" : undefined;
}

/** Gives what to throw when work stopped because a signal said so. */
export function toAborted(signal: AbortSignal, url: string): FetchError {
  return new FetchError("aborted", url, `fetching ${url} was stopped`, {
    retryable: false,
    cause: signal.reason,
  });
}

function findCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  // Several addresses tried, each failed: the first is as good as any.
  if (error instanceof AggregateError) return findCode(error.errors[0]);
  return undefined;
}

function describeKind(kind: FetchErrorKind): string {
  switch (kind) {
    case "dns":
      return "the name cannot be resolved";
    case "connect":
      return "no connection";
    case "timeout":
      return "no answer in time";
    case "tls":
      return "the secure connection failed; check the certificate";
    case "aborted":
      return "the fetcher was closed";
    case "decode":
      return "the body is not as long as declared";
    case "too-large":
      return "the answer's head is over its bound";
    default:
      return "the connection broke";
  }
}
