import { describe, expect, it } from "vitest";
import { nextAttemptAt } from "../../src/core/backoff.ts";
import { addMs, parseInstant, toMs } from "../../src/model/instant.ts";

const createdAt = parseInstant("2026-01-01T00:00:00Z");
const minute = 60_000;
const hour = 60 * minute;

function waitAfter(attempts: number, random = 0.5, retryAfterMs?: number): number | null {
  const now = addMs(createdAt, minute);
  const at = nextAttemptAt({ createdAt, now, attempts, random, retryAfterMs });
  return at === null ? null : toMs(at) - toMs(now);
}

describe("nextAttemptAt", () => {
  it("waits a minute first, then twice as long each time", () => {
    expect([1, 2, 3, 4].map((attempts) => waitAfter(attempts))).toEqual([
      minute,
      2 * minute,
      4 * minute,
      8 * minute,
    ]);
  });

  it("spreads what failed together over half the wait", () => {
    expect([waitAfter(1, 0), waitAfter(1, 0.999_999)]).toEqual([45_000, 75_000]);
  });

  it("never waits longer than four hours of its own accord", () => {
    expect([waitAfter(40, 0.999), waitAfter(2000, 0.999)]).toEqual([4 * hour, 4 * hour]);
  });

  it("never comes back sooner than the channel asked", () => {
    expect(waitAfter(1, 0, 30 * minute)).toBe(30 * minute);
    expect(waitAfter(1, 0, 6 * hour)).toBe(6 * hour);
    expect(waitAfter(1, 0.5, 1000)).toBe(minute);
  });

  it("waits no longer than 30 days, whatever a channel asks for", () => {
    expect(waitAfter(1, 0.5, Number.MAX_VALUE)).toBe(30 * 24 * hour);
  });

  it("gives up once the notification is three days old", () => {
    const old = { createdAt, attempts: 20, random: 0.5, retryAfterMs: undefined };
    expect(nextAttemptAt({ ...old, now: addMs(createdAt, 67 * hour) })).not.toBeNull();
    expect(nextAttemptAt({ ...old, now: addMs(createdAt, 69 * hour) })).toBeNull();
  });

  it("still tries five times what had waited for a machine that was off", () => {
    const late = {
      createdAt,
      now: addMs(createdAt, 200 * hour),
      random: 0.5,
      retryAfterMs: undefined,
    };
    expect(nextAttemptAt({ ...late, attempts: 4 })).not.toBeNull();
    expect(nextAttemptAt({ ...late, attempts: 5 })).toBeNull();
  });
});
