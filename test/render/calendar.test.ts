import { describe, expect, it } from "vitest";
import { parseInstant } from "../../src/model/instant.ts";
import type { CalendarDay } from "../../src/render/calendar-days.ts";
import { toCalendarDays } from "../../src/render/calendar-days.ts";
import { renderCalendar } from "../../src/render/calendar.ts";
import type { FeedItem } from "../../src/render/feed-entry.ts";
import type { FeedHead } from "../../src/render/feed.ts";
import { findCalendarFaults, readCalendar } from "./calendar-reading.ts";
import { createClauseChange, createSampleAlert } from "./sample.ts";

const competing = createClauseChange("You may <ins>not </ins>build competing models.", {
  topics: ["competing-development"],
});
const optOut = createClauseChange(
  "You may [opt out](https://acme.example/out) <del>at any time.</del><ins>within 30 days after the update has taken effect.</ins>",
);

const head: FeedHead = {
  id: "urn:clausewatch:feed:test",
  title: "Clausewatch: tightened, of acme; or bolt",
  description: "What changed,\nand when.",
  selfUrl: "https://watch.example/calendar.ics?service=acme,bolt",
  homeUrl: null,
  emptyAt: parseInstant("1970-01-01T00:00:00Z"),
};

type AlertParameters = Parameters<typeof createSampleAlert>;

function toItem(
  changes: AlertParameters[0] = [competing],
  options: AlertParameters[1] = {},
  updatedAt = "2026-04-02T09:30:00Z",
): FeedItem {
  const alert = createSampleAlert(changes, options);
  return { id: alert.change.id, alert, updatedAt: parseInstant(updatedAt) };
}

/** A change that states from when it binds, seen on the second of April. */
function effective(before: string | null, after: string | null) {
  const lastUpdated = { before: null, after: null };
  return { change: { dates: { lastUpdated, effective: { before, after } } } };
}

/** `2026-05-01 Acme AI · Terms of Service: takes effect`. */
function toLines(days: readonly CalendarDay[]): string[] {
  return days.map(({ day, title }) => `${day} ${title}`);
}

describe("toCalendarDays", () => {
  it("names the day from which a change binds, with its gist", () => {
    const [day] = toCalendarDays(toItem());
    expect(toLines(day ? [day] : [])).toEqual([
      "2026-05-01 Acme AI · Terms of Service: takes effect",
    ]);
    expect(day?.description).toMatch(/building competing models/);
    expect(day?.description).toMatch(/clausewatch show [0-9a-f]{12}/);
    expect(day?.url).toBe("https://acme.example/legal/terms");
  });

  it.each([
    ["one still to come that has not moved", "2026-05-01", "2026-05-01", 1],
    ["one that has passed and is new", "2026-01-01", "2026-03-01", 1],
    ["one that had passed before the change", "2026-03-01", "2026-03-01", 0],
    ["none", null, null, 0],
  ])("knows of a stated date %s", (_, before, after, count) => {
    expect(toCalendarDays(toItem([competing], effective(before, after)))).toHaveLength(count);
  });

  it("names the last day to opt out, and what it is counted from", () => {
    const days = toCalendarDays(toItem([optOut]));
    expect(toLines(days)).toEqual([
      "2026-05-01 Acme AI · Terms of Service: takes effect",
      "2026-05-31 Acme AI · Terms of Service: last day to opt out",
    ]);
    expect(days[1]?.description).toContain(
      "The text says: “You may opt out within 30 days after the update has taken effect.”",
    );
    expect(days[1]?.description).toContain("Counted from the stated effective date, 1 May 2026.");
  });

  it.each([
    [
      "of changes to come, in a clause that is new",
      "You may reject any change of these Terms within 30 days of the change.",
    ],
    ["that begins with the customer", "You may opt out within 30 days of creating your account."],
  ])("names no deadline %s", (_, text) => {
    const added = createClauseChange(`<ins>${text}</ins>`);
    expect(toCalendarDays(toItem([added], effective(null, null)))).toEqual([]);
  });

  it("names a deadline of these changes in a clause that is new", () => {
    const text =
      "If you do not agree to these changes, stop using the Services before they take effect.";
    const days = toCalendarDays(toItem([createClauseChange(`<ins>${text}</ins>`)]));
    expect(toLines(days).at(-1)).toBe(
      "2026-04-30 Acme AI · Terms of Service: last day to leave if you do not agree",
    );
  });

  it("does not repeat a dated deadline that stood there before", () => {
    const change = createClauseChange(
      "You may opt out by 1 June 2026. You may <del>ask</del><ins>write to</ins> us.",
    );
    expect(toCalendarDays(toItem([change], effective(null, null)))).toEqual([]);
  });
});

