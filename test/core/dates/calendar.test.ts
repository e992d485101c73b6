import { describe, expect, it } from "vitest";
import { datePattern, daysBetween, readDayOrder, toDay } from "../../../src/core/dates/calendar.ts";

describe("toDay", () => {
  it.each([
    ["October 8, 2025", "2025-10-08"],
    ["8th October 2025", "2025-10-08"],
    ["8 Oct. 2025", "2025-10-08"],
    ["Sept. 8,2025", "2025-09-08"],
    ["8th day of October, 2025", "2025-10-08"],
    ["8-Oct-2025", "2025-10-08"],
    ["2025-10-08", "2025-10-08"],
    ["2025/10/8", "2025-10-08"],
    ["2025.10.08", "2025-10-08"],
    ["10/08/2025", "2025-10-08"],
    ["10/8/25", "2025-10-08"],
    ["23/10/2025", "2025-10-23"],
    ["08.10.2025", "2025-10-08"],
    ["October 2025", "2025-10-01"],
    ["8. Oktober 2025", "2025-10-08"],
    ["1er octobre 2025", "2025-10-01"],
    ["8 de octubre de 2025", "2025-10-08"],
    ["2025年10月8日", "2025-10-08"],
    ["2025년 10월 8일", "2025-10-08"],
  ])("reads %s", (text, day) => {
    expect(toDay(text)).toBe(day);
  });

  it.each(["someday", "32 October 2025", "30 February 2025", "2025-13-01", ""])(
    "gives nothing for %j",
    (text) => {
      expect(toDay(text)).toBeNull();
    },
  );

  it("takes the day first where the house does", () => {
    expect(toDay("03/04/2025", "day-first")).toBe("2025-04-03");
    expect(toDay("03/04/2025", "month-first")).toBe("2025-03-04");
  });
});

describe("readDayOrder", () => {
  it.each([
    ["Signed 25/12/2024, renewed 03/04/2025", "day-first"],
    ["Signed 12/25/2024, renewed 03/04/2025", "month-first"],
    ["Renewed 03/04/2025", "month-first"],
  ] as const)("learns from %s", (text, order) => {
    expect(readDayOrder(text)).toBe(order);
  });
});

describe("datePattern", () => {
  it.each([
    ["UpdatedMarch 2, 2023", "March 2, 2023"],
    ["as of 2 March 2023.", "2 March 2023"],
    ["Fee: 10/20", undefined],
    ["Marketing 2024", undefined],
    ["Colo. Stat. §§ 6-1-1303", undefined],
    ["coverage 24/7/365", undefined],
    ["clause 18.4.12", undefined],
  ])("finds in %j what is a date", (text, date) => {
    expect([...text.matchAll(datePattern)][0]?.[0]).toBe(date);
  });
});

describe("daysBetween", () => {
  it.each([
    ["2025-10-08", "2025-10-20", 12],
    ["2025-10-20T23:59:00.000Z", "2025-10-08", -12],
    ["2024-02-28", "2024-03-01", 2],
  ])("counts from %s to %s", (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });
});
