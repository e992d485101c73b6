import { z } from "zod";
import type { ClauseChange, Comparison } from "../model/comparison.ts";
import { changeKinds, definitionFates, noticeSubjects } from "../model/comparison.ts";
import { directions, materialities } from "../model/topic.ts";
import { topicSchema } from "./topic-schema.ts";

const span = z.strictObject({ op: z.enum(["same", "removed", "added"]), text: z.string() });

const side = z.strictObject({
  text: z.string(),
  path: z.array(z.string()),
  start: z.int(),
  end: z.int(),
});

const cue = z.strictObject({
  side: z.enum(["before", "after"]),
  start: z.int(),
  end: z.int(),
  why: z.string(),
});

const clauseChange: z.ZodType<ClauseChange> = z.strictObject({
  kind: z.enum(changeKinds),
  before: side.nullable(),
  after: side.nullable(),
  spans: z.array(span),
  materiality: z.enum(materialities),
  topics: z.array(topicSchema),
  direction: z.enum(directions).nullable(),
  confidence: z.number(),
  cues: z.array(cue),
});

const statedDate = z.strictObject({ before: z.string().nullable(), after: z.string().nullable() });

const notice = z.strictObject({
  days: z.number().nullable(),
  from: z.enum(["posting", "notice"]),
  changes: z.enum(noticeSubjects),
  quote: z.strictObject({ text: z.string(), start: z.int(), end: z.int() }),
});

const stretch = z.strictObject({ start: z.int(), end: z.int() });

const definition = z.strictObject({
  kind: z.enum(definitionFates),
  term: z.string(),
  formerly: z.string().nullable(),
  before: stretch.nullable(),
  after: stretch.nullable(),
  change: z.int(),
  uses: z.int(),
  reaches: z.array(
    z.strictObject({ start: z.int(), number: z.string().nullable(), path: z.array(z.string()) }),
  ),
});

/** A comparison field for field, as it is published and as it lies in the database. */
export const comparisonSchema: z.ZodType<Comparison> = z.strictObject({
  schemaVersion: z.literal(1),
  materiality: z.enum([...materialities, "none"]),
  summary: z.string(),
  continuity: z.number(),
  replaced: z.boolean(),
  dates: z.strictObject({ lastUpdated: statedDate, effective: statedDate }),
  // Absent from what was recorded before notices were read.
  notices: z
    .strictObject({ before: z.array(notice), after: z.array(notice) })
    .default({ before: [], after: [] }),
  silent: z.boolean(),
  undated: z.boolean().default(false),
  changes: z.array(clauseChange),
  definitions: z.array(definition).exactOptional(),
  judgedBy: z.string().exactOptional(),
});
