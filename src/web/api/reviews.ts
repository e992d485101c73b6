import { createRoute, z } from "@hono/zod-openapi";
import { afterDay, startOfDay } from "../../core/dates/day.ts";
import { deriveState } from "../../core/review/standing.ts";
import { topicSchema } from "../../core/topic-schema.ts";
import { reviewStates } from "../../model/review.ts";
import { addresses } from "../addresses.ts";
import { toDocumentName } from "./document-name.ts";
import { defineEndpoint } from "./endpoint.ts";
import { linkNext } from "./link.ts";
import { listOf, pagingQuery, toPage } from "./paging.ts";
import { day, digest, documentName, instant, json, page } from "./schemas.ts";

export const reviewState = z.enum(reviewStates).meta({
  description: "`new`: nobody has looked, or somebody wants it looked at again.",
  example: "escalated",
});

const count = z.int().min(0);

export const reviewCounts = z
  .strictObject({ new: count, reviewed: count, escalated: count, dismissed: count })
  .meta({ description: "Of its substantive clauses." });

const reviewedChange = z
  .strictObject({
    changeId: digest,
    document: documentName,
    detectedAt: instant,
    state: reviewState
      .nullable()
      .meta({ description: "Of all of it: escalated if a clause is, else new while one is." }),
    counts: reviewCounts,
    last: z.strictObject({ at: instant, reviewer: z.string() }).nullable(),
    page,
  })
  .meta({ id: "ReviewedChange", description: "How far the review of a change has come." });

const route = createRoute({
  method: "get",
  path: "/reviews",
  operationId: "listReviews",
  tags: ["Review"],
  summary: "Changes and how far their review has come",
  description: "Every change with a substantive clause, newest first.",
  request: {
    query: z.strictObject({
      state: reviewState.optional(),
      service: z.string().optional().meta({ description: "Of this provider, by id." }),
      document: z.string().optional().meta({ description: "Of this document, by id." }),
      topic: topicSchema.optional().meta({ example: "competing-development" }),
      reviewer: z.string().optional().meta({ description: "Reviewed last by them." }),
      since: day.optional().meta({ description: "Seen on that day or later." }),
      until: day.optional().meta({ description: "Seen on that day or earlier." }),
      ...pagingQuery,
    }),
  },
  responses: { 200: json(listOf(reviewedChange), "Changes.") },
});

export const listReviews = defineEndpoint({ access: "reader" }, route, (api) => async (c) => {
  const query = c.req.valid("query");
  const { state, service, document, topic, reviewer, since, until, ...paging } = query;
  const { terms } = await api.web.outlines.read();
  const changes = await api.web.store.listReviewedChanges({
    ...(service !== undefined && { serviceId: service }),
    ...(document !== undefined && { termsId: document }),
    ...(topic !== undefined && { topic }),
    ...(reviewer !== undefined && { reviewer }),
    ...(since !== undefined && { since: startOfDay(since) }),
    ...(until !== undefined && { until: afterDay(until) }),
  });
  const items = changes.flatMap(({ changeId, termsId, detectedAt, counts, last }) => {
    const own = terms.get(termsId);
    const derived = deriveState(counts);
    if (own === undefined || (state !== undefined && derived !== state)) return [];
    const address = api.toUrl(addresses.change(changeId));
    const name = toDocumentName(api, own);
    return [{ changeId, document: name, detectedAt, state: derived, counts, last, page: address }];
  });
  const list = toPage(items, paging, {
    placeOf: ({ changeId, detectedAt }) => [detectedAt, changeId],
    isDescending: true,
  });
  linkNext(api, c, list.next);
  return c.json(list, 200);
});
