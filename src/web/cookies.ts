import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Request } from "./context.ts";

/** One thing that a browser keeps for us, and no script reads. */
export interface Cookie {
  read(c: Request): string | null;
  write(c: Request, value: string, maxAgeSeconds: number): void;
  clear(c: Request): void;
}

/**
 * With TLS it is bound to this host alone (`__Host-`): no neighbour's page can put one of its own in its place. Links
 * from elsewhere bring it along, forms from elsewhere do not.
 * @param baseUrl what readers reach the pages under
 */
export function createCookie(baseUrl: string, plainName: string): Cookie {
  const secure = new URL(baseUrl).protocol === "https:";
  const name = secure ? `__Host-${plainName}` : plainName;
  const kept = { path: "/", httpOnly: true, sameSite: "Lax", secure } as const;
  return {
    read: (c) => getCookie(c, name) ?? null,
    write: (c, value, maxAge) => setCookie(c, name, value, { ...kept, maxAge }),
    clear: (c) => {
      deleteCookie(c, name, kept);
    },
  };
}
