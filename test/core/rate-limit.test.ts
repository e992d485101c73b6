import { describe, expect, it } from "vitest";
import { takeOne } from "../../src/core/rate-limit.ts";

const limit = { count: 2, withinMs: 1000 };

describe("takeOne", () => {
  it("takes as many as the limit has, and counts each", () => {
    const first = takeOne([], limit, 5000);
    const second = takeOne(first.times, limit, 5100);
    expect(second).toEqual({ isTaken: true, times: [5000, 5100], retryAfterMs: 0 });
    expect(takeOne(second.times, limit, 5200)).toEqual({
      isTaken: false,
      times: [5000, 5100],
      retryAfterMs: 800,
    });
  });

  it("frees one as soon as the oldest is out of the window, and no sooner", () => {
    expect(takeOne([5000, 5100], limit, 5999).isTaken).toBe(false);
    expect(takeOne([5000, 5100], limit, 6000)).toMatchObject({
      isTaken: true,
      times: [5100, 6000],
    });
  });

  it("does not count what it refuses", () => {
    let times: readonly number[] = [5000, 5100];
    for (let at = 5200; at < 6000; at += 100) ({ times } = takeOne(times, limit, at));
    expect(times).toEqual([5000, 5100]);
  });

  it("forgets what a clock that was set back has in the future", () => {
    expect(takeOne([9000, 9100], limit, 5000).isTaken).toBe(true);
  });
});
