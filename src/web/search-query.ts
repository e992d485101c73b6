import { endOfDay, isDay } from "../core/dates/day.ts";
import type { ParsedSearch } from "../core/search/parse-query.ts";
import { maxSearchChars, parseSearch } from "../core/search/parse-query.ts";
import type { Topic } from "../model/topic.ts";
import type { ClauseQuery } from "../ports/clause-index.ts";
import type { AddressQuery } from "./addresses.ts";

/** A search as its address asks for it. */
export interface SearchQuery {
  /** As it was typed, on one line. */
  readonly text: string;
  readonly parsed: ParsedSearch;
  /** `2025-03-01`; null: whenever. */
  readonly day: string | null;
  readonly provider: string | null;
  readonly type: string | null;
  readonly topic: Topic | null;
  /** From 1 on. */
  readonly page: number;
  /** What cannot be used, by the name of its field. */
  readonly faults: readonly SearchFault[];
}

export interface SearchFault {
  readonly field: "q" | "at" | "provider" | "type" | "topic" | "page";
  readonly message: string;
}

/** What can be chosen. */
export interface SearchChoices {
  readonly providers: readonly string[];
  readonly types: readonly string[];
  readonly topics: readonly Topic[];
}

export const searchPageSize = 20;
/** Whoever looks further looks for something else. */
const mostPages = 250;

/** Reads an address's query; what is no field of a search is left alone. */
export function readSearchQuery(search: URLSearchParams, choices: SearchChoices): SearchQuery {
  const faults: SearchFault[] = [];
  const get = (name: SearchFault["field"]): string =>
    (search.get(name) ?? "").replaceAll(/\s+/g, " ").trim();
  const choose = <T extends string>(
    field: "provider" | "type" | "topic",
    known: readonly T[],
  ): T | null => {
    const value = get(field);
    if (value === "") return null;
    const found = known.find((one) => one === value) ?? null;
    if (found === null)
      faults.push({ field, message: `there is no such ${fieldWords[field]} here` });
    return found;
  };
  const text = get("q").slice(0, maxSearchChars);
  const parsed = parseSearch(text);
  if (text !== "" && parsed.wanted.length === 0) {
    const message =
      parsed.excluded.length > 0
        ? "say also what should be there, not only what should not"
        : "there is no word in it";
    faults.push({ field: "q", message });
  }
  const day = get("at");
  if (day !== "" && !isDay(day)) {
    faults.push({ field: "at", message: "write the day like 2025-03-01" });
  }
  const page =
    get("page") === "" ? 1 : /^[1-9]\d{0,3}$/.test(get("page")) ? Number(get("page")) : 0;
  if (page < 1 || page > mostPages)
    faults.push({ field: "page", message: `there are pages from 1 to ${mostPages}` });
  return {
    text,
    parsed,
    day: day === "" || !isDay(day) ? null : day,
    provider: choose("provider", choices.providers),
    type: choose("type", choices.types),
    topic: choose("topic", choices.topics),
    page: Math.max(1, page),
    faults,
  };
}

const fieldWords = {
  provider: "provider",
  type: "type of document",
  topic: "topic",
} as const;

/** Gives it as the index takes it. */
export function toClauseQuery(
  query: SearchQuery,
  { limit, offset }: Pick<ClauseQuery, "limit" | "offset">,
): ClauseQuery {
  return {
    ...query.parsed,
    at: query.day === null ? null : endOfDay(query.day),
    serviceIds: query.provider === null ? [] : [query.provider],
    termsTypes: query.type === null ? [] : [query.type],
    topics: query.topic === null ? [] : [query.topic],
    limit,
    offset,
  };
}

/** Gives it as an address says it, with other fields in place of its own. */
export function toSearchAddress(
  { text, day, provider, type, topic, page }: SearchQuery,
  other: Partial<Pick<SearchQuery, "day" | "provider" | "type" | "topic" | "page">> = {},
): AddressQuery {
  const fields = { day, provider, type, topic, page, ...other };
  return {
    q: text,
    at: fields.day,
    provider: fields.provider,
    type: fields.type,
    topic: fields.topic,
    page: fields.page === 1 ? null : fields.page,
  };
}
