import { z } from "zod";
import type { Declaration } from "../model/declaration.ts";
import type { Issue } from "../model/errors.ts";
import { DeclarationError } from "../model/errors.ts";
import type { Subscription } from "../model/subscription.ts";
import { channels, wholeFilter } from "../model/subscription.ts";
import { describeTargetFault } from "../model/target.ts";
import { termsTypes } from "../model/terms-type.ts";
import { directions, isOwnTopic, materialities } from "../model/topic.ts";
import type { OwnTopicId } from "../model/topic.ts";
import { issuePath, parseOptions, toIssues } from "./issues.ts";
import { topicSchema } from "./topic-schema.ts";

const word = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "expected a-z, 0-9 and hyphens");

const subscriptionSchema = z
  .strictObject({
    id: word.describe("A name of your choice that stays the same"),
    channel: z.enum(channels),
    to: z
      .string()
      .default("")
      .describe(
        "An e-mail address, or a Slack channel (C0123ABCD or #ai-terms); none for the console",
      ),
    services: z
      .array(word)
      .default([])
      .describe("Ids of services: their files' names without .json"),
    termsTypes: z.array(z.enum(termsTypes)).default([]),
    tags: z.array(word).default([]).describe("Terms with one of these tags"),
    topics: z
      .array(topicSchema)
      .default([])
      .describe("Changes about one of these; x-… for topics of your own"),
    directions: z.array(z.enum(directions)).default([]),
    minMateriality: z.enum(materialities).default("substantive"),
  })
  .superRefine(({ channel, to }, context) => {
    const fault = describeTargetFault(channel, to);
    if (fault !== undefined) context.addIssue({ code: "custom", path: ["to"], message: fault });
  });

const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  subscriptions: z.array(subscriptionSchema).max(10_000),
});

/**
 * The subscriptions of an operator's file, in its order; an absent filter lets everything through.
 * @param json the file's parsed content
 * @param fileName what problems are named under
 * @throws {DeclarationError} with every problem, each at `<file>: <path>`
 */
export function parseSubscriptions(json: unknown, fileName: string): Subscription[] {
  const parsed = fileSchema.safeParse(json, parseOptions);
  if (!parsed.success) throw new DeclarationError(toIssues(fileName, parsed.error.issues));
  const { subscriptions } = parsed.data;
  const firstIndex = new Map<string, number>();
  const issues: Issue[] = [];
  for (const [index, { id }] of subscriptions.entries()) {
    const earlier = firstIndex.get(id);
    if (earlier === undefined) firstIndex.set(id, index);
    else {
      const path = issuePath(fileName, ["subscriptions", index, "id"]);
      issues.push({ path, message: `${id} is the id of subscriptions[${earlier}] already` });
    }
  }
  if (issues.length > 0) throw new DeclarationError(issues);
  return subscriptions.map(({ to, ...rest }) => ({
    ...wholeFilter,
    ...rest,
    target: to,
    rhythm: "instant",
    source: "file",
  }));
}

/**
 * What subscriptions ask for that the watchlist does not have: warnings, since a service may come later.
 * In the order of the subscriptions, each problem under `subscription <id>`.
 * @param ownTopics topics that the team added; where absent, those are not looked at
 */
export function checkSubscriptions(
  subscriptions: readonly Subscription[],
  declarations: readonly Declaration[],
  ownTopics?: readonly OwnTopicId[],
): Issue[] {
  const known = {
    service: new Set(declarations.map(({ serviceId }) => serviceId)),
    "terms type": new Set<string>(declarations.map(({ termsType }) => termsType)),
    tag: new Set(declarations.flatMap(({ tags }) => tags)),
  };
  return subscriptions.flatMap((subscription) => {
    const { topics } = subscription;
    const path = `subscription ${subscription.id}`;
    const unknownTopics = topics
      .filter((topic) => isOwnTopic(topic) && ownTopics?.includes(topic) === false)
      .map((topic) => ({ path, message: `no topic of your own is ${topic}` }));
    if (unknownTopics.length > 0) return unknownTopics;
    const unknown = (
      [
        ["service", subscription.services],
        ["terms type", subscription.termsTypes],
        ["tag", subscription.tags],
      ] as const
    ).flatMap(([kind, names]) =>
      names
        .filter((name) => !known[kind].has(name))
        .map((name) => ({ path, message: `no ${kind} of the watchlist is ${name}` })),
    );
    if (unknown.length > 0) return unknown;
    return declarations.some((declaration) => isAskedFor(subscription, declaration))
      ? []
      : [{ path, message: "no terms of the watchlist pass its filters together" }];
  });
}

/** JSON Schema of a subscriptions file, for editors. */
export function subscriptionsJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(fileSchema, { io: "input" }), title: "Subscriptions" };
}

function isAskedFor(subscription: Subscription, declaration: Declaration): boolean {
  const { services, termsTypes: types, tags } = subscription;
  return (
    (services.length === 0 || services.includes(declaration.serviceId)) &&
    (types.length === 0 || types.includes(declaration.termsType)) &&
    (tags.length === 0 || tags.some((tag) => declaration.tags.includes(tag)))
  );
}
