import { parseSubscriptions } from "../core/subscription.ts";
import type { Parameter } from "../core/subscription/parameters.ts";
import {
  filterParameters,
  findFilterParameter,
  readFilterFields,
} from "../core/subscription/parameters.ts";
import type { Issue } from "../model/errors.ts";
import { DeclarationError, UsageError } from "../model/errors.ts";
import type { Instant } from "../model/instant.ts";
import { addMs, parseInstant } from "../model/instant.ts";
import { toFilter } from "../model/subscription.ts";
import type { FeedRequest } from "./feed.ts";
import { maxFeedLimit } from "./feed.ts";

/** Entries of a feed that says nothing of their number. */
export const defaultFeedLimit = 50;
/** Changes that a calendar looks through; few of them name a day. */
export const defaultCalendarLimit = maxFeedLimit;

/** Names of everything that a feed can be asked. */
export const feedParameters: readonly string[] = [...filterParameters, "since", "until", "limit"];

/** A field's name and one of its values; the same name may come several times. */
export type FeedParameter = Parameter;

/**
 * Gives the feed that is asked for, checked as a subscription of the operator's file is.
 * @param defaultLimit entries where nothing is said of their number
 * @throws {UsageError} that names every parameter it cannot use, and why
 */
export function parseFeedQuery(
  parameters: readonly FeedParameter[],
  defaultLimit: number = defaultFeedLimit,
): FeedRequest {
  const { request, issues } = readFeedQuery(parameters, defaultLimit);
  if (request === undefined)
    throw new UsageError(issues.map(({ path, message }) => `${path}: ${message}`).join("; "));
  return request;
}

/** Gives the same, or what is wrong with each parameter, by its name: for whoever can show it beside a form. */
export function readFeedQuery(
  parameters: readonly FeedParameter[],
  defaultLimit: number = defaultFeedLimit,
): { readonly request: FeedRequest | undefined; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const given = Map.groupBy(parameters, ([name]) => name);
  for (const name of given.keys())
    if (!feedParameters.includes(name)) {
      const message = `no such parameter; there are ${feedParameters.join(", ")}`;
      issues.push({ path: toShown(name), message });
    }
  const readOnce = <T>(name: string, fallback: T, read: (value: string) => T): T => {
    const [value, second] = (given.get(name) ?? []).map(([, text]) => text);
    if (second !== undefined) issues.push({ path: name, message: "given more than once" });
    if (value === undefined) return fallback;
    try {
      return read(value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      issues.push({ path: name, message: error.message });
      return fallback;
    }
  };
  const since = readOnce<Instant | null>("since", null, readSince);
  const until = readOnce<Instant | null>("until", null, readUntil);
  const limit = readOnce("limit", defaultLimit, readLimit);
  const { fields, issues: own } = readFilterFields(parameters);
  issues.push(...own);
  const filter = parseFilter(fields, issues);
  if (filter === undefined || issues.length > 0) return { request: undefined, issues };
  return { request: { filter, since, limit, ...(until !== null && { until }) }, issues };
}

function parseFilter(fields: object, issues: Issue[]): FeedRequest["filter"] | undefined {
  try {
    const subscriptions = [{ id: "feed", channel: "console", ...fields }];
    const [parsed] = parseSubscriptions({ subscriptions }, "feed");
    return parsed && toFilter(parsed);
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    for (const { path, message } of error.issues)
      issues.push({ path: findFilterParameter(path) ?? path, message });
    return undefined;
  }
}

function readSince(value: string): Instant {
  try {
    return parseInstant(value);
  } catch {
    throw new RangeError("not a date such as 2026-03-01");
  }
}

/** A day counts to its end. */
function readUntil(value: string): Instant {
  const at = readSince(value);
  return /^\d{4}-\d\d-\d\d$/.test(value) ? addMs(at, dayMs) : at;
}

const dayMs = 86_400_000;

function readLimit(value: string): number {
  const limit = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (limit < 1 || limit > maxFeedLimit)
    throw new RangeError(`not a whole number from 1 to ${maxFeedLimit}`);
  return limit;
}

/** Of a name that anybody may have written. */
function toShown(name: string): string {
  return JSON.stringify(name.slice(0, 40));
}
