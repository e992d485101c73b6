import type { ValidationTargets } from "hono";
import type { z } from "zod";
import { formatIssuePath } from "../../model/issue-path.ts";
import type { Fault } from "./problem.ts";

const placeOf: Readonly<Record<keyof ValidationTargets, Fault["in"]>> = {
  param: "path",
  query: "query",
  header: "header",
  cookie: "header",
  json: "body",
  form: "body",
};

/** Who sends thousands of wrong names needs no list of them. */
const mostFaults = 20;
const maxName = 60;
const maxDetail = 300;

/** Gives what a schema found wrong with a part of a request, each by its name. */
export function toFaults(
  target: keyof ValidationTargets,
  issues: readonly z.core.$ZodIssue[],
): readonly Fault[] {
  const place = placeOf[target];
  return issues
    .flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => toFault(place, [...issue.path, key], `unknown ${kinds[place]}`))
        : toFault(place, issue.path, messageOf(issue)),
    )
    .slice(0, mostFaults);
}

/** Of alternatives that all fail, what the first of them expects. */
export function messageOf(issue: z.core.$ZodIssue): string {
  const [first] = issue.code === "invalid_union" ? issue.errors.flat() : [];
  return first?.message ?? issue.message;
}

const kinds = { path: "part", query: "parameter", header: "header", body: "field" } as const;

function toFault(place: Fault["in"], path: readonly PropertyKey[], detail: string): Fault {
  return {
    in: place,
    name: formatIssuePath(path).slice(0, maxName),
    detail: detail.slice(0, maxDetail),
  };
}
