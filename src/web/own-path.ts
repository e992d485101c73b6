import type { Address } from "./addresses.ts";

const anywhere = "https://any.invalid";
const maxLength = 2000;

/**
 * Gives the address of a page of ours that somebody wants to get back to; null where it leads elsewhere, or nowhere.
 * Browsers take `\` for `/`, and leave out line breaks and tabs: whatever has one is none of ours.
 */
export function toOwnPath(text: string | null | undefined): Address | null {
  if (!text?.startsWith("/") || text.length > maxLength) return null;
  if (/[\\\s\p{Cc}]/u.test(text) || text.startsWith("//")) return null;
  const url = URL.parse(text, anywhere);
  if (url === null || url.origin !== anywhere) return null;
  const { pathname } = url;
  // `/..//evil.example` is one of them.
  return pathname.startsWith("//") ? null : `/${pathname.slice(1)}${url.search}`;
}
