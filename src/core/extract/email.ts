import { Element } from "domhandler";

const hiddenPath = "/cdn-cgi/l/email-protection";

/**
 * Gives the e-mail address that an element hides from harvesters, or undefined. The first byte of the code is
 * the key that all others are combined with, and it differs from one answer to the next.
 * @see https://developers.cloudflare.com/waf/tools/scrape-shield/email-address-obfuscation/
 */
export function hiddenEmail(element: Element): string | undefined {
  const code = element.attribs["data-cfemail"] ?? codeOfHref(element.attribs["href"]);
  if (code === undefined || !/^([0-9a-f]{2}){2,200}$/i.test(code)) return undefined;
  const bytes = (code.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  const key = bytes[0] ?? 0;
  const text = new TextDecoder().decode(Uint8Array.from(bytes.slice(1), (byte) => byte ^ key));
  return /^[^\s<>()[\]]{1,190}$/.test(text) ? text.replace(/\?.*$/, "") : undefined;
}

function codeOfHref(href: string | undefined): string | undefined {
  if (href === undefined || !href.includes(hiddenPath)) return undefined;
  return href.split("#")[1];
}
