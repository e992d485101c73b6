import { z } from "@hono/zod-openapi";
import { comparisonSchema } from "../../core/comparison-schema.ts";
import { messageOf } from "./faults.ts";
import { isDigest } from "../../model/digest.ts";

/** What many answers have in common. Objects are strict here, so that none holds what is not described. */

export const digest = z
  .string()
  .refine(isDigest, "expected 64 hexadecimal digits in lower case")
  .meta({
    pattern: "^[0-9a-f]{64}$",
    description: "SHA-256 as 64 hexadecimal digits; never another’s.",
    example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  });

export const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .meta({ description: "A time in UTC.", example: "2025-02-18T06:00:00.000Z" });

export const day = z.iso
  .date("expected a day such as 2025-03-01")
  .meta({ description: "A day in UTC.", example: "2025-09-01" });

export const serviceId = z
  .string()
  .max(100)
  .meta({ description: "A provider’s id.", example: "openai" });

const termsSlug = z.string().max(100).meta({
  description: "The kind of document, as its id has it after the slash.",
  example: "terms-of-service",
});

/** A parameter that may come several times, or hold several names with commas between them, as feeds take them. */
export function namesOf<Name extends string>(
  name: z.ZodType<Name>,
  description: string,
  example: Name,
) {
  const list = z.array(name);
  return z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((given, context) => {
      const { data, error } = list.safeParse([given].flat().flatMap(splitNames));
      if (data !== undefined) return data;
      for (const issue of error.issues)
        context.addIssue({ code: "custom", message: messageOf(issue) });
      return z.NEVER;
    })
    .openapi({ type: "array", items: { type: "string" }, description, example: [example] });
}

function splitNames(text: string): readonly string[] {
  return text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Of the addresses of one document. */
export const documentParams = z.strictObject({ service: serviceId, type: termsSlug });

export const page = z
  .string()
  .meta({ description: "Where people read it.", example: "https://clausewatch.example/…" });

export const documentName = z
  .strictObject({
    id: z.string().meta({
      description: "`service/type`, as in the addresses of the document.",
      example: "openai/terms-of-service",
    }),
    service: z.string().meta({ description: "The provider’s name.", example: "OpenAI" }),
    serviceId,
    type: z
      .string()
      .meta({ description: "The kind of document, in words.", example: "Terms of Service" }),
    page,
  })
  .meta({ id: "DocumentName", description: "Which document it is." });
export type DocumentName = z.output<typeof documentName>;

/** An answer in JSON. */
export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { description, content: { "application/json": { schema } } } as const;
}

export const comparisonName = "Comparison";

/** The published format, by its name in the description. */
export const comparison = comparisonSchema.meta({
  id: comparisonName,
  description: "What one comparison of two texts says. Offsets count UTF-16 units.",
});

const statedDate = z.strictObject({
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const statedDates = z
  .strictObject({ lastUpdated: statedDate, effective: statedDate })
  .meta({ description: "What the text states about itself, before and after." });
