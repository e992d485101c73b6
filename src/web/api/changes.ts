import { createRoute, z } from "@hono/zod-openapi";
import type { OutlinedHistory } from "../../app/change-outlines.ts";
import type { FeedRequest } from "../../app/feed.ts";
import { rankClauseChanges } from "../../core/rank.ts";
import { topicSchema } from "../../core/topic-schema.ts";
import type { SubscriptionFilter } from "../../model/subscription.ts";
import { directions, materialities } from "../../model/topic.ts";
import type { PlacedOutline } from "../../render/change-outline.ts";
import { addresses } from "../addresses.ts";
import { changeQuery, readChangeQuery } from "./change-query.ts";
import { toDocumentName } from "./document-name.ts";
import { defineEndpoint } from "./endpoint.ts";
import { isAdmitted } from "./limit.ts";
import { linkNext } from "./link.ts";
import type { Paging, Place } from "./paging.ts";
import { isAfter, listOf, toCursor } from "./paging.ts";
import { answerProblem, describeProblems } from "./problem.ts";
import type { RunningApi } from "./running-api.ts";
import { digest, documentName, instant, json, page, statedDates } from "./schemas.ts";

const count = z.int().min(0);

const changeItem = z
  .strictObject({
    id: digest,
    document: documentName,
    detectedAt: instant.meta({ description: "When the new text was first seen." }),
    beforeId: digest.meta({ description: "The version before." }),
    afterId: digest.meta({ description: "The version after." }),
    materiality: z.enum([...materialities, "none"]),
    summary: z.string().meta({ description: "In one or two sentences." }),
    topics: z
      .array(topicSchema)
      .readonly()
      .meta({ description: "Of its clauses, what matters most first." }),
    directions: z
      .array(z.enum(directions))
      .readonly()
      .meta({ description: "Of its clauses, for the customer." }),
    silent: z.boolean().meta({ description: "Under an unchanged date of its own." }),
    undated: z.boolean().meta({ description: "In a text that states no date." }),
    replaced: z.boolean().meta({ description: "Another text stands there now." }),
    reversalOf: digest
      .nullable()
      .meta({ description: "The earlier version whose wording has returned." }),
    dates: statedDates,
    clauses: z
      .strictObject({ substantive: count, editorial: count, noise: count })
      .meta({ description: "How many clauses changed, by weight." }),
    matched: z.array(z.int()).readonly().meta({
      description: "Into `comparison.changes`: what was asked for, most important first.",
    }),
    page,
  })
  .meta({ id: "ChangeSummary", description: "A recorded change, in short." });

const route = createRoute({
  method: "get",
  path: "/changes",
  operationId: "listChanges",
  tags: ["Changes"],
  summary: "What changed",
  description: "Newest first. All that is given must hold, for one and the same clause.",
  request: { query: changeQuery },
  responses: { 200: json(listOf(changeItem), "Changes."), ...describeProblems(400, 429) },
});

export const listChanges = defineEndpoint({ access: "readers" }, route, (api) => async (c) => {
  const { limit, cursor } = c.req.valid("query");
  const asked = readChangeQuery(c);
  if ("faults" in asked) return answerProblem(c, 400, { faults: asked.faults });
  // Words and patterns are sought in all of history; the rest is known of each change.
  if (asksForText(asked.filter) && !isAdmitted(api.web, c, "comparison"))
    return answerProblem(c, 429);
  const history = await api.web.outlines.read();
  const found: Matched[] = [];
  for await (const matched of match(api, history, { ...asked, cursor })) {
    found.push(matched);
    if (found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const next = last && found.length > limit ? toCursor(placeOf(last.outline)) : null;
  linkNext(api, c, next);
  return c.json({ items: shown.flatMap((one) => toItem(api, history, one)), next }, 200);
});

interface Matched {
  readonly outline: PlacedOutline;
  readonly indexes: readonly number[];
}

function placeOf({ change: { id, detectedAt } }: PlacedOutline): Place {
  return [detectedAt, id];
}

type Asked = Pick<FeedRequest, "filter" | "since" | "until"> & Pick<Paging, "cursor">;

/** Newest first. What only the words of a change tell is read of those alone that all else lets through. */
async function* match(
  { textMatches }: RunningApi,
  history: OutlinedHistory,
  { filter, since, until, cursor }: Asked,
): AsyncGenerator<Matched> {
  const { changes, terms, matcher } = history;
  const outer: SubscriptionFilter = { ...filter, words: [], pattern: null };
  const isTextual = asksForText(filter);
  for (const outline of changes) {
    const { change } = outline;
    const { detectedAt, termsId } = change;
    if (since !== null && detectedAt < since) return;
    if (until !== undefined && detectedAt >= until) continue;
    if (cursor !== undefined && !isAfter(placeOf(outline), cursor, { isDescending: true }))
      continue;
    const own = terms.get(termsId);
    const [indexes] = own === undefined ? [] : matcher.match(change, own, [outer]);
    if (own === undefined || !indexes) continue;
    if (!isTextual) {
      yield { outline, indexes };
      continue;
    }
    const matched = await textMatches.match(history, outline, filter);
    if (matched !== null) yield { outline, indexes: matched };
  }
}

function asksForText({ words, pattern }: SubscriptionFilter): boolean {
  return words.length > 0 || pattern !== null;
}

function toItem(
  api: RunningApi,
  { terms }: OutlinedHistory,
  { outline, indexes }: Matched,
): readonly z.output<typeof changeItem>[] {
  const { change, clauses } = outline;
  const { id, termsId, detectedAt, beforeId, afterId, reversalOf, comparison } = change;
  const own = terms.get(termsId);
  if (own === undefined) return [];
  const { materiality, summary, silent, undated, replaced, dates, changes } = comparison;
  const ranked = rankClauseChanges(changes).flatMap((index) => changes[index] ?? []);
  return [
    {
      id,
      document: toDocumentName(api, own),
      detectedAt,
      beforeId,
      afterId,
      materiality,
      summary,
      topics: [...new Set(ranked.flatMap((one) => one.topics))],
      directions: [...new Set(ranked.flatMap(({ direction }) => direction ?? []))],
      silent,
      undated,
      replaced,
      reversalOf,
      dates,
      clauses,
      matched: indexes,
      page: api.toUrl(addresses.change(id)),
    },
  ];
}
