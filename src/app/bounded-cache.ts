/** Values by key, each made once, the least used ones forgotten when all together take too much. */
export interface BoundedCache<V> {
  /** Gives the value of that key, made unless it is kept or being made. What cannot be made is tried anew. */
  get(key: string, make: () => Promise<V>): Promise<V>;
  /** Whether the value is kept, or being made. */
  has(key: string): boolean;
}

interface Entry<V> {
  readonly value: Promise<V>;
  /** 0 until it is made. */
  bytes: number;
}

/**
 * @param maxBytes of all values together; one that alone takes more is given and not kept
 * @param sizeOf what a value takes, in bytes
 */
export function createBoundedCache<V>(
  maxBytes: number,
  sizeOf: (value: V) => number,
): BoundedCache<V> {
  // In the order of use, the latest last.
  const kept = new Map<string, Entry<V>>();
  let total = 0;

  function drop(key: string, entry: Entry<V>): void {
    if (kept.get(key) !== entry) return;
    kept.delete(key);
    total -= entry.bytes;
  }

  function shrink(): void {
    for (const [key, entry] of kept) {
      if (total <= maxBytes) return;
      // What is being made takes nothing yet, and somebody waits for it.
      if (entry.bytes > 0) drop(key, entry);
    }
  }

  async function weigh(key: string, entry: Entry<V>): Promise<void> {
    try {
      entry.bytes = sizeOf(await entry.value);
      total += entry.bytes;
      shrink();
    } catch {
      // Whoever asked is told.
      drop(key, entry);
    }
  }

  return {
    has: (key) => kept.has(key),
    get(key, make) {
      const known = kept.get(key);
      const entry = known ?? { value: make(), bytes: 0 };
      kept.delete(key);
      kept.set(key, entry);
      if (known === undefined) void weigh(key, entry);
      return entry.value;
    },
  };
}
