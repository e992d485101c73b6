import type { MiddlewareHandler } from "hono";
import { toMs } from "../../model/instant.ts";
import { toClientKey } from "../client.ts";
import type { Env, Web } from "../context.ts";
import type { Visitors } from "../visitors.ts";
import { answerProblem } from "./problem.ts";

/** Has a client that asks for too much that is costly come again later; a key counts by itself, wherever it is used. */
export function createLimit(
  { clock, trustsProxy }: Pick<Web, "clock" | "trustsProxy">,
  visitors: Visitors,
): MiddlewareHandler<Env> {
  return async (c, next) => {
    const viewer = c.get("viewer");
    const client =
      viewer === null
        ? toClientKey(c.env, c.req.header("X-Forwarded-For"), trustsProxy)
        : `key ${viewer.name}`;
    const retryAfterMs = visitors.admit(client, toMs(clock.now()));
    if (retryAfterMs === 0) return next();
    c.header("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
    return answerProblem(c, 429);
  };
}
