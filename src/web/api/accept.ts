import { createRoute, z } from "@hono/zod-openapi";
import { acceptHeldCheck } from "../../app/operations/accept-held.ts";
import { checkOutcomes } from "../../model/check.ts";
import { defineEndpoint } from "./endpoint.ts";
import { answerProblem, describeProblems } from "./problem.ts";
import { digest, documentParams, json } from "./schemas.ts";

const acceptedSchema = z
  .strictObject({
    outcome: z.enum(checkOutcomes).meta({ description: "Of the check that it was taken as." }),
    changeId: digest
      .nullable()
      .meta({ description: "What changed thereby; null where nothing did." }),
  })
  .meta({ id: "Acceptance" });

const route = createRoute({
  method: "post",
  path: "/documents/{service}/{type}/accept",
  operationId: "acceptHeldAnswer",
  tags: ["Operations"],
  summary: "Take an answer that was held back for the text",
  description:
    "Subscribers hear of what changed. Noted in the audit log. Only while no other check has come since.",
  request: {
    params: documentParams,
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z
            .strictObject({
              checkId: digest.meta({ description: "The check that you looked at: `/checks`." }),
            })
            .meta({ id: "AcceptForm" }),
        },
      },
    },
  },
  responses: { 200: json(acceptedSchema, "It is taken."), ...describeProblems(404, 409, 415) },
});

const obstacles = {
  busy: "A crawl is at work; try again when it has ended.",
  undeclared: "Nobody watches this document any more.",
  overtaken: "Another check has come since, or nothing of this one is held back.",
} as const;

export const acceptAnswer = defineEndpoint({ access: "admin" }, route, (api) => async (c) => {
  const { service, type } = c.req.valid("param");
  const { checkId } = c.req.valid("json");
  const { operations, outlines } = api.web;
  const viewer = c.get("viewer");
  const { terms } = await outlines.read();
  const own = terms.get(`${service}/${type}`);
  if (operations === null || viewer === null || own === undefined)
    return answerProblem(c, 404, { detail: "No document that is watched here has this id." });
  const asked = { checkId, termsId: own.id, actor: viewer.name };
  const accepted = await acceptHeldCheck(operations, asked);
  if (accepted.kind === "accepted") {
    const { outcome, changeId } = accepted;
    return c.json({ outcome, changeId }, 200);
  }
  const detail =
    accepted.kind === "unreadable"
      ? `No text is in it: ${accepted.why}.`
      : obstacles[accepted.kind];
  return answerProblem(c, 409, { detail });
});
