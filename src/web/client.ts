import ipaddr from "ipaddr.js";

/** Where a request came from, as the socket says. */
export interface ClientInfo {
  /** Empty where it is not known. */
  readonly remoteAddress: string;
}

/**
 * Gives the name under which a client's requests are counted: its address, of IPv6 the network that one household or
 * machine has (/64). `X-Forwarded-For` is anybody's to write: only with a proxy of the operator's in front is it read,
 * and then its last entry alone, which that proxy wrote.
 */
export function toClientKey(
  { remoteAddress }: ClientInfo,
  forwardedFor: string | undefined,
  trustsProxy: boolean,
): string {
  const forwarded = trustsProxy ? forwardedFor?.split(",").at(-1)?.trim() : undefined;
  return toNetwork(forwarded ?? remoteAddress);
}

function toNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6) return `${parsed.parts.slice(0, 4).join(":")}/64`;
  return parsed.toString();
}
