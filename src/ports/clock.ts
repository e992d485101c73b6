import type { Instant } from "../model/instant.ts";

export interface Clock {
  now(): Instant;
  /** Resolves after the time, or rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
