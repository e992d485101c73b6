import { z } from "@hono/zod-openapi";
import { topicSchema } from "../../core/topic-schema.ts";
import type { ClauseSpell } from "../../model/clause-spell.ts";
import { stances } from "../../model/clause-spell.ts";
import { addresses } from "../addresses.ts";
import type { RunningApi } from "./running-api.ts";
import { digest, instant, page } from "./schemas.ts";

export const clauseItem = z
  .strictObject({
    id: digest.meta({ description: "The same through all of its wordings." }),
    number: z.string().nullable().meta({ description: "As the text numbers it.", example: "4.2" }),
    path: z
      .array(z.string())
      .readonly()
      .meta({ description: "Headings above it, outermost first." }),
    leadIn: z
      .string()
      .nullable()
      .meta({ description: "The sentence that it completes, of a list’s item." }),
    wording: z.string().meta({ description: "As a reader sees it." }),
    text: z.string().meta({ description: "As the version has it, Markdown included." }),
    start: z.int().meta({ description: "Where it begins in the version’s text, in UTF-16 units." }),
    end: z.int(),
    versionId: digest.meta({ description: "The version that this wording came with." }),
    from: instant.meta({ description: "When this wording was first seen." }),
    untilId: digest.nullable(),
    until: instant
      .nullable()
      .meta({ description: "When it was first gone, or worded otherwise; null while it stands." }),
    topics: z
      .array(z.strictObject({ topic: topicSchema, stance: z.enum(stances) }))
      .readonly()
      .meta({
        description:
          "What it is about, most important first, and what it does there to the customer: `strict` burdens them outright, `qualified` within limits, `lenient` serves them, `mentions` none of these.",
      }),
    page,
  })
  .meta({ id: "Clause", description: "One wording of a clause, and when it stood." });

/** Gives a wording as every answer has it. */
export function toClauseItem(
  { toUrl }: Pick<RunningApi, "toUrl">,
  { termsId, clauseId, topics, stances: own, ...spell }: ClauseSpell,
): z.output<typeof clauseItem> {
  const { number, path, leadIn, wording, text, start, end, versionId, from, untilId, until } =
    spell;
  return {
    id: clauseId,
    number,
    path,
    leadIn,
    wording,
    text,
    start,
    end,
    versionId,
    from,
    untilId,
    until,
    topics: topics.map((topic, at) => ({ topic, stance: own[at] ?? "mentions" })),
    page: toUrl(addresses.clause(termsId, clauseId)),
  };
}
