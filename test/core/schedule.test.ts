import { CronTime } from "cron";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseService } from "../../src/core/declaration.ts";
import {
  describeScheduleFault,
  dueDeclarations,
  intervalMs,
  nextDueAt,
} from "../../src/core/schedule.ts";
import type { Declaration } from "../../src/model/declaration.ts";
import { digestOf } from "../../src/model/digest.ts";
import { addMs, parseInstant, toInstant } from "../../src/model/instant.ts";
import type { LastCheck } from "../../src/model/terms-state.ts";
import type { PendingKind } from "../../src/model/variant.ts";

const hour = 3_600_000;
const day = 24 * hour;
const options = { confirmDelayMs: 60_000 };

function declarationOf(schedule: string): Declaration {
  const terms = { Imprint: { fetch: "https://acme.example/", schedule } };
  const [declaration] = parseService("acme", { name: "Acme", terms }).declarations;
  if (!declaration) throw new Error("no declaration");
  return declaration;
}

function checkOf(startedAt: string, pending?: { kind: PendingKind; at: string }): LastCheck {
  return {
    termsId: "acme/imprint",
    startedAt: parseInstant(startedAt),
    lastVerifiedAt: null,
    pending: pending
      ? {
          fingerprint: digestOf("words"),
          kind: pending.kind,
          firstSeenAt: parseInstant(pending.at),
          sightings: 1,
          snapshotIds: [],
        }
      : null,
  };
}

function isDue(
  schedule: string,
  last: LastCheck | undefined,
  now: string,
  rules = options,
): boolean {
  const declarations = [declarationOf(schedule)];
  return dueDeclarations(declarations, last ? [last] : [], parseInstant(now), rules).length === 1;
}

function nextSlot(schedule: string, startedAt: string): string {
  const at = parseInstant(startedAt);
  return nextDueAt(declarationOf(schedule), checkOf(startedAt), at, options);
}

describe("dueDeclarations", () => {
  it("takes one that was never checked at once", () => {
    expect(isDue("0 0 29 2 *", undefined, "2026-03-01T00:00:00Z")).toBe(true);
  });

  it.each([
    ["2026-03-01T00:05:00Z", "2026-03-01T11:59:59.999Z", false],
    ["2026-03-01T00:05:00Z", "2026-03-01T12:00:00Z", true],
    ["2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", false],
    ["2026-03-01T11:59:59.999Z", "2026-03-01T12:00:00Z", true],
  ])("after a check at %s finds a terms of every 12 hours at %s due: %s", (last, now, expected) => {
    expect(isDue("0 */12 * * *", checkOf(last), now)).toBe(expected);
  });

  it("catches up a long downtime with one check", () => {
    const now = "2026-06-01T08:00:00Z";
    expect(isDue("0 */12 * * *", checkOf("2025-12-01T00:00:05Z"), now)).toBe(true);
    expect(isDue("0 */12 * * *", checkOf(now), "2026-06-01T08:00:01Z")).toBe(false);
  });

  it("keeps the order given and what other terms' checks say apart", () => {
    const [first, second] = ["0 0 * * *", "0 1 * * *"].map((schedule, index) => ({
      ...declarationOf(schedule),
      id: `acme/${index}`,
    }));
    if (!first || !second) throw new Error("no declarations");
    const checks = [{ ...checkOf("2026-03-01T00:30:00Z"), termsId: first.id }];
    const due = dueDeclarations(
      [second, first],
      checks,
      parseInstant("2026-03-01T02:00:00Z"),
      options,
    );
    expect(due.map(({ id }) => id)).toEqual([second.id]);
  });

  it("does not check again when the clock is put back by an hour", () => {
    expect(isDue("0 * * * *", checkOf("2026-03-01T12:00:05Z"), "2026-03-01T11:59:50Z")).toBe(false);
    expect(isDue("0 * * * *", checkOf("2026-03-01T12:00:05Z"), "2026-03-01T12:00:01Z")).toBe(false);
    expect(isDue("0 * * * *", checkOf("2026-03-01T12:00:05Z"), "2026-03-01T13:00:00Z")).toBe(true);
  });

  it("does not wait for a check that a wrong clock dated a year ahead", () => {
    expect(isDue("0 * * * *", checkOf("2027-03-01T12:00:05Z"), "2026-03-01T12:30:00Z")).toBe(true);
  });

  const seenAt = "2026-03-01T12:00:10.000Z";
  it.each([
    ["new", "2026-03-01T12:01:09.999Z", false],
    ["new", "2026-03-01T12:01:10Z", true],
    ["comeback", "2026-03-01T12:01:10Z", true],
    ["return", "2026-03-01T12:30:00Z", false],
  ] as const)("with words pending as %s, at %s, is due: %s", (kind, now, expected) => {
    const last = checkOf("2026-03-01T12:00:05Z", { kind, at: seenAt });
    expect(isDue("0 */12 * * *", last, now)).toBe(expected);
  });

  it("confirms at once when no delay is asked for", () => {
    const last = checkOf(seenAt, { kind: "new", at: seenAt });
    expect(isDue("0 */12 * * *", last, seenAt, { confirmDelayMs: 0 })).toBe(true);
  });

  it.each([
    ["2026-03-01T12:01:11Z", "2026-03-01T12:02:10.000Z"],
    ["2026-03-01T12:02:11Z", "2026-03-01T12:04:10.000Z"],
    ["2026-03-01T12:04:11Z", "2026-03-01T12:08:10.000Z"],
  ])("after a confirmation that failed at %s tries again at %s", (startedAt, expected) => {
    const last = checkOf(startedAt, { kind: "new", at: seenAt });
    const now = parseInstant(startedAt);
    expect(nextDueAt(declarationOf("0 */12 * * *"), last, now, options)).toBe(expected);
    expect(nextDueAt(declarationOf("0 */12 * * *"), last, now, { confirmDelayMs: 0 })).not.toBe(
      startedAt,
    );
  });

  it("leaves a confirmation that keeps failing to the schedule", () => {
    const last = checkOf("2026-03-01T20:40:00Z", { kind: "new", at: seenAt });
    expect(nextDueAt(declarationOf("0 */12 * * *"), last, last.startedAt, options)).toBe(
      "2026-03-02T00:00:00.000Z",
    );
  });
});

