import { z } from "zod";
import type { Declaration } from "../model/declaration.ts";
import type { Issue } from "../model/errors.ts";
import { DeclarationError } from "../model/errors.ts";
import type { Subscriber } from "../model/subscriber.ts";
import type { Subscription } from "../model/subscription.ts";
import { isOwnTopic } from "../model/topic.ts";
import type { OwnTopicId } from "../model/topic.ts";
import { issuePath, parseOptions, toIssues } from "./issues.ts";
import { fileSchema } from "./subscription/schema.ts";
import { toSubscriber } from "./subscription/subscriber-schema.ts";

/** What an operator's file says: who is told of what, and when. */
export interface SubscriptionsFile {
  readonly subscriptions: Subscription[];
  readonly subscribers: Subscriber[];
}

/**
 * The subscriptions of an operator's file and the subscribers that it sets times for, in its order; an absent filter
 * lets everything through.
 * @param json the file's parsed content
 * @param fileName what problems are named under
 * @throws {DeclarationError} with every problem, each at `<file>: <path>`
 */
export function parseSubscriptionsFile(json: unknown, fileName: string): SubscriptionsFile {
  const parsed = fileSchema.safeParse(json, parseOptions);
  if (!parsed.success) throw new DeclarationError(toIssues(fileName, parsed.error.issues));
  const { subscriptions, subscribers } = parsed.data;
  const issues = [
    ...findRepeats(
      subscriptions.map(({ id }) => id),
      (index, earlier) => ({
        path: issuePath(fileName, ["subscriptions", index, "id"]),
        message: `${subscriptions[index]?.id} is the id of subscriptions[${earlier}] already`,
      }),
    ),
    ...findRepeats(
      subscribers.map(({ channel, to }) => `${channel} ${to}`),
      (index, earlier) => ({
        path: issuePath(fileName, ["subscribers", index, "to"]),
        message: `subscribers[${earlier}] is the same`,
      }),
    ),
  ];
  if (issues.length > 0) throw new DeclarationError(issues);
  return {
    subscriptions: subscriptions.map(({ to, ...rest }) => ({
      ...rest,
      target: to,
      source: "file",
    })),
    subscribers: subscribers.map(toSubscriber),
  };
}

/** The subscriptions alone; throws as `parseSubscriptionsFile` does. */
export function parseSubscriptions(json: unknown, fileName: string): Subscription[] {
  return parseSubscriptionsFile(json, fileName).subscriptions;
}

function findRepeats(
  keys: readonly string[],
  toIssue: (index: number, earlier: number) => Issue,
): Issue[] {
  const firstIndex = new Map<string, number>();
  return keys.flatMap((key, index) => {
    const earlier = firstIndex.get(key);
    if (earlier === undefined) firstIndex.set(key, index);
    return earlier === undefined ? [] : [toIssue(index, earlier)];
  });
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
    document: new Set(declarations.map(({ id }) => id)),
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
        ["document", subscription.documents],
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
  const { services, termsTypes: types, documents, tags } = subscription;
  return (
    (services.length === 0 || services.includes(declaration.serviceId)) &&
    (types.length === 0 || types.includes(declaration.termsType)) &&
    (documents.length === 0 || documents.includes(declaration.id)) &&
    (tags.length === 0 || tags.some((tag) => declaration.tags.includes(tag)))
  );
}
