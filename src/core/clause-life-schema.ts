import { z } from "zod";
import type { ClauseLife, ClauseOutline } from "../model/clause-life.ts";
import { lifeEventKinds } from "../model/clause-life.ts";
import { isDigest } from "../model/digest.ts";
import type { Instant } from "../model/instant.ts";

const digest = z.string().refine(isDigest);
const instant = z
  .string()
  .refine((value): value is Instant => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value));

const place = z.strictObject({
  number: z.string().nullable(),
  path: z.array(z.string()),
  text: z.string(),
  start: z.int(),
  end: z.int(),
  wording: z.string(),
});

const spell = z.strictObject({ versionId: digest, from: instant, until: instant.nullable() });

const event = z.strictObject({
  kinds: z.array(z.enum(lifeEventKinds)),
  versionId: digest,
  seenAt: instant,
  changeId: digest.nullable(),
  isReread: z.boolean(),
  isWholeText: z.boolean(),
  before: place.nullable(),
  after: place.nullable(),
  spans: z.array(z.strictObject({ op: z.enum(["same", "removed", "added"]), text: z.string() })),
  returnsTo: z.strictObject({ versionId: digest, seenAt: instant }).nullable(),
  others: z.array(digest),
});

/** A clause's life field for field, as it lies in the database. */
export const clauseLifeSchema: z.ZodType<ClauseLife> = z.strictObject({
  id: digest,
  firstSeenAt: instant,
  leftAt: instant.nullable(),
  last: place,
  wordings: z.array(z.strictObject({ text: z.string(), spells: z.array(spell) })),
  events: z.array(event),
});

/** Likewise in outline. */
export const clauseOutlineSchema: z.ZodType<ClauseOutline> = z.strictObject({
  id: digest,
  firstSeenAt: instant,
  leftAt: instant.nullable(),
  number: z.string().nullable(),
  path: z.array(z.string()),
  place: z.int(),
  opening: z.string(),
  isHeading: z.boolean(),
  wordings: z.int(),
});
