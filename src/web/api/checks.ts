import { createRoute, z } from "@hono/zod-openapi";
import { checkOutcomes } from "../../model/check.ts";
import { isDigest } from "../../model/digest.ts";
import { toDocumentName } from "./document-name.ts";
import { defineEndpoint } from "./endpoint.ts";
import { linkNext } from "./link.ts";
import { listOf, pagingQuery, toNewestPage } from "./paging.ts";
import { digest, documentName, instant, json, namesOf } from "./schemas.ts";

const checkSchema = z
  .strictObject({
    id: digest,
    document: documentName.nullable(),
    startedAt: instant,
    finishedAt: instant,
    outcome: z.enum(checkOutcomes),
    fault: z.string().nullable().meta({ example: "login-wall" }),
    detail: z.string().nullable(),
    snapshotIds: z
      .array(digest)
      .readonly()
      .meta({ description: "What the provider answered, kept as it came." }),
    versionId: digest.nullable().meta({ description: "The version that stands since." }),
  })
  .meta({ id: "Check", description: "One look at a document, whatever came of it." });

const route = createRoute({
  method: "get",
  path: "/checks",
  operationId: "listChecks",
  tags: ["Operations"],
  summary: "Every look at a document",
  description: "Newest first.",
  request: {
    query: z.strictObject({
      document: z
        .string()
        .optional()
        .meta({ description: "Of this document, by id.", example: "openai/terms-of-service" }),
      outcome: namesOf(z.enum(checkOutcomes), "That came to one of these.", "quarantined"),
      ...pagingQuery,
    }),
  },
  responses: { 200: json(listOf(checkSchema), "Checks.") },
});

export const listChecks = defineEndpoint({ access: "admin" }, route, (api) => async (c) => {
  const { document, outcome, limit, cursor } = c.req.valid("query");
  const { store, outlines } = api.web;
  const { terms } = await outlines.read();
  const before = cursor?.[0];
  const checks = await store.listChecksOf(
    {
      ...(document !== undefined && { termsId: document }),
      ...(outcome.length > 0 && { outcomes: outcome }),
      ...(before !== undefined && isDigest(before) && { before }),
    },
    { limit: limit + 1, offset: 0 },
  );
  const items = checks.map(({ termsId, ...check }) => {
    const own = terms.get(termsId);
    return { ...check, document: own ? toDocumentName(api, own) : null };
  });
  const list = toNewestPage(items, limit);
  linkNext(api, c, list.next);
  return c.json(list, 200);
});
