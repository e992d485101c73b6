import { describe, expect, it } from "vitest";
import { parseInstant } from "../../../src/model/instant.ts";
import { toPeriods } from "../../../src/core/topics/periods.ts";

const now = parseInstant("2025-05-10T12:00:00Z");

describe("toPeriods", () => {
  it("gives quarters until today", () => {
    const periods = toPeriods(parseInstant("2024-11-20T00:00:00Z"), now);
    expect(periods.map(({ year, label, from, lastDay }) => [year, label, from, lastDay])).toEqual([
      [2024, "Q4", "2024-10-01", "2024-12-31"],
      [2025, "Q1", "2025-01-01", "2025-03-31"],
      [2025, "Q2", "2025-04-01", "2025-05-10"],
    ]);
    expect(periods.at(-1)?.end).toBe(now);
  });

  it("gives halves where quarters are too many, and years where halves are", () => {
    const halves = toPeriods(parseInstant("2019-03-01T00:00:00Z"), now);
    expect(halves.slice(0, 2).map(({ year, label }) => `${label} ${year}`)).toEqual([
      "H1 2019",
      "H2 2019",
    ]);
    const years = toPeriods(parseInstant("2012-03-01T00:00:00Z"), now);
    expect(years.map(({ year, label }) => [year, label])).toContainEqual([2012, ""]);
    expect(years).toHaveLength(14);
  });

  it("ends each where the next begins", () => {
    const periods = toPeriods(parseInstant("2023-01-01T00:00:00Z"), now);
    expect(periods.slice(0, -1).map(({ end }) => end.slice(0, 10))).toEqual(
      periods.slice(1).map(({ from }) => from),
    );
  });
});
