import type { Instant } from "../../src/model/instant.ts";
import { addMs, parseInstant } from "../../src/model/instant.ts";
import type { Clock } from "../../src/ports/clock.ts";

/** A clock that stands still but for `sleep` and `advance`; sleeping takes no time at all. */
export interface FakeClock extends Clock {
  advance(ms: number): void;
  set(instant: string): void;
  /** Every sleep asked for, in milliseconds. */
  readonly slept: readonly number[];
}

export function createFakeClock(start = "2026-01-01T00:00:00Z"): FakeClock {
  let now: Instant = parseInstant(start);
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
      now = addMs(now, ms);
    },
    advance(ms) {
      now = addMs(now, ms);
    },
    set(instant) {
      now = parseInstant(instant);
    },
  };
}
