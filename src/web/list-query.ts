import type { FeedRequest } from "../app/feed.ts";
import { feedParameters, readFeedQuery } from "../app/feed-query.ts";
import type { Parameter } from "../core/subscription/parameters.ts";
import type { Issue } from "../model/errors.ts";
import type { AddressQuery } from "./addresses.ts";

/** A list of changes as its address asks for it. */
export interface ListQuery {
  /** What is asked for, in the order of the parameters' names, each value once; nothing that says nothing. */
  readonly parameters: readonly Parameter[];
  /** Undefined where something cannot be used. */
  readonly request: FeedRequest | undefined;
  /** By the name of the parameter. */
  readonly issues: readonly Issue[];
  /** The change that the page before ended with; null for the first page. */
  readonly before: string | null;
}

/** Sentences are learned anew for each request; a page has as many entries as fit it. */
const notHere: ReadonlySet<string> = new Set(["like", "limit"]);

/** Names of all that a list can be asked. */
const listParameters: readonly string[] = feedParameters.filter((name) => !notHere.has(name));

/** Names whose values are lists: they may stand in one value, parted by commas. */
const lists: ReadonlySet<string> = new Set([
  "service",
  "type",
  "document",
  "tag",
  "topic",
  "direction",
  "only",
]);

export function isList(name: string): boolean {
  return lists.has(name);
}

/** What the list is when nothing is said, so that it need not be said. */
const usual: Parameter = ["min", "substantive"];

/** Reads an address's query; what is no parameter of a list is left alone, since others add their own to links. */
export function readListQuery(search: URLSearchParams): ListQuery {
  const given = [...search].flatMap(([name, value]): Parameter[] => {
    const values = isList(name) ? value.split(",") : [value];
    return values.map((one) => [name, one.trim()] as const);
  });
  const unique = new Map(given.map((one) => [one.join("="), one]));
  const parameters = [...unique.values()]
    .filter(([name, value]) => listParameters.includes(name) && value !== "")
    .filter(([name, value]) => name !== usual[0] || value !== usual[1])
    .toSorted(([one], [other]) => listParameters.indexOf(one) - listParameters.indexOf(other));
  return { parameters, ...readFeedQuery(parameters), before: search.get("before") };
}

/** Gives parameters as an address takes them. */
export function toQuery(parameters: readonly Parameter[]): AddressQuery {
  const byName = Map.groupBy(parameters, ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, held]) => [name, held.map(([, value]) => value)]),
  );
}
