import { parseSubscriptions } from "../core/subscription.ts";
import { DeclarationError, UsageError } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import { parseInstant } from "../model/instant.ts";
import type { FeedRequest } from "./feed.ts";
import { maxFeedLimit } from "./feed.ts";

/** Entries of a feed that says nothing of their number. */
export const defaultFeedLimit = 50;
/** Changes that a calendar looks through; few of them name a day. */
export const defaultCalendarLimit = maxFeedLimit;

/** What may be asked of a feed, by name, with the field of a subscription that it fills and how it is read. */
const filters = {
  service: ["services", "names"],
  type: ["termsTypes", "names"],
  document: ["documents", "names"],
  tag: ["tags", "names"],
  topic: ["topics", "names"],
  direction: ["directions", "names"],
  only: ["marks", "names"],
  min: ["minMateriality", "one"],
  "effective-within": ["effectiveWithinDays", "number"],
  word: ["words", "texts"],
  pattern: ["pattern", "one"],
  like: ["clauseWatch", "texts"],
} as const;

type FilterName = keyof typeof filters;

/** Names of everything that a feed can be asked. */
export const feedParameters: readonly string[] = [...Object.keys(filters), "since", "limit"];

/** A field's name and one of its values; the same name may come several times. */
export type FeedParameter = readonly [name: string, value: string];

/**
 * Gives the feed that is asked for, checked as a subscription of the operator's file is.
 * @param defaultLimit entries where nothing is said of their number
 * @throws {UsageError} that names every parameter it cannot use, and why
 */
export function parseFeedQuery(
  parameters: readonly FeedParameter[],
  defaultLimit: number = defaultFeedLimit,
): FeedRequest {
  const issues: string[] = [];
  const given = Map.groupBy(parameters, ([name]) => name);
  for (const name of given.keys())
    if (!feedParameters.includes(name))
      issues.push(`${toShown(name)}: no such parameter; there are ${feedParameters.join(", ")}`);
  const valuesOf = (name: string) => (given.get(name) ?? []).map(([, value]) => value);
  const readOnce = <T>(name: string, fallback: T, read: (value: string) => T): T => {
    const [value, second] = valuesOf(name);
    if (second !== undefined) issues.push(`${name}: given more than once`);
    if (value === undefined) return fallback;
    try {
      return read(value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      issues.push(`${name}: ${error.message}`);
      return fallback;
    }
  };
  const since = readOnce<Instant | null>("since", null, readSince);
  const limit = readOnce("limit", defaultLimit, readLimit);
  const fields: Record<string, unknown> = {};
  for (const [name, [field, form]] of Object.entries(filters)) {
    const values = valuesOf(name);
    if (values.length === 0) continue;
    if (form === "names") fields[field] = values.flatMap(splitNames);
    else if (form === "texts") fields[field] = values;
    else if (form === "number") fields[field] = readOnce(name, null, readNumber);
    else fields[field] = readOnce(name, "", (value) => value);
  }
  const filter = parseFilter(fields, issues);
  if (filter === undefined || issues.length > 0) throw new UsageError(issues.join("; "));
  return { filter, since, limit };
}

function parseFilter(fields: object, issues: string[]): FeedRequest["filter"] | undefined {
  try {
    const subscriptions = [{ id: "feed", channel: "console", ...fields }];
    const [parsed] = parseSubscriptions({ subscriptions }, "feed");
    if (parsed === undefined) return undefined;
    const {
      id: _id,
      channel: _channel,
      target: _target,
      rhythm: _rhythm,
      source: _source,
      ...filter
    } = parsed;
    return filter;
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    for (const { path, message } of error.issues) issues.push(`${toName(path)}: ${message}`);
    return undefined;
  }
}

/** The parameter that fills `feed: subscriptions[0].topics[1]`. */
function toName(path: string): string {
  const field = /\.(?<field>\w+)(?:\[\d+\])?$/.exec(path)?.groups?.["field"];
  const names = Object.keys(filters) as FilterName[];
  return names.find((name) => filters[name][0] === field) ?? path;
}

function splitNames(value: string): string[] {
  return value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function readSince(value: string): Instant {
  try {
    return parseInstant(value);
  } catch {
    throw new RangeError("not a date such as 2026-03-01");
  }
}

function readLimit(value: string): number {
  const limit = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (limit < 1 || limit > maxFeedLimit)
    throw new RangeError(`not a whole number from 1 to ${maxFeedLimit}`);
  return limit;
}

function readNumber(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new RangeError("not a whole number");
  return Number(value);
}

/** Of a name that anybody may have written. */
function toShown(name: string): string {
  return JSON.stringify(name.slice(0, 40));
}
