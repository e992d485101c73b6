import { z } from "@hono/zod-openapi";
import type { OpenApiDocument } from "./open-api.ts";

/** What people are shown of the description. */

const parameter = z.object({
  name: z.string(),
  in: z.string(),
  schema: z.object({ example: z.unknown().optional() }),
});

const operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.tuple([z.string()]),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  "x-role": z.string().nullable().default(null),
  parameters: z.array(parameter).default([]),
});

const reading = z.object({
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

/** One method of one address. */
export interface Operation extends z.output<typeof operation> {
  readonly method: string;
  /** Below where the API is, such as `/changes/{id}`. */
  readonly path: string;
}

export interface ReadDocument {
  readonly groups: readonly {
    readonly name: string;
    readonly description: string;
    readonly operations: readonly Operation[];
  }[];
}

/** Gives the operations of a description, by what they are about. */
export function readDocument(document: OpenApiDocument): ReadDocument {
  const { tags, paths } = reading.parse(document);
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, own]): Operation => ({
      ...own,
      method: method.toUpperCase(),
      path,
    })),
  );
  return {
    groups: tags.map((tag) => ({
      ...tag,
      operations: all.filter((one) => one.tags[0] === tag.name),
    })),
  };
}

/** What is worth showing first: each needs no id that a reader would have to look up. */
const shown = [
  { operationId: "listChanges", fields: ["topic", "direction", "since"] },
  { operationId: "search", fields: ["q", "at"] },
  { operationId: "getTopicMatrix", fields: ["topic"] },
] as const;

export interface CurlExample {
  readonly summary: string;
  /** For a shell; the key stands in a variable. */
  readonly command: string;
}

/** Gives commands that work as they are, made of the examples of the description. @param server whole, with its host */
export function toCurlExamples({ groups }: ReadDocument, server: string): readonly CurlExample[] {
  const all = groups.flatMap(({ operations }) => operations);
  return shown.flatMap(({ operationId, fields }) => {
    const own = all.find((one) => one.operationId === operationId);
    if (own === undefined) return [];
    const examples = new Map(
      own.parameters.map(({ name, in: place, schema }) => [
        name,
        { place, value: [schema.example].flat().join(",") },
      ]),
    );
    let { path } = own;
    const query = new URLSearchParams();
    for (const field of fields) {
      const example = examples.get(field);
      if (example?.place === "path") path = path.replace(`{${field}}`, example.value);
      else if (example) query.set(field, example.value);
    }
    const url = `${server}${path}${query.size === 0 ? "" : `?${query.toString()}`}`;
    const command = [
      "curl --fail --compressed",
      '  -H "Authorization: Bearer $CLAUSEWATCH_KEY"',
      `  '${url.replaceAll("'", "%27")}'`,
    ].join(" \\\n");
    return [{ summary: own.summary, command }];
  });
}
