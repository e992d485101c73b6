import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import type { Env } from "../context.ts";
import { toFaults } from "./faults.ts";
import { answerProblem } from "./problem.ts";

const nothing = z.strictObject({});

/** Refuses parameters where none is described: a typing error is not to go unnoticed. */
export const takesNoParameters: MiddlewareHandler<Env> = async (c, next) => {
  const { error } = nothing.safeParse(c.req.query());
  if (error === undefined) return next();
  return answerProblem(c, 400, { faults: toFaults("query", error.issues) });
};
