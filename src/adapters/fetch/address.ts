import ipaddr from "ipaddr.js";

/**
 * Public by every registry, yet answered inside a cloud's own network: Azure's wire server, which hands out
 * certificates and settings to whoever asks from within a machine.
 */
const internalThoughUnicast: ReadonlySet<string> = new Set(["168.63.129.16"]);

/** All of IPv6 that is handed out for global use; leaves out `::a.b.c.d`, which ipaddr.js takes for unicast. */
const globalV6 = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address belongs to the public internet. An allow-list: what is not known to be public is refused,
 * IPv4 in any IPv6 dress (mapped, translated, 6to4, Teredo, ISATAP) included.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  if (address instanceof ipaddr.IPv6) {
    return address.match(globalV6) && !isIsatap(address.parts);
  }
  return !internalThoughUnicast.has(address.toString());
}

/** RFC 5214: an interface identifier of `[02]00:5efe` and an IPv4 address, reached through a tunnel. */
function isIsatap(parts: readonly number[]): boolean {
  return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x0200);
}
