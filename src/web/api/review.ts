import { createRoute, z } from "@hono/zod-openapi";
import { loadReviews } from "../../app/load-reviews.ts";
import { reviewClauses } from "../../app/review-clauses.ts";
import { deriveState } from "../../core/review/standing.ts";
import type { TermsChange } from "../../model/change.ts";
import { maxReviewNote } from "../../model/review.ts";
import { defineEndpoint } from "./endpoint.ts";
import { answerProblem, describeProblems } from "./problem.ts";
import { reviewCounts, reviewState } from "./reviews.ts";
import type { RunningApi } from "./running-api.ts";
import { digest, instant, json } from "./schemas.ts";

const note = z.string().max(maxReviewNote);

const reviewSchema = z
  .strictObject({
    id: digest,
    state: reviewState,
    note: z.string(),
    reviewer: z.string(),
    at: instant,
  })
  .meta({ id: "Review", description: "What a person found of a clause." });

const changeReview = z
  .strictObject({
    changeId: digest,
    state: reviewState.nullable(),
    counts: reviewCounts,
    clauses: z
      .array(
        z.strictObject({
          key: digest.meta({
            description: "Of the clause as it came to stand: reviews carry over.",
          }),
          changeIndexes: z
            .array(z.int())
            .readonly()
            .meta({ description: "Into `comparison.changes`: those that read alike." }),
          state: reviewState,
          reviews: z
            .array(reviewSchema)
            .readonly()
            .meta({ description: "Newest first; the first one counts." }),
          earlier: reviewSchema
            .nullable()
            .meta({ description: "Of the wording before, where this one has none of its own." }),
        }),
      )
      .readonly(),
  })
  .meta({ id: "ChangeReview", description: "What people found of the clauses of a change." });

const params = z.strictObject({ id: digest });

const getRoute = createRoute({
  method: "get",
  path: "/changes/{id}/review",
  operationId: "getReview",
  tags: ["Review"],
  summary: "What people found of a change",
  request: { params },
  responses: { 200: json(changeReview, "The review."), ...describeProblems(404) },
});

const noSuchChange = { detail: "No change has this id." };

export const getReview = defineEndpoint({ access: "reader" }, getRoute, (api) => async (c) => {
  const change = await api.web.store.findChange(c.req.valid("param").id);
  if (change === undefined) return answerProblem(c, 404, noSuchChange);
  return c.json(await toReview(api, change), 200);
});

const formSchema = z
  .strictObject({
    clause: z
      .union([digest, z.literal("all")])
      .meta({ description: "Its `key`; `all`: every substantive clause that is still new." }),
    state: reviewState,
    note: note.default("").meta({ description: "Why, for those who come after." }),
    seen: digest.nullable().default(null).meta({
      description:
        "The clause’s newest review that you know of; null for none. Where there is a newer one, nothing is kept.",
    }),
  })
  .meta({ id: "ReviewForm" });

const putRoute = createRoute({
  method: "put",
  path: "/changes/{id}/review",
  operationId: "putReview",
  tags: ["Review"],
  summary: "Say what you found of a clause",
  description: "Kept for good under the key’s name, and noted in the audit log.",
  request: {
    params,
    body: { required: true, content: { "application/json": { schema: formSchema } } },
  },
  responses: {
    200: json(changeReview, "The review as it stands now."),
    ...describeProblems(404, 409, 415),
  },
});

export const putReview = defineEndpoint({ access: "reviewer" }, putRoute, (api) => async (c) => {
  const form = c.req.valid("json");
  const viewer = c.get("viewer");
  const change = await api.web.store.findChange(c.req.valid("param").id);
  if (change === undefined || viewer === null) return answerProblem(c, 404, noSuchChange);
  const { id, termsId, beforeId, afterId, comparison } = change;
  const { changes } = comparison;
  const reviewed = { termsId, beforeId, afterId, subject: id, changes };
  const tidy = form.note.replaceAll(/\r\n?/g, "\n").trim();
  const outcome = await reviewClauses(api.web, reviewed, {
    ...form,
    note: tidy,
    reviewer: viewer.name,
  });
  if (outcome.kind === "no-such-clause")
    return answerProblem(c, 404, { detail: "No clause of this change has this key." });
  if (outcome.kind === "overtaken")
    return answerProblem(c, 409, {
      detail: "Somebody has reviewed it since. Look at their review, and say `seen` with its id.",
    });
  return c.json(await toReview(api, change), 200);
});

async function toReview(
  { web }: RunningApi,
  { id, termsId, comparison: { changes } }: TermsChange,
): Promise<z.output<typeof changeReview>> {
  const reviews = await loadReviews(web.store, { termsId, changes });
  const standings = changes.flatMap((change, changeIndex) => {
    const standing = reviews.of(change);
    return standing === undefined ? [] : [{ changeIndex, standing }];
  });
  const byKey = [...Map.groupBy(standings, ({ standing }) => standing.key)];
  return {
    changeId: id,
    state: deriveState(reviews.counts),
    counts: reviews.counts,
    clauses: byKey.flatMap(([key, own]) => {
      const [first] = own;
      if (first === undefined) return [];
      const { state, reviews: all, earlier } = first.standing;
      return [
        {
          key,
          changeIndexes: own.map(({ changeIndex }) => changeIndex),
          state,
          reviews: all.map(toReviewItem),
          earlier: earlier === null ? null : toReviewItem(earlier),
        },
      ];
    }),
  };
}

function toReviewItem({ id, state, note: words, reviewer, at }: z.output<typeof reviewSchema>) {
  return { id, state, note: words, reviewer, at };
}
