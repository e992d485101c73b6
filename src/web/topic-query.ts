import { isDay } from "../core/dates/day.ts";
import type { AddressQuery } from "./addresses.ts";

const wordingSorts = ["stance", "provider", "since"] as const;
export type WordingSort = (typeof wordingSorts)[number];

/** What a reader asks of a topic's page; each field stands in the address under its name. */
export interface TopicQuery {
  readonly service: string | null;
  readonly type: string | null;
  /** Days, `2025-03-01`: what came then or later, and no later than then. */
  readonly since: string | null;
  readonly until: string | null;
  /** The wordings of that day; null for today's. */
  readonly at: string | null;
  /** Only who added something in that year. */
  readonly added: number | null;
  readonly sort: WordingSort;
  /** From 1 on: wordings are shown a part at a time. */
  readonly part: number;
}

/** Gives what is asked, and the names of fields that cannot be used; unknown ones are passed over. */
export function parseTopicQuery(fields: URLSearchParams): {
  readonly query: TopicQuery;
  readonly faults: readonly string[];
} {
  const faults: string[] = [];
  const read = <T>(name: string, fallback: T, parse: (value: string) => T | undefined): T => {
    const value = fields.get(name);
    if (value === null || value === "") return fallback;
    const parsed = parse(value);
    if (parsed === undefined) faults.push(name);
    return parsed ?? fallback;
  };
  return {
    query: {
      service: read<string | null>("service", null, toName),
      type: read<string | null>("type", null, toName),
      since: read<string | null>("since", null, toDay),
      until: read<string | null>("until", null, toDay),
      at: read<string | null>("at", null, toDay),
      added: read<number | null>("added", null, toYear),
      sort: read<WordingSort>("sort", "stance", (value) =>
        wordingSorts.find((sort) => sort === value),
      ),
      part: read("part", 1, (value) => (/^[1-9]\d{0,3}$/.test(value) ? Number(value) : undefined)),
    },
    faults,
  };
}

/** Gives the fields of an address, those with nothing to say left out, so that the same page has one address. */
export function toTopicFields(query: Partial<TopicQuery>): AddressQuery {
  const { sort = "stance", part = 1, ...others } = query;
  return {
    ...others,
    sort: sort === "stance" ? null : sort,
    part: part === 1 ? null : part,
  };
}

const maxName = 100;

function toName(value: string): string | undefined {
  return value.length <= maxName ? value : undefined;
}

function toDay(value: string): string | undefined {
  return isDay(value) ? value : undefined;
}

function toYear(value: string): number | undefined {
  return /^(?:19|20)\d\d$/.test(value) ? Number(value) : undefined;
}
