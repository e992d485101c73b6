import { describe, expect, it } from "vitest";
import { afterDay, endOfDay, isDay, startOfDay } from "../../../src/core/dates/day.ts";

describe("isDay", () => {
  it.each(["2025-03-01", "2024-02-29"])("takes %s", (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    "2025-02-29",
    "2025-02-31",
    "2025-13-01",
    "2025-3-1",
    "2025-03-01T00:00:00Z",
    "",
    "soon",
  ])("takes %j for none", (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe("startOfDay, endOfDay and afterDay", () => {
  it("bound a day in UTC to the millisecond", () => {
    expect([startOfDay, endOfDay, afterDay].map((bound) => bound("2024-12-31"))).toEqual([
      "2024-12-31T00:00:00.000Z",
      "2024-12-31T23:59:59.999Z",
      "2025-01-01T00:00:00.000Z",
    ]);
  });
});
