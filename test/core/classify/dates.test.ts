import { describe, expect, it } from "vitest";
import { readStatedDates, toIsoDate } from "../../../src/core/classify/dates.ts";

describe("toIsoDate", () => {
  it.each([
    ["October 8, 2025", "2025-10-08"],
    ["8th October 2025", "2025-10-08"],
    ["8 Oct. 2025", "2025-10-08"],
    ["2025-10-08", "2025-10-08"],
    ["2025/10/8", "2025-10-08"],
    ["10/08/2025", "2025-10-08"],
    ["23/10/2025", "2025-10-23"],
    ["08.10.2025", "2025-10-08"],
    ["October 2025", "2025-10-01"],
  ])("reads %s", (text, date) => {
    expect(toIsoDate(text)).toBe(date);
  });

  it.each(["someday", "32 October 2025", "2025-13-01", ""])("gives nothing for %s", (text) => {
    expect(toIsoDate(text)).toBeNull();
  });
});

describe("readStatedDates", () => {
  it.each([
    ["**Last updated:** May 4, 2026", "2026-05-04", null],
    ["UpdatedNovember 14, 2023", "2023-11-14", null],
    ["Last Revised on 3 June 2025", "2025-06-03", null],
    ["Effective Date: January 1, 2026", null, "2026-01-01"],
    ["These terms take effect on 1 July 2026.", null, "2026-07-01"],
    ["Effective February 15, 2024. Updated: December 15, 2023", "2023-12-15", "2024-02-15"],
    ["We charge fees.", null, null],
  ])("reads what %s states", (text, lastUpdated, effective) => {
    expect(readStatedDates(`# Terms\n\n${text}\n\nBe kind.`)).toEqual({ lastUpdated, effective });
  });

  it("takes no date from the middle of a long text", () => {
    const filler = "Nothing is said here about any date. ".repeat(400);
    expect(readStatedDates(`${filler}Effective May 4, 2020. ${filler}`)).toEqual({
      lastUpdated: null,
      effective: null,
    });
  });
});
