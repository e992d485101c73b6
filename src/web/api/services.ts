import { createRoute, z } from "@hono/zod-openapi";
import { defineEndpoint } from "./endpoint.ts";
import { linkNext } from "./link.ts";
import { byId, listOf, pagingQuery, toPage } from "./paging.ts";
import { instant, json, serviceId } from "./schemas.ts";

const serviceSchema = z
  .strictObject({
    id: serviceId,
    name: z.string().meta({ example: "OpenAI" }),
    documents: z.int().meta({ description: "How many of its documents are watched." }),
    lastChangedAt: instant
      .nullable()
      .meta({ description: "When a text of theirs changed last, or was first seen." }),
  })
  .meta({ id: "Service", description: "A provider whose documents are watched." });

const route = createRoute({
  method: "get",
  path: "/services",
  operationId: "listServices",
  tags: ["Documents"],
  summary: "All providers",
  description: "By id.",
  request: { query: z.strictObject(pagingQuery) },
  responses: { 200: json(listOf(serviceSchema), "Providers.") },
});

export const listServices = defineEndpoint({ access: "readers" }, route, (api) => async (c) => {
  const { terms } = await api.web.outlines.read();
  const services = [...Map.groupBy(terms.values(), (one) => one.serviceId)].map(([id, own]) => ({
    id,
    name: own[0]?.serviceName ?? id,
    documents: own.length,
    lastChangedAt: own.map((one) => one.lastChangedAt).reduce(later, null),
  }));
  const page = toPage(services, c.req.valid("query"), byId);
  linkNext(api, c, page.next);
  return c.json(page, 200);
});

function later<At extends string>(one: At | null, other: At | null): At | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? other : one;
}
