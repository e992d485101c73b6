import { z } from "zod";
import { comparisonSchema } from "../core/comparison-schema.ts";
import { topicSchema } from "../core/topic-schema.ts";
import { noticeSubjects } from "../model/comparison.ts";
import { directions, materialities } from "../model/topic.ts";

/**
 * What a webhook's receiver may rely on: fields are added, never renamed. Here each object is strict, so that none
 * is sent that is not described.
 */

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const terms = { id: z.string(), service: z.string(), type: z.string() };

/** What a language model says of one clause change. */
export const explanationSchema = z.strictObject({
  changeIndex: z.int().meta({ description: "Into comparison.changes." }),
  isGenerated: z.literal(true),
  model: z.string(),
  answeredAt: instant,
  claims: z
    .array(
      z.strictObject({
        text: z.string(),
        quotes: z
          .array(
            z.strictObject({
              side: z.enum(["before", "after"]),
              start: z.int(),
              end: z.int(),
              text: z.string(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
  dropped: z.int(),
  opinion: z.strictObject({
    materiality: z.enum(materialities),
    topics: z.array(topicSchema).readonly(),
    direction: z.enum(directions).nullable(),
  }),
});

const promise = z.strictObject({
  days: z.number().nullable(),
  from: z.enum(["posting", "notice"]),
  changes: z.enum(noticeSubjects),
  quote: z.strictObject({ text: z.string(), start: z.int(), end: z.int() }),
});

export const timingSchema = z
  .strictObject({
    kind: z.enum(["upcoming", "in-force", "unstated"]),
    from: z.string().nullable(),
    days: z.int(),
    isBackdated: z.boolean(),
    promise: promise.nullable(),
    noticeDays: z.int(),
    isShort: z.boolean(),
  })
  .meta({ description: "When the changed text binds, seen from the day it was first seen." });

/** Clauses whose earlier wording has returned. */
export const returnsSchema = z
  .array(z.strictObject({ start: z.int(), versionId: digest, seenAt: instant }))
  .readonly();

const change = z.strictObject({
  notificationId: digest,
  subscriptionId: z.string(),
  changeId: digest.meta({ description: "As `clausewatch show` takes it." }),
  terms: z.strictObject({ ...terms, urls: z.array(z.string()) }),
  detectedAt: instant,
  permalink: z.string().nullable(),
  reversalOf: digest.nullable().meta({ description: "The version whose wording has returned." }),
  returns: returnsSchema,
  timing: timingSchema.nullable(),
  alsoIn: z
    .array(z.strictObject({ changeId: digest, terms: z.strictObject(terms), detectedAt: instant }))
    .meta({ description: "The same change in other documents." }),
  changeIndexes: z
    .array(z.int())
    .meta({ description: "Into comparison.changes: what was asked for, most important first." }),
  comparison: comparisonSchema
    .nullable()
    .meta({ description: "Null in a digest that has no room for it." }),
  leadIns: z
    .array(z.strictObject({ changeIndex: z.int(), text: z.string() }))
    .meta({ description: 'What clauses that were asked for complete, as "You must not:".' }),
  explanations: z.array(explanationSchema).exactOptional(),
  truncated: z
    .strictObject({ changes: z.int(), texts: z.int(), definitions: z.int(), notices: z.int() })
    .nullable()
    .meta({ description: "How much of the comparison was left out or cut; null for nothing." }),
});

const incident = z.strictObject({
  notificationId: digest,
  incidentId: digest,
  kind: z.string(),
  fault: z.string(),
  detail: z.string(),
  openedAt: instant,
  closedAt: instant.nullable(),
  terms: z
    .strictObject({ ...terms, urls: z.array(z.string()) })
    .nullable()
    .meta({ description: "The document in trouble; null where it is a channel." }),
  channel: z
    .strictObject({ channel: z.string(), target: z.string() })
    .nullable()
    .meta({ description: "The channel in trouble; the target is empty where it is all of it." }),
});

function event<Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
  return z.strictObject({ type: z.literal(type), timestamp: instant, data });
}

/** A webhook's body: an event of Standard Webhooks, told apart by its type. */
export const webhookSchema = z.discriminatedUnion("type", [
  event("change.detected", change),
  event(
    "change.digest",
    z.strictObject({
      why: z.enum(["daily", "weekly", "cap"]),
      changes: z.array(change),
      left: z.int().meta({ description: "Changes that are not even named." }),
    }),
  ),
  event("incident.opened", z.strictObject({ incidents: z.array(incident) })),
  event("incident.closed", z.strictObject({ incidents: z.array(incident) })),
  event("test", z.strictObject({ message: z.string() })),
]);

/** Gives the same as JSON Schema, for receivers in any language. */
export function webhookJsonSchema(): Record<string, unknown> {
  return {
    title: "The body of a Clausewatch webhook",
    ...z.toJSONSchema(webhookSchema, {
      reused: "ref",
      // A field that is added later is no fault of the body.
      override: ({ jsonSchema }) => {
        delete jsonSchema.additionalProperties;
        // How our code holds a list is nothing to them.
        delete jsonSchema.readOnly;
      },
    }),
  };
}
