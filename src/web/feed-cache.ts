import type { Instant } from "../model/instant.ts";

/** A feed as it is sent. */
export interface ServedFeed {
  readonly text: string;
  /** In quotation marks, as the header has it. */
  readonly etag: string;
  readonly updatedAt: Instant;
}

export interface FeedCache {
  /**
   * Gives the feed of that key, built if it is not kept: one at a time, the same one once.
   * Undefined when too many wait already.
   */
  get(key: string, build: () => Promise<ServedFeed>): Promise<ServedFeed | undefined>;
}

/** Each up to two megabytes or so. */
const maxKept = 16;
/** Building reads history for up to a second or so: who comes after these is asked to come again. */
const maxWaiting = 8;

export function createFeedCache(): FeedCache {
  // In the order of use, the latest last.
  const kept = new Map<string, Promise<ServedFeed>>();
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function start(key: string, build: () => Promise<ServedFeed>): Promise<ServedFeed> {
    waiting += 1;
    const feed = last.then(build).finally(() => (waiting -= 1));
    last = feed.catch(() => kept.delete(key));
    return feed;
  }

  return {
    async get(key, build) {
      const found = kept.get(key);
      if (found === undefined && waiting >= maxWaiting) return undefined;
      const feed = found ?? start(key, build);
      kept.delete(key);
      kept.set(key, feed);
      for (const oldest of [...kept.keys()].slice(0, -maxKept)) kept.delete(oldest);
      return feed;
    },
  };
}
