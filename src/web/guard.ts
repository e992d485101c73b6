import type { Viewer } from "../model/account.ts";
import { hasRole, roles } from "../model/account.ts";
import { digestOf } from "../model/digest.ts";
import { addresses } from "./addresses.ts";
import type { Request, Web } from "./context.ts";
import { answer } from "./context.ts";
import { isForeign, readFormToken } from "./forms.ts";
import type { Access, Handler, Refusal } from "./routes/route.ts";
import { renderNotice } from "./views/layout.ts";

type GuardWeb = Pick<Web, "findViewer" | "isReadByAll" | "paths" | "secrets" | "settings">;

/**
 * Puts a door before a handler: whoever may not pass is asked to sign in, or told that it is not for them. A form that
 * changes something for somebody who has signed in must bring their session's token back.
 */
export function createGuard(
  web: GuardWeb,
): (access: Access, handler: Handler, refusal?: Refusal) => Handler {
  return (access, handler, refusal) => async (c) => {
    const viewer = await web.findViewer(c);
    c.set("viewer", viewer);
    c.header("Vary", "Cookie, Authorization, Accept-Encoding");
    if (!mayPass(access, viewer, web.isReadByAll)) {
      if (refusal) return refusal(c, viewer === null ? 401 : 403);
      return viewer === null ? askToSignIn(web, c) : refuse(web, c);
    }
    const isChecked = isRole(access) && c.req.method === "POST";
    if (isChecked && !(await isOwnForm(web, c, viewer))) return refuseForm(web, c);
    const response = await handler(c);
    if (access !== "anyone" && (viewer !== null || !web.isReadByAll)) keepToReader(response);
    return response;
  };
}

/** Whether somebody may see or do what is for `access`. */
export function mayPass(access: Access, viewer: Viewer | null, isReadByAll: boolean): boolean {
  if (access === "anyone") return true;
  if (access === "readers") return isReadByAll || hasRole(viewer, "reader");
  return hasRole(viewer, access);
}

function isRole(access: Access): boolean {
  return roles.some((role) => role === access);
}

/** A key has no token: no browser sends it by itself. */
async function isOwnForm(
  { secrets, settings }: Pick<Web, "secrets" | "settings">,
  c: Request,
  viewer: Viewer | null,
): Promise<boolean> {
  if (viewer === null) return false;
  if (viewer.formToken === null) return true;
  if (isForeign(c, settings.baseUrl)) return false;
  const token = await readFormToken(c);
  return token !== null && secrets.isSame(digestOf(token), digestOf(viewer.formToken));
}

/** What only some may see is kept by no cache that others share. */
function keepToReader({ headers }: Response): void {
  const rule = headers.get("Cache-Control");
  if (rule !== null) headers.set("Cache-Control", rule.replace(/\bpublic\b/, "private"));
}

function askToSignIn({ paths }: Pick<Web, "paths">, c: Request): Response {
  const { pathname, search } = new URL(c.req.url);
  const isLooking = c.req.method === "GET" || c.req.method === "HEAD";
  const signIn = paths.to(addresses.signIn({ to: isLooking ? `${pathname}${search}` : null }));
  if (isLooking) {
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

function refuseForm({ paths }: Pick<Web, "paths">, c: Request): Response {
  const words = [
    "Nothing has been changed. The page that you sent this from is from an earlier session, or from another site.",
    "Go back, load it again, and send it once more.",
  ];
  return answer(c, renderNotice(paths, { title: "Not taken", words }), 403);
}
