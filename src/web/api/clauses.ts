import { createRoute, z } from "@hono/zod-openapi";
import { clauseLifeSchema } from "../../core/clause-life-schema.ts";
import { endOfDay } from "../../core/dates/day.ts";
import { topicSchema } from "../../core/topic-schema.ts";
import { addresses } from "../addresses.ts";
import { clauseItem, toClauseItem } from "./clause-item.ts";
import { toDocumentName } from "./document-name.ts";
import { defineEndpoint } from "./endpoint.ts";
import { linkNext } from "./link.ts";
import { listOf, pagingQuery, toPage } from "./paging.ts";
import { answerProblem, describeProblems } from "./problem.ts";
import { day, digest, documentName, documentParams, json, page } from "./schemas.ts";

const listRoute = createRoute({
  method: "get",
  path: "/documents/{service}/{type}/clauses",
  operationId: "listClauses",
  tags: ["Clauses"],
  summary: "The clauses of a document",
  description:
    "As they stand, or stood on a day; by where each stood in the version that its wording came with.",
  request: {
    params: documentParams,
    query: z.strictObject({
      at: day.optional().meta({ description: "As they stood at the end of that day in UTC." }),
      topic: topicSchema
        .optional()
        .meta({ description: "About this alone.", example: "competing-development" }),
      ...pagingQuery,
    }),
  },
  responses: { 200: json(listOf(clauseItem), "Clauses."), ...describeProblems(404) },
});

export const listClauses = defineEndpoint({ access: "readers" }, listRoute, (api) => async (c) => {
  const { service, type } = c.req.valid("param");
  const { at, topic, ...paging } = c.req.valid("query");
  const id = `${service}/${type}`;
  const { terms } = await api.web.outlines.read();
  if (!terms.has(id)) return answerProblem(c, 404, { detail: "No document has this id." });
  const spells = await api.web.store.listClauseSpells({
    termsIds: [id],
    at: at === undefined ? api.web.clock.now() : endOfDay(at),
    ...(topic !== undefined && { topic }),
  });
  const items = spells.map((spell) => toClauseItem(api, spell));
  const list = toPage(items, paging, {
    // An offset as text that sorts as numbers do: no text has as many as ten digits' worth.
    placeOf: ({ id: clauseId, start }) => [String(start).padStart(10, "0"), clauseId],
    isDescending: false,
  });
  linkNext(api, c, list.next);
  return c.json(list, 200);
});

const lifeSchema = z
  .strictObject({
    document: documentName,
    life: clauseLifeSchema.meta({
      id: "ClauseLife",
      description: "Its wordings with their dates, and all that happened to it, oldest first.",
    }),
    page,
  })
  .meta({ id: "ClauseHistory" });

const lifeRoute = createRoute({
  method: "get",
  path: "/documents/{service}/{type}/clauses/{id}",
  operationId: "getClause",
  tags: ["Clauses"],
  summary: "One clause through all versions",
  description: "When it came, each of its wordings, where it moved, when it left.",
  request: { params: documentParams.extend({ id: digest }) },
  responses: { 200: json(lifeSchema, "The clause’s life."), ...describeProblems(404) },
});

export const getClause = defineEndpoint({ access: "readers" }, lifeRoute, (api) => async (c) => {
  const { service, type, id } = c.req.valid("param");
  const { terms } = await api.web.outlines.read();
  const own = terms.get(`${service}/${type}`);
  const life = own && (await api.web.store.findClauseLife(own.id, id));
  if (own === undefined || life === undefined)
    return answerProblem(c, 404, { detail: "No clause of this document has this id." });
  const address = api.toUrl(addresses.clause(own.id, id));
  return c.json({ document: toDocumentName(api, own), life, page: address }, 200);
});
