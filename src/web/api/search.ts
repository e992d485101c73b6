import { createRoute, z } from "@hono/zod-openapi";
import { endOfDay } from "../../core/dates/day.ts";
import { maxSearchChars, parseSearch } from "../../core/search/parse-query.ts";
import { topicSchema } from "../../core/topic-schema.ts";
import { clauseItem, toClauseItem } from "./clause-item.ts";
import { toDocumentName } from "./document-name.ts";
import { defineEndpoint } from "./endpoint.ts";
import { linkNext } from "./link.ts";
import { listOf, pagingQuery, toCursor } from "./paging.ts";
import { answerProblem, describeProblems } from "./problem.ts";
import { day, documentName, json, namesOf } from "./schemas.ts";

const hitSchema = z
  .strictObject({
    document: documentName,
    clause: clauseItem.meta({ description: "In the wording that fits best." }),
    marks: z
      .array(z.strictObject({ start: z.int(), end: z.int() }))
      .readonly()
      .meta({ description: "What was looked for, by UTF-16 offsets into `wording`." }),
    wordings: z.int().meta({ description: "How many of its wordings fit." }),
  })
  .meta({ id: "SearchHit" });

const answerSchema = listOf(hitSchema).extend({
  total: z.int().meta({ description: "How many clauses fit." }),
});

const route = createRoute({
  method: "get",
  path: "/search",
  operationId: "search",
  tags: ["Clauses"],
  summary: "Look for clauses",
  description:
    "Of all times, or of one day; what fits best first. Where texts come in between two pages, the order may shift.",
  request: {
    query: z.strictObject({
      q: z.string().min(1).max(maxSearchChars).meta({
        description: 'Words, which are found in any form; "a phrase"; -what must not be there.',
        example: '"competing models" -output',
      }),
      at: day.optional().meta({ description: "Stood at the end of that day in UTC." }),
      service: namesOf(z.string(), "Of these providers, by id.", "openai"),
      type: namesOf(z.string(), "Of these kinds of document, in words.", "Terms of Service"),
      topic: namesOf(topicSchema, "About one of these.", "competing-development"),
      ...pagingQuery,
    }),
  },
  responses: { 200: json(answerSchema, "Clauses that fit."), ...describeProblems(400) },
});

export const search = defineEndpoint(
  { access: "readers", work: "search" },
  route,
  (api) => async (c) => {
    const { q, at, service, type, topic, limit, cursor } = c.req.valid("query");
    const { wanted, excluded } = parseSearch(q);
    if (wanted.length === 0) {
      const detail = "holds no word to look for";
      return answerProblem(c, 400, { faults: [{ in: "query", name: "q", detail }] });
    }
    const offset = readOffset(cursor?.[1]);
    const { hits, total } = await api.web.store.searchClauses({
      wanted,
      excluded,
      at: at === undefined ? null : endOfDay(at),
      serviceIds: service,
      termsTypes: type,
      topics: topic,
      limit,
      offset,
    });
    const { terms } = await api.web.outlines.read();
    const items = hits.flatMap(({ spell, marks, wordings }) => {
      const own = terms.get(spell.termsId);
      if (own === undefined) return [];
      return [
        { document: toDocumentName(api, own), clause: toClauseItem(api, spell), marks, wordings },
      ];
    });
    const reached = offset + hits.length;
    const next = hits.length > 0 && reached < total ? toCursor(["best", String(reached)]) : null;
    linkNext(api, c, next);
    return c.json({ items, next, total }, 200);
  },
);

/** A cursor of another list begins at the beginning. */
function readOffset(text: string | undefined): number {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
