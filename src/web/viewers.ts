import { openApiKey } from "../app/accounts/api-keys.ts";
import type { AccountContext } from "../app/accounts/context.ts";
import { openSession } from "../app/accounts/sessions.ts";
import type { Viewer } from "../model/account.ts";
import type { Request } from "./context.ts";
import type { Cookie } from "./cookies.ts";

/**
 * Gives a function that says who sends a request: by the key that it shows, or else by its session. Feed readers and
 * calendars know no other way than a user name and a password: the key as the password is enough for looking, whatever
 * the name. A browser would send that by itself afterwards, so that it changes nothing.
 */
export function createFindViewer(
  context: Pick<AccountContext, "store" | "clock" | "secrets">,
  cookie: Cookie,
): (c: Request) => Promise<Viewer | null> {
  return async (c) => {
    const shown = c.req.header("Authorization");
    if (shown !== undefined) {
      const isLooking = c.req.method === "GET" || c.req.method === "HEAD";
      const key = readBearer(shown) ?? (isLooking ? readPassword(shown) : null);
      return key === null ? null : openApiKey(context, key);
    }
    const token = cookie.read(c);
    return token === null ? null : ((await openSession(context, token))?.viewer ?? null);
  };
}

function readBearer(header: string): string | null {
  return /^Bearer +([\w-]+)$/i.exec(header)?.[1] ?? null;
}

function readPassword(header: string): string | null {
  const encoded = /^Basic +([\w+/=]{1,1000})$/i.exec(header)?.[1];
  if (encoded === undefined) return null;
  try {
    const text = atob(encoded);
    return text.slice(text.indexOf(":") + 1);
  } catch {
    // No base64 after all.
    return null;
  }
}
