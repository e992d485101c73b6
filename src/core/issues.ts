import type { z } from "zod";
import type { Issue } from "../model/errors.ts";
import { formatIssuePath } from "../model/issue-path.ts";

type ZodIssue = z.core.$ZodIssue;

/** How every file is parsed: what is wrong is said without quoting the file; a schema may have better words of its own. */
export const parseOptions = {
  reportInput: false,
  error: (issue: z.core.$ZodRawIssue) =>
    issue.code === "unrecognized_keys" ? "unknown key" : undefined,
} as const;

/**
 * Every problem that a schema found, one for each place, in the order of the schema.
 * @param file named before each path: `openai.json: terms.Privacy Policy.fetch`
 */
export function toIssues(file: string, issues: readonly ZodIssue[]): Issue[] {
  return issues
    .flatMap((issue) => flatten(issue, []))
    .map(({ path, message }) => ({ path: issuePath(file, path), message }));
}

/** `openai.json: terms.Privacy Policy`; the file alone for an empty path. */
export function issuePath(file: string, path: readonly PropertyKey[]): string {
  return path.length === 0 ? file : `${file}: ${formatIssuePath(path)}`;
}

interface Found {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function flatten(issue: ZodIssue, parents: readonly PropertyKey[]): Found[] {
  const path = [...parents, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], message: issue.message }));
  }
  if (issue.code === "invalid_union") {
    // The alternative that was meant is the one whose own type fits: it complains of what lies inside.
    const meant = issue.errors.find((branch) => !branch.some(isWrongType));
    if (meant && meant.length > 0) return meant.flatMap((inner) => flatten(inner, path));
  }
  return [{ path, message: issue.message }];
}

function isWrongType(issue: ZodIssue): boolean {
  return issue.code === "invalid_type" && issue.path.length === 0;
}
