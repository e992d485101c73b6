import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { RouteConfig } from "@hono/zod-openapi";
import { comparisonSchema } from "../../core/comparison-schema.ts";
import type { Access } from "../routes/route.ts";
import type { Endpoint } from "./endpoint.ts";
import type { ProblemStatus } from "./problem.ts";
import { describeProblems } from "./problem.ts";
import { comparisonName } from "./schemas.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

const key = "key";

const description = `What AI providers changed in their terms and usage policies, clause by clause.

**Reading** needs no key where whoever runs this lets everybody read; else a key of any role. **Changing** anything needs a key of the role that is named. Send it as \`Authorization: Bearer cwk_…\`. A browser's session does not count where something is changed.

**Lists** come in pages. \`next\` of one page, given as \`cursor\`, asks for the one after it; the header \`Link\` has the whole address. A cursor stays good while new items are added.

**Every answer has an ETag.** Send it back in \`If-None-Match\`, and an unchanged answer is 304 without a body.

**Errors** are \`application/problem+json\`. Parameters that are not described are refused, so that a typing error does not go unnoticed. Fields are added, never renamed: ignore those that you do not know.

Pages of other sites cannot read this from a browser: no CORS header is sent.`;

const tags = [
  { name: "Documents", description: "What is watched, and its texts through the years." },
  { name: "Changes", description: "What changed, clause by clause." },
  { name: "Clauses", description: "Single clauses through all versions." },
  { name: "Topics", description: "Who says what about a subject, and since when." },
  { name: "Review", description: "What people found of changes." },
  { name: "Operations", description: "Whether the watching itself goes well." },
  { name: "This API", description: "Its own description." },
] as const;

/**
 * Gives the OpenAPI 3.1 document of these endpoints.
 * @param server where they are, such as `/api/v1`
 */
export function describeApi(endpoints: readonly Endpoint[], server: string): OpenApiDocument {
  const { openAPIRegistry, getOpenAPI31Document } = new OpenAPIHono();
  openAPIRegistry.registerComponent("securitySchemes", key, {
    type: "http",
    scheme: "bearer",
    description: "A key that an admin has made: `cwk_…`.",
  });
  for (const endpoint of endpoints) openAPIRegistry.registerPath(describe(endpoint));
  const document = getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Clausewatch",
      version: "1",
      description,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: server }],
    tags: [...tags],
  });
  return tidy(document);
}

function describe({ access, work, route }: Endpoint): RouteConfig {
  const statuses: readonly ProblemStatus[] = [
    400,
    ...(access === "anyone" ? [] : ([401] as const)),
    ...(isRole(access) ? ([403] as const) : []),
    ...(work !== null ? ([429] as const) : []),
    500,
  ];
  const { 200: ok, ...others } = route.responses;
  return {
    ...route,
    description: [route.description, roleNeeded(access)].filter(Boolean).join("\n\n"),
    // For whoever reads this without reading all of it: no tool knows roles otherwise.
    ...(isRole(access) && { "x-role": access }),
    security: access === "anyone" ? [] : isRole(access) ? [{ [key]: [] }] : [{}, { [key]: [] }],
    responses: {
      ...(ok && { 200: { ...ok, headers: toHeaders(route) } }),
      ...(route.method === "get" && { 304: { description: "As `If-None-Match` has it already." } }),
      ...others,
      ...describeProblems(...statuses),
    },
  };
}

function toHeaders({ method, request }: RouteConfig) {
  const isList = request?.query instanceof z.ZodObject && "cursor" in request.query.shape;
  const link = 'The address of the page after this one, `rel="next"`; absent at the end.';
  return {
    ...(method === "get" && {
      ETag: { description: "Of this answer, for `If-None-Match`.", schema: text },
    }),
    ...(isList && { Link: { description: link, schema: text } }),
  };
}

const text = { type: "string" } as const;

function isRole(access: Access): boolean {
  return access !== "anyone" && access !== "readers";
}

function roleNeeded(access: Access): string {
  return isRole(access) ? `Needs a key of the role \`${access}\`, or of one above it.` : "";
}

/**
 * A field that is added later is no fault of an answer. And which fields of a comparison may be absent is known to
 * Zod's own converter alone.
 */
function tidy(document: OpenApiDocument): OpenApiDocument {
  const { $schema: _dialect, ...comparison } = z.toJSONSchema(comparisonSchema, {
    reused: "inline",
  });
  const { components } = document;
  return dropStrictness({
    ...document,
    components: {
      ...components,
      schemas: { ...components?.schemas, [comparisonName]: comparison },
    },
  }) as OpenApiDocument;
}

function dropStrictness(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropStrictness);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, own]) => name !== "additionalProperties" || own !== false)
      .map(([name, own]) => [name, dropStrictness(own)]),
  );
}
