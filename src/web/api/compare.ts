import { createRoute, z } from "@hono/zod-openapi";
import { defineEndpoint } from "./endpoint.ts";
import { answerProblem, describeProblems } from "./problem.ts";
import { comparison, digest, json } from "./schemas.ts";

const route = createRoute({
  method: "get",
  path: "/compare",
  operationId: "compare",
  tags: ["Changes"],
  summary: "What differs between two texts",
  description:
    "Of any two versions, of one document or of two, in either order. The first time may take some hundred milliseconds.",
  request: {
    query: z.strictObject({
      before: digest.meta({ description: "The version to start from, by its id." }),
      after: digest.meta({ description: "The version to end at, by its id." }),
    }),
  },
  responses: { 200: json(comparison, "The comparison."), ...describeProblems(404) },
});

export const compare = defineEndpoint(
  { access: "readers", work: "comparison" },
  route,
  (api) => async (c) => {
    const { before, after } = c.req.valid("query");
    const loaded = await api.web.comparisons.load(before, after);
    if (loaded === undefined)
      return answerProblem(c, 404, { detail: "No version has one of these ids." });
    return c.json(loaded.comparison, 200);
  },
);
