import type { MiddlewareHandler } from "hono";
import { mayPass } from "../guard.ts";
import type { Env, Request, Web } from "../context.ts";
import type { Access } from "../routes/route.ts";
import { answerProblem } from "./problem.ts";

/**
 * Lets those pass who may. What changes something asks for a key: a browser sends a session's cookie by itself, also
 * where another site's page has it do so, and no form brings a token here.
 */
export function createDoor(
  web: Pick<Web, "findViewer" | "isReadByAll">,
  access: Access,
  { isWriting }: { readonly isWriting: boolean },
): MiddlewareHandler<Env> {
  return async (c, next) => {
    const viewer = await findViewer(web, c, isWriting);
    c.set("viewer", viewer);
    c.header("Vary", "Cookie, Authorization");
    if (mayPass(access, viewer, web.isReadByAll)) return next();
    if (viewer !== null) return answerProblem(c, 403);
    c.header("WWW-Authenticate", 'Bearer realm="clausewatch"');
    return answerProblem(c, 401);
  };
}

async function findViewer(web: Pick<Web, "findViewer">, c: Request, isWriting: boolean) {
  const viewer = await web.findViewer(c);
  const isOfSession = viewer !== null && viewer.formToken !== null;
  return isWriting && isOfSession ? null : viewer;
}
