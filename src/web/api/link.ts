import type { Request } from "../context.ts";
import type { RunningApi } from "./running-api.ts";

/** Names the address of the page after this one in the header `Link` (RFC 8288); without effect at the end of a list. */
export function linkNext({ web }: Pick<RunningApi, "web">, c: Request, next: string | null): void {
  if (next === null) return;
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.set("cursor", next);
  c.header("Link", `<${web.settings.baseUrl}${pathname}?${searchParams.toString()}>; rel="next"`);
}
