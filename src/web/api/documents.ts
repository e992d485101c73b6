import { createRoute, z } from "@hono/zod-openapi";
import type { TermsId } from "../../model/declaration.ts";
import type { Instant } from "../../model/instant.ts";
import type { TermsStatus } from "../../model/terms.ts";
import { defineEndpoint } from "./endpoint.ts";
import { linkNext } from "./link.ts";
import { byId, listOf, pagingQuery, toPage } from "./paging.ts";
import { answerProblem, describeProblems } from "./problem.ts";
import type { RunningApi } from "./running-api.ts";
import { documentName, documentParams, instant, json, namesOf } from "./schemas.ts";
import { toDocumentName } from "./document-name.ts";

const documentSchema = documentName
  .extend({
    tags: z.array(z.string()).readonly().meta({ description: "As the watchlist has them." }),
    urls: z
      .array(z.string())
      .readonly()
      .meta({ description: "Where the provider publishes it; none where it was imported." }),
    versions: z.int().meta({ description: "Texts that it has had." }),
    lastCheckedAt: instant.nullable(),
    lastVerifiedAt: instant
      .nullable()
      .meta({ description: "When its text was last seen, changed or not." }),
    lastChangedAt: instant.nullable(),
    quarantinedSince: instant.nullable().meta({
      description:
        "Since when its page shows something else, such as a login wall; null: it does not.",
    }),
    faults: z
      .array(z.string())
      .readonly()
      .meta({ description: "What is wrong with watching it at present.", example: ["login-wall"] }),
  })
  .meta({ id: "Document", description: "A document that is watched, and how it stands." });

const listRoute = createRoute({
  method: "get",
  path: "/documents",
  operationId: "listDocuments",
  tags: ["Documents"],
  summary: "All documents and how they stand",
  description: "By id.",
  request: {
    query: z.strictObject({
      service: namesOf(z.string(), "Of these providers alone, by id.", "openai"),
      type: namesOf(z.string(), "Of these kinds alone, in words.", "Terms of Service"),
      tag: namesOf(z.string(), "With one of these tags of the watchlist.", "api"),
      ...pagingQuery,
    }),
  },
  responses: { 200: json(listOf(documentSchema), "Documents.") },
});

export const listDocuments = defineEndpoint(
  { access: "readers" },
  listRoute,
  (api) => async (c) => {
    const { service, type, tag, ...paging } = c.req.valid("query");
    const { terms } = await api.web.outlines.read();
    const quarantined = await listQuarantined(api);
    const asked = [...terms.values()].filter(
      (one) =>
        isAsked(service, one.serviceId) &&
        isAsked(type, one.termsType) &&
        (tag.length === 0 || tag.some((name) => one.tags.includes(name))),
    );
    const documents = asked.map((one) => toDocument(api, one, quarantined));
    const page = toPage(documents, paging, byId);
    linkNext(api, c, page.next);
    return c.json(page, 200);
  },
);

const oneRoute = createRoute({
  method: "get",
  path: "/documents/{service}/{type}",
  operationId: "getDocument",
  tags: ["Documents"],
  summary: "One document and how it stands",
  request: { params: documentParams },
  responses: { 200: json(documentSchema, "The document."), ...describeProblems(404) },
});

export const getDocument = defineEndpoint({ access: "readers" }, oneRoute, (api) => async (c) => {
  const { service, type } = c.req.valid("param");
  const { terms } = await api.web.outlines.read();
  const own = terms.get(`${service}/${type}`);
  if (own === undefined) return answerProblem(c, 404, { detail: "No document has this id." });
  return c.json(toDocument(api, own, await listQuarantined(api)), 200);
});

function toDocument(
  api: RunningApi,
  terms: TermsStatus,
  quarantined: ReadonlyMap<TermsId, Instant>,
): z.output<typeof documentSchema> {
  const { tags, urls, versionCount, lastCheckedAt, lastVerifiedAt, lastChangedAt } = terms;
  return {
    ...toDocumentName(api, terms),
    tags,
    urls,
    versions: versionCount,
    lastCheckedAt,
    lastVerifiedAt,
    lastChangedAt,
    quarantinedSince: quarantined.get(terms.id) ?? null,
    faults: terms.openIncidents,
  };
}

async function listQuarantined({ web }: RunningApi): Promise<ReadonlyMap<TermsId, Instant>> {
  const open = await web.store.listIncidents({ open: true });
  return new Map(
    open.flatMap((incident) =>
      incident.kind === "quarantined" ? [[incident.termsId, incident.openedAt]] : [],
    ),
  );
}

function isAsked(names: readonly string[], name: string): boolean {
  return names.length === 0 || names.includes(name);
}
