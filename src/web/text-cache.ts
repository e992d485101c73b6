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
  /** Whether the text is kept, or being built. */
  has(key: string): boolean;
}

export interface TextCacheOptions<T> {
  /** Texts kept at most. @default 16 */
  readonly maxKept?: number;
  /** Characters of all that are kept together; the one asked for last is kept whatever its length. @default 32 million */
  readonly maxChars?: number;
  /** @default the length of its text, nothing for null */
  readonly lengthOf?: (value: T) => number;
  /** Building takes up to a second or so: who comes after these is asked to come again. @default 8 */
  readonly maxWaiting?: number;
}

interface Entry<T> {
  readonly text: Promise<T>;
  /** 0 until it is built. */
  chars: number;
}

export function createTextCache<T extends ServedText | null = ServedText>({
  maxKept = 16,
  maxChars = 32_000_000,
  lengthOf = (value) => value?.text.length ?? 0,
  maxWaiting = 8,
}: TextCacheOptions<T> = {}): TextCache<T> {
  // In the order of use, the latest last.
  const kept = new Map<string, Entry<T>>();
  let keptChars = 0;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function drop(key: string): void {
    keptChars -= kept.get(key)?.chars ?? 0;
    kept.delete(key);
  }

  function dropOldest(): void {
    for (const key of kept.keys()) {
      const isFull = kept.size > maxKept || (keptChars > maxChars && kept.size > 1);
      if (!isFull) return;
      drop(key);
    }
  }

  function start(key: string, build: () => Promise<T>): Entry<T> {
    waiting += 1;
    const text = last.then(build).finally(() => (waiting -= 1));
    const entry = { text, chars: 0 };
    last = settle(key, entry);
    return entry;
  }

  /** Never rejects: who asked for the text is told by the text's own promise. */
  async function settle(key: string, entry: Entry<T>): Promise<void> {
    try {
      const value = await entry.text;
      // It may have been dropped while it was built.
      if (kept.get(key) !== entry) return;
      // Addresses of nothing are without end: they push out none of what is there.
      if (value === null) return drop(key);
      const chars = lengthOf(value);
      entry.chars = chars;
      keptChars += chars;
      dropOldest();
    } catch {
      if (kept.get(key) === entry) drop(key);
    }
  }

  return {
    has: (key) => kept.has(key),
    async get(key, build) {
      const found = kept.get(key);
      if (found === undefined && waiting >= maxWaiting) return undefined;
      const entry = found ?? start(key, build);
      // To the end: it was used last.
      kept.delete(key);
      kept.set(key, entry);
      return entry.text;
    },
  };
}
