import * as fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { nextDigestAt } from "../../../src/core/delivery/digest-times.ts";
import { parseInstant } from "../../../src/model/instant.ts";
import type { Instant } from "../../../src/model/instant.ts";
import { weekdays } from "../../../src/model/subscriber.ts";
import { hourMs, instants, times, timeZones, toGap } from "./clocks.ts";

const berlin = { timeZone: "Europe/Berlin", digestAt: "08:00", digestDay: "monday" } as const;

function daily(
  now: string,
  fields: { readonly timeZone?: string; readonly digestAt?: string } = {},
) {
  return nextDigestAt({ ...berlin, ...fields }, "daily", parseInstant(now));
}

describe("nextDigestAt", () => {
  it("gives today's where its time is to come, tomorrow's otherwise", () => {
    expect(daily("2026-01-10T06:59:00Z")).toBe("2026-01-10T07:00:00.000Z");
    expect(daily("2026-01-10T07:00:00Z")).toBe("2026-01-11T07:00:00.000Z");
  });

  it("goes by the subscriber's day, not by that of UTC", () => {
    const fields = { timeZone: "Pacific/Auckland", digestAt: "09:30" };
    expect(daily("2026-06-10T22:00:00Z", fields)).toBe("2026-06-11T21:30:00.000Z");
  });

  it("stays at the same time of the wall when the clocks change", () => {
    expect(daily("2026-03-28T12:00:00Z")).toBe("2026-03-29T06:00:00.000Z");
    expect(daily("2026-10-24T12:00:00Z")).toBe("2026-10-25T07:00:00.000Z");
  });

  it("is due an hour later where the clocks leave its time out", () => {
    expect(daily("2026-03-28T12:00:00Z", { digestAt: "02:30" })).toBe("2026-03-29T01:30:00.000Z");
  });

  it("is due once where its time comes twice", () => {
    const fields = { digestAt: "02:30" };
    expect(daily("2026-10-24T12:00:00Z", fields)).toBe("2026-10-25T00:30:00.000Z");
    expect(daily("2026-10-25T00:30:00Z", fields)).toBe("2026-10-26T01:30:00.000Z");
  });

  it("gives the named day of a week", () => {
    const weekly = (now: string) =>
      nextDigestAt({ ...berlin, digestDay: "friday" }, "weekly", parseInstant(now));
    expect(weekly("2026-01-05T00:00:00Z")).toBe("2026-01-09T07:00:00.000Z");
    expect(weekly("2026-01-09T07:00:00Z")).toBe("2026-01-16T07:00:00.000Z");
  });

  it("comes once a day, and once a week on its day, in any zone and year", () => {
    fc.assert(
      fc.property(
        instants,
        timeZones,
        times,
        fc.constantFrom(...weekdays),
        (now, timeZone, digestAt, digestDay) => {
          const subscriber = { timeZone, digestAt, digestDay };
          for (const [rhythm, days] of [
            ["daily", 1],
            ["weekly", 7],
          ] as const) {
            const first = nextDigestAt(subscriber, rhythm, now);
            const second = nextDigestAt(subscriber, rhythm, first);
            expect(toGap(now, first)).toBeGreaterThan(0);
            expect(toGap(now, first)).toBeLessThanOrEqual((days * 24 + 2) * hourMs);
            expect(Math.abs(toGap(first, second) - days * 24 * hourMs)).toBeLessThanOrEqual(
              2 * hourMs,
            );
          }
          const weekly = nextDigestAt(subscriber, "weekly", now);
          expect(weekdayOf(weekly, timeZone)).toBe(digestDay);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("never goes back as time goes on", () => {
    fc.assert(
      fc.property(instants, instants, timeZones, times, (one, other, timeZone, digestAt) => {
        const [earlier, later] = one < other ? [one, other] : [other, one];
        const at = (now: Instant) =>
          nextDigestAt({ timeZone, digestAt, digestDay: "monday" }, "weekly", now);
        expect(at(earlier) <= at(later)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

function weekdayOf(at: Instant, zone: string): string | undefined {
  return weekdays[DateTime.fromISO(at, { zone }).weekday - 1];
}
