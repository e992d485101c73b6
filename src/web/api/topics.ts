import { createRoute, z } from "@hono/zod-openapi";
import { endOfDay } from "../../core/dates/day.ts";
import type { MatrixRow } from "../../core/topics/matrix.ts";
import { topicSchema } from "../../core/topic-schema.ts";
import { stances } from "../../model/clause-spell.ts";
import type { Topic } from "../../model/topic.ts";
import { topics as builtInTopics } from "../../model/topic.ts";
import { toTopicLabel } from "../../render/labels.ts";
import { addresses } from "../addresses.ts";
import { clauseItem, toClauseItem } from "./clause-item.ts";
import { toDocumentName } from "./document-name.ts";
import { defineEndpoint } from "./endpoint.ts";
import { linkNext } from "./link.ts";
import { listOf, pagingQuery, toPage } from "./paging.ts";
import { answerProblem, describeProblems } from "./problem.ts";
import type { RunningApi } from "./running-api.ts";
import { day, documentName, instant, json, page } from "./schemas.ts";

const topicItem = z
  .strictObject({
    id: topicSchema.meta({ example: "competing-development" }),
    name: z.string().meta({ example: "competing development" }),
    page,
  })
  .meta({ id: "Topic", description: "A subject that clauses are sorted by." });

const listRoute = createRoute({
  method: "get",
  path: "/topics",
  operationId: "listTopics",
  tags: ["Topics"],
  summary: "All topics",
  description: "In the order of most readers’ interest; those that a team added come last.",
  responses: { 200: json(z.strictObject({ items: z.array(topicItem).readonly() }), "Topics.") },
});

export const listTopics = defineEndpoint({ access: "readers" }, listRoute, (api) => async (c) => {
  const items = (await listAll(api)).map((id) => {
    return { id, name: toTopicLabel(id), page: api.toUrl(addresses.topic(id)) };
  });
  return c.json({ items }, 200);
});

async function listAll({ web }: RunningApi): Promise<readonly Topic[]> {
  const { ownTopics } = await web.offers.load();
  return [...builtInTopics, ...ownTopics];
}

const said = z.enum([...stances, "silent", "unknown"]).meta({
  description:
    "The hardest that any document of the provider said: a stance; `silent`: nothing about it; `unknown`: none of its documents was known yet.",
});

const matrixSchema = z
  .strictObject({
    topic: topicSchema,
    periods: z
      .array(
        z.strictObject({
          from: z.string().meta({ description: "First day.", example: "2025-01-01" }),
          lastDay: z.string().meta({ description: "What stood on it is what a cell tells." }),
        }),
      )
      .readonly()
      .meta({ description: "Oldest first." }),
    rows: z
      .array(
        z.strictObject({
          serviceId: z.string(),
          service: z.string(),
          documents: z.array(documentName).readonly(),
          cells: z
            .array(
              z.strictObject({
                said,
                turn: z.enum(["harder", "softer"]).nullable().meta({
                  description: "Whether a restriction came or grew, or went or shrank.",
                }),
              }),
            )
            .readonly()
            .meta({ description: "One for each period." }),
          latest: said,
          restrictedSince: instant
            .nullable()
            .meta({ description: "Since when a restriction stands without a break." }),
          isFromFirst: z
            .boolean()
            .meta({ description: "It stood already in the first text that is known." }),
        }),
      )
      .readonly()
      .meta({ description: "Providers that ever said something, the hardest today first." }),
    silent: z.array(z.string()).readonly().meta({ description: "The other providers." }),
    page,
  })
  .meta({ id: "TopicMatrix", description: "How hard each provider was on a topic, over time." });

const topicParams = z.strictObject({
  topic: topicSchema.meta({ example: "competing-development" }),
});

const noSuchTopic = { detail: "No topic has this name; `/topics` lists them." };

const matrixRoute = createRoute({
  method: "get",
  path: "/topics/{topic}/matrix",
  operationId: "getTopicMatrix",
  tags: ["Topics"],
  summary: "Who restricts it, since when, how strictly",
  request: { params: topicParams },
  responses: { 200: json(matrixSchema, "Providers by time."), ...describeProblems(404) },
});

export const getMatrix = defineEndpoint({ access: "readers" }, matrixRoute, (api) => async (c) => {
  const { topic } = c.req.valid("param");
  if (!(await listAll(api)).includes(topic)) return answerProblem(c, 404, noSuchTopic);
  const { periods, rows, silent } = await api.loadMatrix(topic);
  const { terms } = await api.web.outlines.read();
  const toRow = ({ serviceName, documents, ...row }: MatrixRow) => ({
    ...row,
    service: serviceName,
    documents: documents.flatMap(({ id }) => {
      const own = terms.get(id);
      return own === undefined ? [] : [toDocumentName(api, own)];
    }),
  });
  const days = periods.map(({ from, lastDay }) => ({ from, lastDay }));
  const address = api.toUrl(addresses.topic(topic));
  return c.json({ topic, periods: days, rows: rows.map(toRow), silent, page: address }, 200);
});

const wordingSchema = z.strictObject({ document: documentName, clause: clauseItem });

const wordingsRoute = createRoute({
  method: "get",
  path: "/topics/{topic}/clauses",
  operationId: "listTopicClauses",
  tags: ["Topics"],
  summary: "What all documents say about it",
  description: "As it stands, or stood on a day; by document.",
  request: {
    params: topicParams,
    query: z.strictObject({
      at: day.optional().meta({ description: "As it stood at the end of that day in UTC." }),
      ...pagingQuery,
    }),
  },
  responses: { 200: json(listOf(wordingSchema), "Clauses."), ...describeProblems(404) },
});

export const listTopicClauses = defineEndpoint(
  { access: "readers" },
  wordingsRoute,
  (api) => async (c) => {
    const { topic } = c.req.valid("param");
    const { at, ...paging } = c.req.valid("query");
    if (!(await listAll(api)).includes(topic)) return answerProblem(c, 404, noSuchTopic);
    const { store, clock } = api.web;
    const stood = at === undefined ? clock.now() : endOfDay(at);
    const spells = await store.listClauseSpells({ topic, at: stood });
    const { terms } = await api.web.outlines.read();
    const items = spells.flatMap((spell) => {
      const own = terms.get(spell.termsId);
      if (own === undefined) return [];
      return [{ document: toDocumentName(api, own), clause: toClauseItem(api, spell) }];
    });
    const list = toPage(items, paging, {
      placeOf: ({ document, clause }) => [document.id, clause.id],
      isDescending: false,
    });
    linkNext(api, c, list.next);
    return c.json(list, 200);
  },
);
