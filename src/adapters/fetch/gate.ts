import { isIP } from "node:net";

import { ConfigError, FetchError } from "../../model/errors.ts";
import { isPublicAddress } from "./address.ts";
import type { HostAddress, Lookup } from "./lookup.ts";

/** Everything that leaves passes here: plain HTTP, robots.txt, and each connection that a browser asks the proxy for. */
export interface EgressGate {
  /**
   * The address as the one URL parser reads it, without fragment. @param base what a relative one is relative to
   * @throws {FetchError} kind `egress-refused`
   */
  admit(text: string, base?: URL): URL;
  /**
   * The addresses to connect to, all of them checked; connect to these and to no others.
   * @throws {FetchError} kind `egress-refused` when only one of them is not public, or `dns`
   */
  resolve(url: URL): Promise<readonly HostAddress[]>;
}

export interface GateOptions {
  readonly lookup: Lookup;
  readonly allowHosts: readonly string[];
}

const publicPorts: ReadonlySet<number> = new Set([80, 443]);
/** Longer than any address of a page; keeps a hostile redirect from costing robots matching time. */
const maxUrlLength = 4096;
// Control characters are dropped and backslashes turned by the parser, so that what a reader takes for
// the host need not be the host: such addresses have no honest use.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const misleading = /[\u0000-\u001f\u007f-\u009f\\]/;

export function createGate(options: GateOptions): EgressGate {
  const allowed = options.allowHosts.map((entry, index) => parseAllowedHost(entry, index));

  function isAllowed(url: URL): boolean {
    const host = toHostName(url);
    const port = toPort(url);
    return allowed.some(
      (entry) => entry.host === host && (entry.port === undefined || entry.port === port),
    );
  }

  return {
    admit(text, base) {
      const url = parse(text, base);
      if (url.protocol !== "http:" && url.protocol !== "https:") {
        throw refuse(text, `scheme ${url.protocol} is not http or https`);
      }
      if (url.username !== "" || url.password !== "" || /^[a-z]+:\/*[^/?#]*@/i.test(text)) {
        throw refuse(text, "it carries user name or password");
      }
      url.hash = "";
      if (isAllowed(url)) return url;
      if (!publicPorts.has(toPort(url))) {
        throw refuse(text, `port ${toPort(url)} is neither 80 nor 443 nor an allowed host's`);
      }
      const host = toHostName(url);
      if (isIP(host) !== 0 && !isPublicAddress(host)) {
        throw refuse(text, `${host} is not a public address`);
      }
      return url;
    },

    async resolve(url) {
      const admitted = this.admit(url.href);
      const host = toHostName(admitted);
      const family = isIP(host);
      const addresses =
        family === 0
          ? await lookupAll(options.lookup, host, url)
          : [{ address: host, family: family === 6 ? (6 as const) : (4 as const) }];
      // All must pass, not only the one tried first: a mixed answer is how a rebinding server gets its second chance.
      const internal = addresses.find(({ address }) => !isPublicAddress(address));
      if (internal !== undefined && !isAllowed(admitted)) {
        throw refuse(url.href, `${host} resolves to ${internal.address}, which is not public`);
      }
      return addresses;
    },
  };
}

/** The port that a connection goes to. */
export function toPort(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "https:" ? 443 : 80;
}

/** Without the brackets of IPv6 and without the dot that ends a full name. */
function toHostName(url: URL): string {
  return url.hostname.replaceAll(/^\[|\]$|\.$/g, "").toLowerCase();
}

function parse(text: string, base: URL | undefined): URL {
  if (text.length > maxUrlLength)
    throw refuse(text, `it is longer than ${maxUrlLength} characters`);
  if (misleading.test(text)) throw refuse(text, "it holds a backslash or control character");
  try {
    return base === undefined ? new URL(text) : new URL(text, base);
  } catch (error) {
    throw refuse(text, "it is not an absolute address", error);
  }
}

async function lookupAll(lookup: Lookup, host: string, url: URL): Promise<readonly HostAddress[]> {
  let addresses: readonly HostAddress[];
  try {
    addresses = await lookup(host);
  } catch (error) {
    throw new FetchError("dns", url.href, `${url.host} cannot be resolved`, {
      retryable: true,
      cause: error,
    });
  }
  if (addresses.length === 0) {
    throw new FetchError("dns", url.href, `${url.host} has no address`, { retryable: true });
  }
  return addresses;
}

function refuse(text: string, reason: string, cause?: unknown): FetchError {
  // Credentials in an address are secrets, whoever put them there.
  const shown = text.slice(0, 200).replace(/\/\/[^/?#]*@/, "//");
  return new FetchError("egress-refused", shown, `${shown} is refused: ${reason}`, {
    retryable: false,
    cause,
  });
}

function parseAllowedHost(entry: string, index: number) {
  const [, host, port] =
    /^(\[[^\]]+\]|[^:]+|[^[\]]*:[^[\]]*:[^[\]]*?)(?::(\d{1,5}))?$/.exec(entry) ?? [];
  try {
    const literal = host !== undefined && isIP(host) === 6 ? `[${host}]` : host;
    const url = new URL(`http://${literal}/`);
    if (literal === undefined || url.href !== `http://${url.hostname}/`) {
      throw new TypeError("not a host");
    }
    return { host: toHostName(url), port: port === undefined ? undefined : Number(port) };
  } catch {
    throw new ConfigError([
      {
        path: `allowHosts[${index}]`,
        message: `"${entry}" is not a host: write example.org, 127.0.0.1:8080 or [::1]:8080`,
      },
    ]);
  }
}
