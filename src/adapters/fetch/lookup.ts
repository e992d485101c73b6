import { lookup } from "node:dns/promises";
import type { LookupFunction } from "node:net";

export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Every address of a name, in the order in which they should be tried; rejects when there is none. */
export type Lookup = (hostname: string) => Promise<readonly HostAddress[]>;

/** Asks the operating system, so that a hosts file and the machine's own resolver count. */
export const lookupByOs: Lookup = async (hostname) => {
  const found = await lookup(hostname, { all: true, order: "verbatim" });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/** A resolver for one connection that knows these addresses and nothing else: what was checked is what is connected to. */
export function pinTo(addresses: readonly HostAddress[]): LookupFunction {
  return (hostname, options, callback) => {
    const [first] = addresses;
    if (first === undefined) {
      callback(Object.assign(new Error(`no address for ${hostname}`), { code: "ENOTFOUND" }), "");
    } else if (options.all === true) {
      callback(null, [...addresses]);
    } else {
      callback(null, first.address, first.family);
    }
  };
}
