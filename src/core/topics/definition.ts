import { z } from "zod";
import { toPlain, toWords } from "../clauses/plain.ts";
import { issuePath, parseOptions, toIssues } from "../issues.ts";
import { ownTopicName } from "../topic-schema.ts";
import type { Issue } from "../../model/errors.ts";
import { DeclarationError } from "../../model/errors.ts";
import type { OwnTopic } from "../../model/own-topic.ts";
import { topics } from "../../model/topic.ts";
import { toStems } from "./meanings.ts";

// A single example is a quotation, not a topic.
export const fewestExamples = 2;
const mostExamples = 200;
// A clause with fewer words that mean anything is like every other.
const fewestStems = 2;

/** A clause or sentence that something can be learned from. */
export const clauseSchema: z.ZodType<string, string> = z
  .string("missing: a clause or sentence is needed")
  .max(4_000)
  .refine(
    (text) => toStems(toPlain(text)).length >= fewestStems,
    "says too little: give a whole clause or sentence",
  );

const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  covers: clauseSchema.describe("What a passage about the topic speaks of, in a sentence"),
  examples: z
    .array(clauseSchema, "missing: a list of clauses is needed")
    .min(fewestExamples, `too few: a topic needs at least ${fewestExamples}`)
    .max(mostExamples)
    .describe("Clauses about it, as providers word them; three are a start, ten are good"),
  counterExamples: z
    .array(clauseSchema)
    .max(mostExamples)
    .default([])
    .describe("Clauses that look like it and are about something else"),
});

/** A topic's file as it is written. */
export type OwnTopicFile = z.input<typeof fileSchema>;

/**
 * Gives the own topic that a file defines.
 * @param name the file's name without `.json`
 * @param json the file's parsed content
 * @throws {DeclarationError} with every problem, each at `<name>.json: <path>`
 */
export function parseOwnTopic(name: string, json: unknown): OwnTopic {
  const file = `${name}.json`;
  const issues: Issue[] = checkName(name);
  const parsed = fileSchema.safeParse(json, parseOptions);
  if (!parsed.success) {
    throw new DeclarationError([...issues, ...toIssues(file, parsed.error.issues)]);
  }
  const { covers, examples, counterExamples } = parsed.data;
  issues.push(...findRepeats(file, { examples, counterExamples }));
  if (issues.length > 0) throw new DeclarationError(issues);
  return { id: `x-${name}`, covers, examples, counterExamples };
}

function checkName(name: string): Issue[] {
  const fault = ownTopicName.safeParse(name, { reportInput: false }).error?.issues[0]?.message;
  if (fault !== undefined) return [{ path: `${name}.json`, message: `a topic's name: ${fault}` }];
  const isTaken = topics.some((topic) => topic === name);
  return isTaken
    ? [{ path: `${name}.json`, message: `${name} is a built-in topic: choose another name` }]
    : [];
}

type Lists = Pick<OwnTopic, "examples" | "counterExamples">;

/** The same words twice teach nothing; on both sides they contradict themselves. */
function findRepeats(file: string, lists: Lists): Issue[] {
  const seen = new Map<string, { readonly list: string; readonly at: number }>();
  const issues: Issue[] = [];
  for (const list of ["examples", "counterExamples"] as const)
    for (const [at, text] of lists[list].entries()) {
      const key = toWords(toPlain(text)).join(" ");
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, { list, at });
        continue;
      }
      const where = `${earlier.list}[${earlier.at}]`;
      issues.push({
        path: issuePath(file, [list, at]),
        message:
          earlier.list === list
            ? `says the same as ${where}`
            : `contradicts ${where}: the same words are an example and a counter-example`,
      });
    }
  return issues;
}

/** JSON Schema of a topic's file, for editors. */
export function ownTopicJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(fileSchema, { io: "input" }), title: "A topic of your own" };
}
