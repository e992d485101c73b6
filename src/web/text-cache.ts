import type { Instant } from "../model/instant.ts";

/** A feed or a page as it is sent. */
export interface ServedText {
  readonly text: string;
  /** In quotation marks, as the header has it. */
  readonly etag: string;
  readonly updatedAt: Instant;
}

export interface TextCache<T> {
  /**
   * Gives the text of that key, built if it is not kept: one at a time, the same one once.
   * Undefined when too many wait already.
   */
  get(key: string, build: () => Promise<T>): Promise<T | undefined>;
}

/** Building reads history for up to a second or so: who comes after these is asked to come again. */
const maxWaiting = 8;

/** @param maxKept texts, each of up to two megabytes or so. @default 16 */
export function createTextCache<T = ServedText>(maxKept = 16): TextCache<T> {
  // In the order of use, the latest last.
  const kept = new Map<string, Promise<T>>();
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function start(key: string, build: () => Promise<T>): Promise<T> {
    waiting += 1;
    const text = last.then(build).finally(() => (waiting -= 1));
    last = text.catch(() => kept.delete(key));
    return text;
  }

  return {
    async get(key, build) {
      const found = kept.get(key);
      if (found === undefined && waiting >= maxWaiting) return undefined;
      const text = found ?? start(key, build);
      kept.delete(key);
      kept.set(key, text);
      for (const oldest of [...kept.keys()].slice(0, -maxKept)) kept.delete(oldest);
      return text;
    },
  };
}
