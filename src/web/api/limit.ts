import type { MiddlewareHandler } from "hono";
import { toMs } from "../../model/instant.ts";
import { toClientKey } from "../client.ts";
import type { Env, Request, Web } from "../context.ts";
import type { CostlyWork } from "../costly.ts";
import { answerProblem } from "./problem.ts";

type Limiting = Pick<Web, "clock" | "costly" | "trustsProxy">;

/** Has a client that asks for too much that is costly come again later. */
export function createLimit(web: Limiting, work: CostlyWork): MiddlewareHandler<Env> {
  return async (c, next) => (isAdmitted(web, c, work) ? next() : answerProblem(c, 429));
}

/** Whether the client may have that done now; where not, the header says when. */
export function isAdmitted(
  { clock, costly, trustsProxy }: Limiting,
  c: Request,
  work: CostlyWork,
): boolean {
  const client = toClientKey(c.env, c.req.header("X-Forwarded-For"), trustsProxy);
  const retryAfterMs = costly.admit(client, work, toMs(clock.now()));
  if (retryAfterMs > 0) c.header("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
  return retryAfterMs === 0;
}
