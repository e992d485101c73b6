import { hasRole } from "../model/account.ts";
import type { Viewer } from "../model/account.ts";
import { addresses } from "./addresses.ts";
import type { Request, Web } from "./context.ts";
import { answer } from "./context.ts";
import type { Access, Handler } from "./routes/route.ts";
import { renderNotice } from "./views/layout.ts";

/** Puts a door before a handler: whoever may not pass is asked to sign in, or told that it is not for them. */
export function createGuard(
  web: Pick<Web, "findViewer" | "isReadByAll" | "paths">,
): (access: Access, handler: Handler) => Handler {
  return (access, handler) => async (c) => {
    const viewer = await web.findViewer(c);
    c.set("viewer", viewer);
    c.header("Vary", "Cookie, Authorization, Accept-Encoding");
    if (mayPass(access, viewer, web.isReadByAll)) return handler(c);
    return viewer === null ? askToSignIn(web, c) : refuse(web, c);
  };
}

/** Whether somebody may see or do what is for `access`. */
export function mayPass(access: Access, viewer: Viewer | null, isReadByAll: boolean): boolean {
  if (access === "anyone") return true;
  if (access === "readers") return isReadByAll || hasRole(viewer, "reader");
  return hasRole(viewer, access);
}

function askToSignIn({ paths }: Pick<Web, "paths">, c: Request): Response {
  const { pathname, search } = new URL(c.req.url);
  const to = c.req.method === "GET" ? `${pathname}${search}` : null;
  const signIn = paths.to(addresses.signIn({ to }));
  if (to !== null) {
    c.header("Cache-Control", "no-store");
    return c.redirect(signIn, 303);
  }
  const words = ["This is for those who have signed in, and nothing has been changed."];
  const ways = [{ label: "Sign in", href: signIn }];
  return answer(c, renderNotice(paths, { title: "Sign in first", words, ways }), 401);
}

function refuse({ paths }: Pick<Web, "paths">, c: Request): Response {
  const words = ["Your account may not do this. Ask whoever runs this page for another role."];
  return answer(c, renderNotice(paths, { title: "Not for this account", words }), 403);
}
