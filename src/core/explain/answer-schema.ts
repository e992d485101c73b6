import { z } from "zod";
import type { Answer } from "../../model/explanation.ts";
import { directions, materialities, topics } from "../../model/topic.ts";

// Bounds are refinements, which stay here: servers that keep to a schema refuse one with `maxLength` or `maxItems`.
// Lists are cut where they are checked, so that one statement too many does not cost the others.
const text = z.string().refine(({ length }) => length <= 4000, "too long");

/** The only form in which an answer is taken; also what servers that can are told to keep to. */
export const answerSchema: z.ZodType<Answer> = z.strictObject({
  claims: z
    .array(z.strictObject({ text, beforeQuote: text.nullable(), afterQuote: text.nullable() }))
    .refine(({ length }) => length <= 20, "too many"),
  materiality: z.enum(materialities),
  topics: z.array(z.enum(topics)).refine(({ length }) => length <= topics.length, "too many"),
  direction: z.enum(directions).nullable(),
});