describe("nextDueAt", () => {
  it.each([
    ["0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    ["30 2 * * *", "2026-03-28T03:00:00Z", "2026-03-29T02:30:00.000Z"],
    ["30 2 * * *", "2026-10-24T03:00:00Z", "2026-10-25T02:30:00.000Z"],
    ["0 9 * * 1-5", "2026-03-06T09:00:01Z", "2026-03-09T09:00:00.000Z"],
    ["0 9 * * mon-fri", "2026-03-06T09:00:01Z", "2026-03-09T09:00:00.000Z"],
    ["15 30 6 * * *", "2026-12-31T23:00:00Z", "2027-01-01T06:30:15.000Z"],
    ["0 0 31 * *", "2026-02-01T00:00:00Z", "2026-03-31T00:00:00.000Z"],
  ])("puts the slot of %s after %s at %s", (schedule, startedAt, expected) => {
    expect(nextSlot(schedule, startedAt)).toBe(expected);
  });

  it("agrees with the package that wakes the daemon", () => {
    const schedules = [
      "17 */12 * * *",
      "0 9 * * 1-5",
      "5/15 * * * *",
      "0 0 1 * 1",
      "*/7 1 2 3 *",
      "0 0 * * 7",
    ];
    const times = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 11) });
    fc.assert(
      fc.property(fc.constantFrom(...schedules), times, (schedule, ms) => {
        const theirs = new CronTime(schedule, "utc")
          .getNextDateFrom(new Date(ms), "utc")
          .toMillis();
        expect(nextSlot(schedule, toInstant(ms))).toBe(toInstant(theirs));
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  it("is never at or before the check it follows", () => {
    const times = fc.integer({ min: Date.UTC(1999, 0), max: Date.UTC(2090, 0) });
    fc.assert(
      fc.property(times, (ms) => {
        expect(nextSlot("*/5 * * * *", toInstant(ms)) > toInstant(ms)).toBe(true);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

describe("intervalMs", () => {
  it.each([
    ["17 */12 * * *", 12 * hour],
    ["17 */6 * * *", 6 * hour],
    ["*/5 * * * *", hour / 12],
    ["0 1,2,9 * * *", 16 * hour],
    ["0 9 * * 1-5", 3 * day],
    ["*/5 9-17 * * 1-5", 2 * day + 15 * hour + hour / 12],
    ["0 0 29 2 *", 4 * 365 * day + day],
    ["0 3 1 1 *", 365 * day],
  ])("takes the longest wait of %s", (schedule, expected) => {
    expect(intervalMs({ schedule }, parseInstant("2026-03-04T12:34:56Z"))).toBe(expected);
  });

  it.each([
    ["0 9 * * 1-5", 3 * day],
    ["0 1,2,9 * * *", 16 * hour],
  ])("of %s does not hang on the time of day it is asked at", (schedule, expected) => {
    const at = parseInstant("2026-03-02T00:00:00Z");
    const asked = Array.from({ length: 48 }, (_, index) => addMs(at, index * hour));
    const answers = asked.map((now) => intervalMs({ schedule }, now));
    expect(new Set(answers)).toEqual(new Set([expected]));
  });
});

describe("describeScheduleFault", () => {
  it.each(["* * * * *", "0 */12 * * *", "*/10 * * * * *", "0 0 1,15 jan-mar MON"])(
    "takes %s",
    (expression) => {
      expect(describeScheduleFault(expression)).toBeUndefined();
    },
  );

  it.each([
    "",
    "hourly",
    "@daily",
    "* * * *",
    "* * * * * * *",
    "60 * * * *",
    "0 24 * * *",
    "0 0 30 2 *",
    "5-1 * * * *",
    "*/0 * * * *",
    "H * * * *",
    "0 0 L * *",
    "0 0 * * 1#2",
    "1.5 * * * *",
  ])("refuses %j", (expression) => {
    expect(describeScheduleFault(expression)).toEqual(expect.any(String));
  });
});
