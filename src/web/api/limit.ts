import type { MiddlewareHandler } from "hono";
import { toMs } from "../../model/instant.ts";
import { toClientKey } from "../client.ts";
import type { Env, Web } from "../context.ts";
import type { CostlyWork } from "../costly.ts";
import { answerProblem } from "./problem.ts";

/** Has a client that asks for too much that is costly come again later. */
export function createLimit(
  { clock, costly, trustsProxy }: Pick<Web, "clock" | "costly" | "trustsProxy">,
  work: CostlyWork,
): MiddlewareHandler<Env> {
  return async (c, next) => {
    const client = toClientKey(c.env, c.req.header("X-Forwarded-For"), trustsProxy);
    const retryAfterMs = costly.admit(client, work, toMs(clock.now()));
    if (retryAfterMs === 0) return next();
    c.header("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
    return answerProblem(c, 429);
  };
}
