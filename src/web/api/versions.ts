import { createRoute, z } from "@hono/zod-openapi";
import { accepts } from "hono/accepts";
import { endOfDay } from "../../core/dates/day.ts";
import type { Version } from "../../model/version.ts";
import { versionOrigins } from "../../model/version.ts";
import { addresses } from "../addresses.ts";
import type { Request } from "../context.ts";
import { toDocumentName } from "./document-name.ts";
import { defineEndpoint } from "./endpoint.ts";
import { linkNext } from "./link.ts";
import { listOf, pagingQuery, toPage } from "./paging.ts";
import { answerProblem, describeProblems } from "./problem.ts";
import type { RunningApi } from "./running-api.ts";
import { day, digest, documentName, documentParams, instant, json, page } from "./schemas.ts";

const versionFields = {
  id: digest,
  previousId: digest.nullable().meta({ description: "The version before it; null for the first." }),
  digest: digest.meta({ description: "Of its text as UTF-8: the same words, the same digest." }),
  fetchedAt: instant.meta({ description: "When this text was first seen." }),
  origin: z.enum(versionOrigins).meta({
    description:
      "`crawl`: seen here; `import`: taken over from another archive; `upgrade`: the same page, read by newer rules.",
  }),
  page,
} as const;

const versionItem = z
  .strictObject({
    ...versionFields,
    changeId: digest
      .nullable()
      .meta({ description: "The recorded change that it came with; null where there is none." }),
  })
  .meta({ id: "VersionName", description: "A text of a document, without what it says." });

const versionSchema = z
  .strictObject({
    ...versionFields,
    document: documentName,
    text: z.string().meta({ description: "Markdown." }),
  })
  .meta({ id: "Version", description: "A text of a document, whole." });

/** In JSON with its circumstances, or the text alone. */
const textAnswer = {
  description: "The text: in JSON, or alone as Markdown where `Accept` asks for `text/markdown`.",
  content: {
    "application/json": { schema: versionSchema },
    "text/markdown": { schema: z.string() },
  },
} as const;

const listRoute = createRoute({
  method: "get",
  path: "/documents/{service}/{type}/versions",
  operationId: "listVersions",
  tags: ["Documents"],
  summary: "All texts of a document",
  description: "Newest first, without what they say.",
  request: { params: documentParams, query: z.strictObject(pagingQuery) },
  responses: { 200: json(listOf(versionItem), "Versions."), ...describeProblems(404) },
});

export const listVersions = defineEndpoint({ access: "readers" }, listRoute, (api) => async (c) => {
  const { service, type } = c.req.valid("param");
  const id = `${service}/${type}`;
  const { terms, changes } = await api.web.outlines.read();
  if (!terms.has(id)) return answerProblem(c, 404, { detail: "No document has this id." });
  const versions = await api.web.store.listVersions(id);
  const own = changes.filter(({ change }) => change.termsId === id);
  const broughtBy = new Map(own.map(({ change }) => [change.afterId, change.id]));
  const items = versions.map((version) => ({
    ...toFields(api, version),
    changeId: broughtBy.get(version.id) ?? null,
  }));
  const list = toPage(items, c.req.valid("query"), {
    placeOf: ({ id: versionId, fetchedAt }) => [fetchedAt, versionId],
    isDescending: true,
  });
  linkNext(api, c, list.next);
  return c.json(list, 200);
});

const oneRoute = createRoute({
  method: "get",
  path: "/versions/{id}",
  operationId: "getVersion",
  tags: ["Documents"],
  summary: "One text of a document",
  request: { params: z.strictObject({ id: digest }) },
  responses: { 200: textAnswer, ...describeProblems(404) },
});

export const getVersion = defineEndpoint({ access: "readers" }, oneRoute, (api) => async (c) => {
  const version = await api.web.store.findVersion(c.req.valid("param").id);
  if (version === undefined) return answerProblem(c, 404, { detail: "No version has this id." });
  return answerText(api, c, version);
});

const atRoute = createRoute({
  method: "get",
  path: "/documents/{service}/{type}/at/{day}",
  operationId: "getTextAt",
  tags: ["Documents"],
  summary: "The text of a document as it stood on a day",
  description: "At the end of that day in UTC: of several texts of one day the last.",
  request: { params: documentParams.extend({ day }) },
  responses: { 200: textAnswer, ...describeProblems(404) },
});

export const getTextAt = defineEndpoint({ access: "readers" }, atRoute, (api) => async (c) => {
  const { service, type, day: asked } = c.req.valid("param");
  const version = await api.web.store.findVersionAt(`${service}/${type}`, endOfDay(asked));
  if (version === undefined)
    return answerProblem(c, 404, { detail: "No text of this document is known of that day." });
  return answerText(api, c, version);
});

async function answerText(api: RunningApi, c: Request, version: Version) {
  c.header("Vary", "Accept", { append: true });
  const type = accepts(c, {
    header: "Accept",
    supports: ["application/json", "text/markdown"],
    default: "application/json",
  });
  if (type === "text/markdown")
    return c.body(version.text, 200, { "Content-Type": "text/markdown; charset=utf-8" });
  const { terms } = await api.web.outlines.read();
  const own = terms.get(version.termsId);
  if (own === undefined) return answerProblem(c, 404, { detail: "Its document is gone." });
  const { text } = version;
  return c.json({ ...toFields(api, version), document: toDocumentName(api, own), text }, 200);
}

function toFields({ toUrl }: RunningApi, version: Version) {
  const { id, previousId, digest: ofText, fetchedAt, origin } = version;
  const address = toUrl(addresses.version(id));
  return { id, previousId, digest: ofText, fetchedAt, origin, page: address };
}