describe("renderCalendar", () => {
  it("is a calendar by RFC 5545", () => {
    const ics = renderCalendar(toCalendarDays(toItem([competing, optOut])), head);
    expect(findCalendarFaults(ics)).toEqual([]);
    const { properties, events } = readCalendar(ics);
    expect(properties).toMatchObject({
      VERSION: "2.0",
      NAME: "Clausewatch: tightened\\, of acme\\; or bolt",
      "REFRESH-INTERVAL;VALUE=DURATION": "PT6H",
    });
    expect(properties).not.toHaveProperty("METHOD");
    expect(events.map((event) => event["DTSTART;VALUE=DATE"])).toEqual(["20260501", "20260531"]);
    expect(events[0]).toMatchObject({
      "DTEND;VALUE=DATE": "20260502",
      DTSTAMP: "20260402T093000Z",
      SEQUENCE: "0",
      STATUS: "CONFIRMED",
      TRANSP: "TRANSPARENT",
    });
  });

  it("is a calendar without events, too", () => {
    const ics = renderCalendar([], { ...head, selfUrl: null });
    expect(findCalendarFaults(ics)).toEqual([]);
    expect(readCalendar(ics).events).toEqual([]);
  });

  it("lets nothing hostile out of the text", () => {
    const hostile = `x\r\nEND:VEVENT\r\nBEGIN:VALARM\nATTACH:file:///\u0000\u001b\u202e;,\\ "\ud800 ${"é𝒳漢".repeat(60)}`;
    const item = toItem([createClauseChange(`<ins>${hostile}</ins>`)], {
      terms: { serviceName: hostile, termsType: hostile, urls: ["https://a.example/x,y;z"] },
      change: { summary: hostile },
    });
    const ics = renderCalendar(toCalendarDays(item), { ...head, title: hostile });
    expect(findCalendarFaults(ics)).toEqual([]);
    const { events } = readCalendar(ics);
    expect(events).toHaveLength(1);
    expect(events[0]).not.toHaveProperty("ATTACH");
    expect(events[0]?.["URL;VALUE=URI"]).toBe("https://a.example/x%2Cy%3Bz");
    expect(ics).toContain("‹U+202E›");
  });

  it("joins changes that name the same day, and counts them", () => {
    const later = toItem([optOut], effective("2026-05-01", "2026-05-01"), "2026-04-09T00:00:00Z");
    const days = [...toCalendarDays(toItem()), ...toCalendarDays(later)];
    const { events } = readCalendar(renderCalendar(days, head));
    const [first] = events;
    expect(events).toHaveLength(2);
    expect(first).toMatchObject({ SEQUENCE: "1", DTSTAMP: "20260409T000000Z" });
  });

  it("keeps a day's id, and cancels it, when a later change moves it", () => {
    const first = toItem();
    const moved = toItem(
      [competing],
      effective("2026-05-01", "2026-06-01"),
      "2026-04-20T00:00:00Z",
    );
    const [alone] = readCalendar(renderCalendar(toCalendarDays(first), head)).events;
    const { events } = readCalendar(
      renderCalendar([...toCalendarDays(first), ...toCalendarDays(moved)], head),
    );
    expect(events.map(({ STATUS }) => STATUS)).toEqual(["CANCELLED", "CONFIRMED"]);
    expect(events[0]).toMatchObject({ UID: alone?.["UID"], SEQUENCE: "1" });
    expect(events[0]?.["SUMMARY"]).toContain("(effective date moved to 1 Jun 2026)");
  });

  it("cancels a deadline whose effective date has moved", () => {
    const moved = toItem(
      [competing],
      effective("2026-05-01", "2026-06-01"),
      "2026-04-20T00:00:00Z",
    );
    const days = [...toCalendarDays(toItem([optOut])), ...toCalendarDays(moved)];
    const { events } = readCalendar(renderCalendar(days, head));
    expect(events.map((event) => [event["DTSTART;VALUE=DATE"], event["STATUS"]])).toEqual([
      ["20260501", "CANCELLED"],
      ["20260531", "CANCELLED"],
      ["20260601", "CONFIRMED"],
    ]);
  });

  it("does not cancel a day that had come before the next one was stated", () => {
    const next = toItem([competing], effective("2026-05-01", "2027-05-01"), "2027-04-02T00:00:00Z");
    const days = [...toCalendarDays(toItem()), ...toCalendarDays(next)];
    const { events } = readCalendar(renderCalendar(days, head));
    expect(events.map(({ STATUS }) => STATUS)).toEqual(["CONFIRMED", "CONFIRMED"]);
  });

  it("gives the same bytes whatever the order of the days", () => {
    const days = toCalendarDays(toItem([competing, optOut]));
    expect(renderCalendar(days.toReversed(), head)).toBe(renderCalendar(days, head));
  });
});

describe("findCalendarFaults", () => {
  const ics = renderCalendar(toCalendarDays(toItem()), head);

  it.each<[string, (text: string) => string, RegExp]>([
    ["bare line feeds", (text) => text.replaceAll("\r\n", "\n"), /not CRLF/],
    ["long lines", (text) => text.replaceAll("\r\n ", ""), /over 75 octets/],
    ["no UID", (text) => text.replace(/UID:.*\r\n/, ""), /no UID/],
    ["no DTSTAMP", (text) => text.replace(/DTSTAMP:.*\r\n/, ""), /no DTSTAMP/],
    ["an open event", (text) => text.replace("END:VEVENT\r\n", ""), /components/],
    ["bare commas", (text) => text.replaceAll("SUMMARY:", "SUMMARY:a,b"), /not escaped/],
    ["text outside properties", (text) => text.replace("UID:", "hello "), /not a property/],
  ])("finds %s", (_, spoil, fault) => {
    expect(findCalendarFaults(spoil(ics)).join("; ")).toMatch(fault);
  });
});
