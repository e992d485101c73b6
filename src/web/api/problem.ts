import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Env } from "../context.ts";

/** What goes wrong, said as RFC 9457 has it. */

const faultSchema = z.strictObject({
  in: z.enum(["path", "query", "header", "body"]),
  name: z
    .string()
    .meta({ description: "The parameter, or the field of the body; empty for all of it." }),
  detail: z.string(),
});

/** One parameter, or field of a body, that cannot be used. */
export type Fault = z.output<typeof faultSchema>;

export const problemSchema = z
  .strictObject({
    type: z.literal("about:blank"),
    title: z.string().meta({ example: "Not Found" }),
    status: z.int().meta({ example: 404 }),
    detail: z.string().meta({ example: "No change has this id." }),
    faults: z
      .array(faultSchema)
      .readonly()
      .optional()
      .meta({ description: "Of 400 alone: each parameter or field that cannot be used, and why." }),
  })
  .meta({ id: "Problem", description: "An error, as RFC 9457 describes them." });

const titles = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;
export type ProblemStatus = keyof typeof titles;

const meanings: Readonly<Record<ProblemStatus, string>> = {
  400: "A parameter or field cannot be used; each is named.",
  401: "A key is needed: send `Authorization: Bearer <key>`.",
  403: "The key may not do this.",
  404: "There is nothing of that name.",
  405: "The address does not answer to that method; `Allow` says to which.",
  406: "None of the asked-for types is there.",
  409: "Something stands against it, as the detail says; nothing was changed.",
  413: "The body is too large.",
  415: "The body is not of the type that is expected.",
  429: "Too many at once; `Retry-After` says in how many seconds to come again.",
  500: "Something went wrong here. It is noted.",
  503: "Too much is under way; `Retry-After` says in how many seconds to come again.",
};

const problemContent = { "application/problem+json": { schema: problemSchema } } as const;

/** Gives what a route's description says of these statuses. */
export function describeProblems<Status extends ProblemStatus>(
  ...statuses: readonly Status[]
): Readonly<Record<Status, { description: string; content: typeof problemContent }>> {
  const described = statuses.map((status) => [
    status,
    { description: meanings[status], content: problemContent },
  ]);
  // Every status that was asked for is a key of it.
  return Object.fromEntries(described) as ReturnType<typeof describeProblems<Status>>;
}

/** Answers with a problem; it is for no cache to keep. */
export function answerProblem<Status extends ProblemStatus>(
  c: Context<Env>,
  status: Status,
  { detail = meanings[status], faults }: { detail?: string; faults?: readonly Fault[] } = {},
) {
  c.header("Cache-Control", "no-store");
  const problem: z.output<typeof problemSchema> = {
    type: "about:blank",
    title: titles[status],
    status,
    detail,
    ...(faults && { faults }),
  };
  return c.json(problem, status, { "Content-Type": "application/problem+json" });
}
