/** So much work at a time, and so much that waits. */
export interface Queue {
  /** Gives the work's result when its turn has come; null where too much waits already. */
  run<T>(work: () => Promise<T>): Promise<T> | null;
}

export function createQueue(maxConcurrent: number, maxWaiting: number): Queue {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function take<T>(work: () => Promise<T>): Promise<T> {
    if (running < maxConcurrent) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Whoever is next has the place of the one that ends.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }

  return {
    run: (work) => (running >= maxConcurrent && waiting.length >= maxWaiting ? null : take(work)),
  };
}
