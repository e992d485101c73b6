import { describe, expect, it, vi } from "vitest";
import { createCronAlarm } from "../../../src/adapters/system/cron-alarm.ts";

describe("createCronAlarm", () => {
  it("yields once for each slot, once for all that pass meanwhile, and ends when told to", async () => {
    vi.useFakeTimers({ now: new Date("2026-01-01T00:00:30Z") });
    try {
      const stop = new AbortController();
      const slots = createCronAlarm().slots("* * * * *", stop.signal)[Symbol.asyncIterator]();
      const first = slots.next();
      await vi.advanceTimersByTimeAsync(30_000);
      expect(await first).toEqual({ done: false, value: undefined });

      await vi.advanceTimersByTimeAsync(5 * 60_000);
      expect((await slots.next()).done).toBe(false);

      const last = slots.next();
      stop.abort();
      expect((await last).done).toBe(true);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
