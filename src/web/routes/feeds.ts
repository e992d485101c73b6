import type { FeedFormat } from "../../app/build-feed.ts";
import { buildFeed } from "../../app/build-feed.ts";
import type { FeedRequest, FeedSettings } from "../../app/feed.ts";
import { stampHistory } from "../../app/feed.ts";
import type { FeedParameter } from "../../app/feed-query.ts";
import { defaultCalendarLimit, defaultFeedLimit, parseFeedQuery } from "../../app/feed-query.ts";
import { digestOf, digestOfFields } from "../../model/digest.ts";
import { UsageError } from "../../model/errors.ts";
import type { Store } from "../../ports/store.ts";
import { isKnown, toHttpDate } from "../conditional.ts";
import type { Request } from "../context.ts";
import type { ServedText, TextCache } from "../text-cache.ts";
import { createTextCache } from "../text-cache.ts";
import type { Refusal, Route } from "./route.ts";

export interface FeedRoutesOptions extends FeedSettings {
  readonly store: Store;
  /** What readers reach the pages under, without a slash at the end. */
  readonly baseUrl: string;
  /** Refuses to make a feed for a client that asks for too much; undefined where it is made. @default it always is */
  readonly hold?: (c: Request, filter: FeedRequest["filter"]) => Response | undefined;
}

interface FeedPlace {
  readonly path: string;
  readonly format: FeedFormat;
  readonly contentType: string;
  readonly limit: number;
}

const places: readonly FeedPlace[] = [
  {
    path: "/feed.atom",
    format: "atom",
    contentType: "application/atom+xml; charset=utf-8",
    limit: defaultFeedLimit,
  },
  {
    path: "/feed.json",
    format: "json",
    contentType: "application/feed+json; charset=utf-8",
    limit: defaultFeedLimit,
  },
  {
    path: "/calendar.ics",
    format: "ics",
    contentType: "text/calendar; charset=utf-8",
    limit: defaultCalendarLimit,
  },
];

/** How long a copy is good: pages are looked at a few times a day. */
const maxAgeSeconds = 900;
const retrySeconds = 10;

/** Sentences are learned anew for each request: for the owner of the machine, not for everybody. */
const notHere = "like";

/** Changes as Atom and JSON Feed, the dates that count as a calendar; filters stand in the query. */
export function feedRoutes(options: FeedRoutesOptions): readonly Route[] {
  const cache = createTextCache();
  return places.map((place) => ({
    path: place.path,
    access: "readers" as const,
    refusal: askForKey,
    get: (c) => answer(c, { place, options, cache }),
  }));
}

/** Feed readers and calendars cannot fill in a form: a key is their password, whatever the name. */
const askForKey: Refusal = (_c, status) =>
  status === 401
    ? explain(401, "feeds ask for a key: give it as the password, with any name", {
        "www-authenticate": 'Basic realm="Clausewatch", charset="UTF-8"',
      })
    : explain(403, "this key may not read feeds");

interface Answering {
  readonly place: FeedPlace;
  readonly options: FeedRoutesOptions;
  readonly cache: TextCache<ServedText>;
}

async function answer(c: Request, { place, options, cache }: Answering): Promise<Response> {
  const { searchParams } = new URL(c.req.url);
  const parameters = [...searchParams].toSorted(byName);
  const asked = parse(parameters, place.limit);
  if (asked instanceof UsageError) return explain(400, asked.message);
  const stamp = await stampHistory(options.store);
  const key = digestOfFields(place.format, stamp, JSON.stringify(parameters));
  const selfUrl = toSelfUrl(options.baseUrl, place.path, parameters);
  const held = cache.has(key) ? undefined : options.hold?.(c, asked.filter);
  if (held) return held;
  const feed = await cache.get(key, () => build(asked, selfUrl, { place, options }));
  if (feed === undefined)
    return explain(503, "too many feeds are being made; try again in a moment", {
      "retry-after": String(retrySeconds),
    });
  const headers = {
    "cache-control": `public, max-age=${maxAgeSeconds}`,
    etag: feed.etag,
    "last-modified": toHttpDate(feed),
  };
  if (isKnown(c.req.raw.headers, feed)) return new Response(null, { status: 304, headers });
  return new Response(feed.text, { headers: { ...headers, "content-type": place.contentType } });
}

/** The same feed says the same of itself, whatever the order it was asked in. */
function toSelfUrl(baseUrl: string, path: string, parameters: readonly FeedParameter[]): string {
  const pairs = parameters.map(([name, value]): [string, string] => [name, value]);
  const query = new URLSearchParams(pairs).toString();
  return `${baseUrl}${path}${query === "" ? "" : `?${query}`}`;
}

async function build(
  asked: FeedRequest,
  selfUrl: string,
  { place, options }: Pick<Answering, "place" | "options">,
): Promise<ServedText> {
  const built = { ...options, selfUrl, homeUrl: `${options.baseUrl}/` };
  const { text, updatedAt } = await buildFeed(options.store, place.format, asked, built);
  return { text, updatedAt, etag: `"${digestOf(text).slice(0, 32)}"` };
}

function parse(parameters: readonly FeedParameter[], limit: number): FeedRequest | UsageError {
  if (parameters.some(([name]) => name === notHere))
    return new UsageError("like: feeds that match by meaning are made with `clausewatch feed`");
  try {
    return parseFeedQuery(parameters, limit);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

function explain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    },
  });
}

function byName([one, a]: FeedParameter, [other, b]: FeedParameter): number {
  const keys = [`${one} ${a}`, `${other} ${b}`] as const;
  return keys[0] < keys[1] ? -1 : +(keys[0] > keys[1]);
}
