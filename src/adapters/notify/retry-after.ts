import type { Instant } from "../../model/instant.ts";
import { toMs } from "../../model/instant.ts";

/**
 * Gives the milliseconds that a `Retry-After` asks to wait; undefined for none, or for one in neither form.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function readRetryAfter(value: string | undefined, now: Instant): number | undefined {
  const text = value?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // All three forms of an HTTP date begin with the day of the week; `Date.parse` alone takes almost anything.
  const at = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - toMs(now));
}
