import { z } from "zod";
import type { Answer } from "../../model/explanation.ts";
import { directions, materialities, topics } from "../../model/topic.ts";

/** Lists are cut where they are checked, so that one statement too many does not cost the others. */
const quote = z.string().max(4000).nullable();

/** The only form in which an answer is taken; also what servers that can are told to keep to. */
export const answerSchema: z.ZodType<Answer> = z.strictObject({
  claims: z
    .array(z.strictObject({ text: z.string().max(4000), beforeQuote: quote, afterQuote: quote }))
    .max(20),
  materiality: z.enum(materialities),
  topics: z.array(z.enum(topics)).max(topics.length),
  direction: z.enum(directions).nullable(),
});
