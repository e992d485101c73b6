import ipaddr from "ipaddr.js";

/**
 * Whether a request meant us, by the `Host` that it names. A page of another site can have its own name lead to this
 * machine's address (DNS rebinding), and would then read and send as if it were ours: browsers go by names alone. An
 * address cannot be had to lead elsewhere, nor can `localhost`; of other names only the public address's is ours.
 * @param host the header as it came; undefined where there is none
 * @param publicHost of the public address, with its port where it has one; null: there is none
 */
export function isOurHost(host: string | undefined, publicHost: string | null): boolean {
  const url = host === undefined ? null : URL.parse(`http://${host}`);
  if (url === null || url.pathname !== "/" || url.username !== "" || url.search !== "")
    return false;
  const name = url.hostname.replaceAll(/^\[|\]$/g, "").replace(/\.$/, "");
  if (ipaddr.isValid(name) || name === "localhost") return true;
  return publicHost !== null && name === URL.parse(`http://${publicHost}`)?.hostname;
}
