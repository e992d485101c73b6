import { z } from "@hono/zod-openapi";
import type { FeedParameter } from "../../app/feed-query.ts";
import { readFeedQuery } from "../../app/feed-query.ts";
import type { FeedRequest } from "../../app/feed.ts";
import { changeMarks } from "../../model/subscription.ts";
import { directions, materialities } from "../../model/topic.ts";
import type { Request } from "../context.ts";
import { pagingQuery } from "./paging.ts";
import type { Fault } from "./problem.ts";

/** A parameter that may come several times. */
function several(description: string, example: string) {
  return z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({ type: "array", items: { type: "string" }, description, example: [example] });
}

function once(description: string, example: string) {
  return z.string().optional().meta({ description, example });
}

const comma = "Several may come with commas between them, or one by one; one of them must hold.";

/** Named as feeds name them; each is read as a subscription's own filter is. */
export const changeQuery = z.strictObject({
  service: several(`Of these providers, by id. ${comma}`, "openai"),
  type: several(`Of these kinds of document, in words. ${comma}`, "Terms of Service"),
  document: several(`Of these documents, by id. ${comma}`, "openai/terms-of-service"),
  tag: several(`Of documents with these tags. ${comma}`, "api"),
  topic: several(
    `With a clause that is about these. ${comma} \`/topics\` names them.`,
    "competing-development",
  ),
  direction: several(
    `With a clause that changed in this direction for the customer: ${directions.join(", ")}. ${comma}`,
    "tightened",
  ),
  only: several(`Only such as are out of the ordinary: ${changeMarks.join(", ")}.`, "silent"),
  min: once(
    `Of this weight at least: ${materialities.join(", ")}. Substantive unless you say less.`,
    "editorial",
  ),
  "effective-within": once("That took effect within so many days of being seen.", "30"),
  word: several("Where this word or phrase is what changed.", "arbitration"),
  pattern: once("Where this regular expression (RE2) matches what changed.", "compet(e|ing)"),
  since: once("Seen then or later: a day or a time.", "2025-01-01"),
  until: once("Seen until then: a day, which counts to its end, or before a time.", "2025-12-31"),
  ...pagingQuery,
});

/** Gives what is asked of changes, or what cannot be used of it. Paging is left out. */
export function readChangeQuery(
  c: Request,
): Pick<FeedRequest, "filter" | "since" | "until"> | { readonly faults: readonly Fault[] } {
  const given = [...new URL(c.req.url).searchParams].filter(([name]) => !(name in pagingQuery));
  const read = readFeedQuery(given satisfies readonly FeedParameter[]);
  if (read.request !== undefined) return read.request;
  return {
    faults: read.issues.map(({ path, message }) => ({ in: "query", name: path, detail: message })),
  };
}
