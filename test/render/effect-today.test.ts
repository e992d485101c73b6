import { describe, expect, it } from "vitest";
import type { Timing } from "../../src/core/dates/timing.ts";
import { toEffectToday } from "../../src/render/effect-today.ts";

function timing(fields: Partial<Timing>): Timing {
  return {
    kind: "upcoming",
    from: "2026-05-01",
    days: 29,
    isBackdated: false,
    promise: null,
    noticeDays: 29,
    isShort: false,
    ...fields,
  };
}

const earlier = { kind: "in-force", from: "2026-03-30", days: 3 } as const;

describe("toEffectToday", () => {
  it.each([
    ["the day before", timing({}), "2026-04-30", "Takes effect in 1 day, on 1 May 2026"],
    ["the day itself", timing({}), "2026-05-01", "Takes effect today, 1 May 2026"],
    [
      "a year later",
      timing({}),
      "2027-05-01",
      "In effect since 1 May 2026, 29 days after it was first seen",
    ],
    [
      "any day, of what bound before it was seen",
      timing(earlier),
      "2027-05-01",
      "In force since 30 Mar 2026, 3 days before it was first seen",
    ],
    [
      "any day, of what binds since it was seen",
      timing({ ...earlier, days: 0 }),
      "2027-05-01",
      "In force since 30 Mar 2026, the day it was first seen",
    ],
    [
      "any day, of what states no day",
      timing({ kind: "unstated", from: null }),
      "2027-05-01",
      "No effective date stated: it may bind already",
    ],
  ])("says on %s from when it binds", (_, known, today, said) => {
    expect(toEffectToday(known, null, today)).toBe(said);
  });

  it("says what the text states where nothing is known beside that", () => {
    expect(toEffectToday(null, "2026-05-01", "2026-04-01")).toBe(
      "Stated effective date: 1 May 2026",
    );
    expect(toEffectToday(null, null, "2026-04-01")).toBeNull();
  });
});
