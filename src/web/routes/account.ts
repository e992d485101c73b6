import { endAllSessions, openSession } from "../../app/accounts/sessions.ts";
import type { Request } from "../context.ts";
import { answer } from "../context.ts";
import type { SignInWeb } from "../sign-in-context.ts";
import { renderAccountPage } from "../views/account-page.ts";
import type { Route } from "./route.ts";
import { renderSignedOut } from "./sign-in.ts";

/** Who somebody is here, where they are signed in, and the end of that. */
export function accountRoutes(web: SignInWeb): readonly Route[] {
  return [
    { path: "/account", access: "reader", get: (c) => show(web, c) },
    { path: "/account/sign-out-everywhere", access: "reader", post: (c) => endAll(web, c) },
  ];
}

async function show(web: SignInWeb, c: Request): Promise<Response> {
  const viewer = c.get("viewer");
  if (viewer === null) return c.notFound();
  const token = web.sessionCookie.read(c);
  const open = token === null ? null : await openSession(web.accounts, token);
  const isOwn = open !== null && open.viewer.name === viewer.name;
  const sessions = isOwn ? await web.store.listSessions(viewer.name) : [];
  const page = renderAccountPage(web.paths, {
    viewer,
    account: isOwn ? open.account : null,
    sessions: sessions.map((session) => ({
      session,
      isThis: session.digest === open?.session.digest,
    })),
  });
  return answer(c, page);
}

async function endAll(web: SignInWeb, c: Request): Promise<Response> {
  const viewer = c.get("viewer");
  if (viewer !== null) await endAllSessions(web.accounts, viewer.name);
  web.sessionCookie.clear(c);
  return answer(c, renderSignedOut(web));
}
