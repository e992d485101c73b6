import type { RateLimit } from "../core/rate-limit.ts";
import { takeOne } from "../core/rate-limit.ts";

/** Requests of each client within a limit. */
export interface Visitors {
  /** Milliseconds until the client may come again; 0 where this request is within its limit, and counted. */
  admit(client: string, nowMs: number): number;
}

/** Clients counted at a time: an attacker with more addresses meets the limit over all mails instead. */
const maxClients = 20_000;

/** Counts in memory: who waits for a restart to begin anew has waited longer than the limit asks. */
export function createVisitors(limit: RateLimit): Visitors {
  const times = new Map<string, readonly number[]>();
  return {
    admit(client, nowMs) {
      const taking = takeOne(times.get(client) ?? [], limit, nowMs);
      // Put at the end, so that the first is the one that has not come for longest.
      times.delete(client);
      times.set(client, taking.times);
      const [oldest] = times.keys();
      if (times.size > maxClients && oldest !== undefined) times.delete(oldest);
      return taking.retryAfterMs;
    },
  };
}
