import type { Bucket, BucketLevel } from "../core/token-bucket.ts";
import { drawTokens } from "../core/token-bucket.ts";

/**
 * What it takes to answer, in hundredths of a second of one processor: a search, a comparison that nobody has asked
 * for before, a file that is made, words that are looked for in all of history, a PDF that a browser prints.
 */
const costs = { search: 1, comparison: 10, export: 10, history: 50, pdf: 100 } as const;
export type CostlyWork = keyof typeof costs;

/** Holds those back who ask for too much that is costly, so that there is something left for the others. */
export interface Costly {
  /** Milliseconds until the client may ask again; 0 where the work may be done, and is counted. */
  admit(client: string, work: CostlyWork, nowMs: number): number;
}

/** Four PDFs or forty comparisons at once, and searching as fast as somebody types: people do not get there. */
export const usualBucket: Bucket = { capacity: 400, perSecond: 10 };

/** Clients counted at a time. */
const maxClients = 20_000;

/** @param bucket of each client; null: nobody is held back */
export function createCostly(bucket: Bucket | null): Costly {
  const levels = new Map<string, BucketLevel>();
  return {
    admit(client, work, nowMs) {
      if (bucket === null) return 0;
      const drawing = drawTokens(levels.get(client), bucket, { cost: costs[work], nowMs });
      // Put at the end, so that the first is the one that has not come for longest.
      levels.delete(client);
      levels.set(client, drawing.level);
      const [oldest] = levels.keys();
      if (levels.size > maxClients && oldest !== undefined) levels.delete(oldest);
      return drawing.retryAfterMs;
    },
  };
}
