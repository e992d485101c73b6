import { z } from "zod";
import { describeTargetFault } from "../../model/target.ts";
import { changeMarks, channels, rhythms } from "../../model/subscription.ts";
import { termsTypes } from "../../model/terms-type.ts";
import { directions, materialities } from "../../model/topic.ts";
import { describePatternFault } from "../match/patterns.ts";
import { toPhrase } from "../match/words.ts";
import { topicSchema } from "../topic-schema.ts";
import { clauseSchema, fewestExamples } from "../topics/definition.ts";
import { subscriberSchema } from "./subscriber-schema.ts";

const word = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "expected a-z, 0-9 and hyphens");

const documentId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}\/[a-z0-9][a-z0-9-]{0,62}$/,
    "expected the id of a terms, such as openai/usage-policy",
  );

const soughtWords = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => toPhrase(text) !== undefined, "expected a word, or several");

const pattern = z.string().superRefine((text, context) => {
  const fault = describePatternFault(text);
  if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
});

const mostSentences = 10;

/** What a subscription may be filtered by, field for field; an absent one lets everything through. */
export const filterFields = {
  services: z.array(word).default([]).describe("Ids of services: their files' names without .json"),
  termsTypes: z.array(z.enum(termsTypes)).default([]),
  documents: z
    .array(documentId)
    .default([])
    .describe("Ids of terms, as `clausewatch history` lists them"),
  tags: z.array(word).default([]).describe("Terms with one of these tags"),
  topics: z
    .array(topicSchema)
    .default([])
    .describe("Changes about one of these; x-… for topics of your own"),
  directions: z.array(z.enum(directions)).default([]),
  minMateriality: z.enum(materialities).default("substantive"),
  marks: z
    .array(z.enum(changeMarks))
    .default([])
    .describe("Changes under an unmoved date or none; earlier wording that returned"),
  effectiveWithinDays: z
    .int()
    .min(0)
    .max(366)
    .nullable()
    .default(null)
    .describe("Changes that take effect so many days after they were seen, or sooner, not before"),
  words: z
    .array(soughtWords)
    .max(100)
    .default([])
    .describe("Words or phrases, one of which stands where the text changed; in any case"),
  pattern: pattern
    .nullable()
    .default(null)
    .describe("A regular expression of RE2 that matches where the text changed; (?i) for any case"),
  clauseWatch: z
    .array(clauseSchema)
    .max(mostSentences)
    .default([])
    .refine(
      ({ length }) => length === 0 || length >= fewestExamples,
      `too few: give at least ${fewestExamples} sentences`,
    )
    .describe("Sentences in your own words that a changed clause is like in meaning; two or three"),
} as const;

export const subscriptionSchema = z
  .strictObject({
    id: word.describe("A name of your choice that stays the same"),
    channel: z.enum(channels),
    to: z
      .string()
      .default("")
      .describe(
        "An e-mail address, a Slack channel (C0123ABCD or #ai-terms), or the name of an endpoint; none for the console",
      ),
    rhythm: z
      .enum(rhythms)
      .default("instant")
      .describe("Of each change by itself, or of all of a day or a week together"),
    ...filterFields,
  })
  .superRefine(({ channel, to }, context) => {
    const fault = describeTargetFault(channel, to);
    if (fault !== undefined) context.addIssue({ code: "custom", path: ["to"], message: fault });
  });

export const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  subscriptions: z.array(subscriptionSchema).max(10_000).default([]),
  subscribers: z
    .array(subscriberSchema)
    .max(10_000)
    .default([])
    .describe("When a target may be written to, whatever it has subscribed to"),
});
