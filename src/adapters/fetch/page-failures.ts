import type { FetchErrorKind } from "../../model/errors.ts";
import { FetchError } from "../../model/errors.ts";

/** Chromium's net error names (net/base/net_error_list.h), which Playwright puts into its messages. */
const kindsByName: readonly (readonly [RegExp, FetchErrorKind])[] = [
  [/^ERR_NAME_NOT_RESOLVED|^ERR_DNS_/, "dns"],
  [/^ERR_(CERT|SSL|BAD_SSL)_/, "tls"],
  [/TIMED_OUT$/, "timeout"],
  [/^ERR_TOO_MANY_REDIRECTS/, "redirects"],
  [/^ERR_(UNSAFE_PORT|UNKNOWN_URL_SCHEME|DISALLOWED_URL_SCHEME)/, "egress-refused"],
  [/^ERR_CONTENT_DECODING/, "decode"],
  [/^ERR_(CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING)/, "decode"],
  [/^ERR_(TUNNEL_CONNECTION_FAILED|CONNECTION_REFUSED|ADDRESS_)/, "connect"],
  [/^ERR_(EMPTY_RESPONSE|CONNECTION_|SOCKET_|NETWORK_|INVALID_HTTP)/, "network"],
];
/** Playwright (client/errors.ts, server/frames.ts): the browser, its page or its process went away. */
const goneMessage = /has been closed|Target closed|crashed|disconnected|Protocol error/;

/** @returns the failure as our own, or undefined when it does not come from the browser: a bug, then. */
export function toBrowserError(error: unknown, url: string): FetchError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (/Download is starting/.test(error.message)) {
    return toFileError(url, error);
  }
  const name = /net::(ERR_[A-Z0-9_]+)/.exec(error.message)?.[1];
  if (name !== undefined) {
    const kind = kindsByName.find(([pattern]) => pattern.test(name))?.[1] ?? "browser";
    const retryable = !["tls", "redirects", "egress-refused"].includes(kind);
    const message = `${url}: the browser reports ${name}`;
    return new FetchError(kind, url, message, { retryable, cause: error });
  }
  // A page that navigates for ever under our hands, a process killed from outside: another attempt may do better.
  const isGone = goneMessage.test(error.message) || /[Cc]ontext/.test(error.message);
  if (!isGone && error.name !== "TimeoutError") return undefined;
  const message = `${url}: the browser lost the page`;
  return new FetchError("browser", url, message, { retryable: true, cause: error });
}

/** What a browser saves or shows in a viewer is for plain HTTP to fetch. */
export function toFileError(url: string, cause?: unknown): FetchError {
  const message = `${url} is a file to download, not a page: declare executeClientScripts false`;
  return new FetchError("browser", url, message, { retryable: false, cause });
}
