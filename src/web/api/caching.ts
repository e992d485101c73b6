import type { MiddlewareHandler } from "hono";
import type { Env, Web } from "../context.ts";
import { maxAgeSeconds } from "../pages.ts";
import type { Access } from "../routes/route.ts";

/** Says who may keep an answer: what everybody may read anyone for a minute, all else its reader alone, asking each time. */
export function createCaching(
  { isReadByAll }: Pick<Web, "isReadByAll">,
  access: Access,
): MiddlewareHandler<Env> {
  const isPublic = access === "anyone" || (access === "readers" && isReadByAll);
  const kept = isPublic ? `public, max-age=${maxAgeSeconds}` : "private, no-cache";
  return async (c, next) => {
    await next();
    if (c.res.ok && c.req.method === "GET") c.header("Cache-Control", kept);
  };
}
