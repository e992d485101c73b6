import { setTimeout as delay } from "node:timers/promises";
import { toInstant } from "../../model/instant.ts";
import type { Clock } from "../../ports/clock.ts";

export function createSystemClock(): Clock {
  return {
    now: () => toInstant(Date.now()),
    async sleep(ms, signal) {
      try {
        await delay(ms, undefined, signal && { signal });
      } catch (error) {
        // Node wraps the reason in an AbortError of its own; the port promises the reason.
        signal?.throwIfAborted();
        throw error;
      }
    },
  };
}
