import * as fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { quietUntil } from "../../../src/core/delivery/quiet-hours.ts";
import { addMs, parseInstant } from "../../../src/model/instant.ts";
import type { Instant } from "../../../src/model/instant.ts";
import { hourMs, instants, times, timeZones, toGap } from "./clocks.ts";

interface Hours {
  readonly from: string;
  readonly to: string;
}

const night = { from: "22:00", to: "07:00" };

function inBerlin(now: string, quietHours: Hours | null = night): string | null {
  return quietUntil({ timeZone: "Europe/Berlin", quietHours }, parseInstant(now));
}

/** What a wall clock says, looked up another way. */
function isQuietOnTheWall(at: Instant, zone: string, { from, to }: Hours): boolean {
  const time = DateTime.fromISO(at, { zone }).toFormat("HH:mm");
  return from <= to ? from <= time && time < to : from <= time || time < to;
}

describe("quietUntil", () => {
  it("gives nothing outside quiet hours, and where there are none", () => {
    expect(inBerlin("2026-01-10T12:00:00Z")).toBeNull();
    expect(inBerlin("2026-01-10T23:00:00Z", null)).toBeNull();
    expect(inBerlin("2026-01-10T23:00:00Z", { from: "08:00", to: "08:00" })).toBeNull();
  });

  it("is quiet from the first minute to before the last", () => {
    expect(inBerlin("2026-01-10T20:59:59.999Z")).toBeNull();
    expect(inBerlin("2026-01-10T21:00:00Z")).toBe("2026-01-11T06:00:00.000Z");
    expect(inBerlin("2026-01-11T05:59:59.999Z")).toBe("2026-01-11T06:00:00.000Z");
    expect(inBerlin("2026-01-11T06:00:00Z")).toBeNull();
  });

  it("ends within one day where it begins earlier in it", () => {
    const lunch = { from: "12:00", to: "13:30" };
    expect(inBerlin("2026-01-10T11:30:00Z", lunch)).toBe("2026-01-10T12:30:00.000Z");
  });

  it("ends by the clock on the wall after a night of 23 hours' day, and of 25", () => {
    expect(inBerlin("2026-03-28T22:00:00Z")).toBe("2026-03-29T05:00:00.000Z");
    expect(inBerlin("2026-10-24T22:00:00Z")).toBe("2026-10-25T06:00:00.000Z");
  });

  it("ends when the clocks are put forward over its end", () => {
    const until = { from: "22:00", to: "02:30" };
    expect(inBerlin("2026-03-28T23:00:00Z", until)).toBe("2026-03-29T01:00:00.000Z");
  });

  it("is quiet again where its last hour comes twice", () => {
    const until = { from: "22:00", to: "02:30" };
    expect(inBerlin("2026-10-24T23:00:00Z", until)).toBe("2026-10-25T00:30:00.000Z");
    expect(inBerlin("2026-10-25T00:45:00Z", until)).toBeNull();
    expect(inBerlin("2026-10-25T01:00:00Z", until)).toBe("2026-10-25T01:30:00.000Z");
  });

  it("ends at the first moment that is not quiet, in any zone and year", () => {
    fc.assert(
      fc.property(instants, timeZones, times, times, (now, timeZone, from, to) => {
        const quietHours = { from, to };
        const until = quietUntil({ timeZone, quietHours }, now);
        expect(until !== null).toBe(isQuietOnTheWall(now, timeZone, quietHours));
        if (until === null) return;
        expect(isQuietOnTheWall(until, timeZone, quietHours)).toBe(false);
        expect(toGap(now, until)).toBeGreaterThan(0);
        expect(toGap(now, until)).toBeLessThanOrEqual(26 * hourMs);
        for (let at = now; at < until; at = addMs(at, 7 * 60_000)) {
          expect(isQuietOnTheWall(at, timeZone, quietHours), at).toBe(true);
        }
        expect(isQuietOnTheWall(addMs(until, -1), timeZone, quietHours)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("ends as said on the days on which clocks change", () => {
    const days = ["2026-03-29", "2026-10-25", "2026-04-05", "2026-10-04", "2026-09-06"];
    fc.assert(
      fc.property(
        fc.constantFrom(...days),
        fc.integer({ min: 0, max: 48 * 60 }),
        timeZones,
        times,
        times,
        (day, minutes, timeZone, from, to) => {
          const now = addMs(parseInstant(`${day}T00:00:00Z`), (minutes - 720) * 60_000);
          const until = quietUntil({ timeZone, quietHours: { from, to } }, now);
          if (until === null) return;
          expect(isQuietOnTheWall(until, timeZone, { from, to })).toBe(false);
          expect(isQuietOnTheWall(addMs(until, -1), timeZone, { from, to })).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
