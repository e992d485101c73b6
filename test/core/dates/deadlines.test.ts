import { describe, expect, it } from "vitest";
import { readDeadlines, toLastDay } from "../../../src/core/dates/deadlines.ts";

const anchors = { effective: "2026-05-01", posted: "2026-04-02" };

/** `opt-out 2026-05-15`: what may be done, and until when. */
function read(text: string): string[] {
  return readDeadlines(text).map((deadline) => `${deadline.act} ${toLastDay(deadline, anchors)}`);
}

describe("readDeadlines", () => {
  it.each([
    ["You have until May 15, 2026 to opt out.", "opt-out 2026-05-15"],
    ["To opt out, write to us by June 1, 2026.", "opt-out 2026-06-01"],
    ["You may object in writing no later than 15 May 2026.", "object 2026-05-15"],
    ["Objections must reach us on or before 2026-05-15.", "object 2026-05-15"],
    [
      "If you do not agree to the updated Terms, you must stop using the Services before 1 May 2026.",
      "leave 2026-04-30",
    ],
    [
      "If you do not accept the new Policy, cancel your subscription before the effective date.",
      "leave 2026-04-30",
    ],
    [
      "If you disagree with these changes, you may terminate your account before they take effect.",
      "leave 2026-04-30",
    ],
    [
      "You may object within thirty (30) days of receiving notice of the change.",
      "object 2026-05-02",
    ],
    [
      "You may reject any such change by written notice within 14 calendar days of the change.",
      "reject 2026-04-16",
    ],
    ["You may opt out within two weeks of this update.", "opt-out 2026-04-16"],
    [
      "You may opt out of arbitration within 30 days of account creation or, where these terms are updated, within 30 days after the update has taken effect.",
      "opt-out 2026-05-31",
    ],
    ["You may object within 30 days of the effective date of these Terms.", "object 2026-05-31"],
  ])("reads %j", (text, expected) => {
    expect(read(text)[0]).toBe(expected);
  });

  it.each([
    "You may opt out within 30 days of creating your account.",
    "You may opt out within 30 days of the date you first accepted these Terms.",
    "Customer may object to an additional Sub-processor within 30 days of notice of the change.",
    "We add subprocessors from time to time. You may object within 30 days of notice of the change.",
    "We may reject your order within 10 days of the change of address.",
    "If objections are not resolved within 30 days of notice of the change, either party may leave.",
    "If you do not agree to these Terms, do not use the Services.",
    "You must request deletion within 90 days of termination.",
    "These Terms take effect on 1 May 2026.",
    "You may object to fees within 30 days of the change.",
  ])("leaves %j alone", (text) => {
    expect(readDeadlines(text)).toEqual([]);
  });

  it("quotes the sentence that it rests on, where it stands", () => {
    const text = "# Changes\n\nBe kind. You may **opt out** by 1 June 2026. Be brave.";
    const [deadline] = readDeadlines(text);
    expect(deadline?.quote.text).toBe("You may **opt out** by 1 June 2026.");
    expect(text.slice(deadline?.quote.start, deadline?.quote.end)).toBe(deadline?.quote.text);
  });

  it.each([
    ["You may reject these changes within 30 days of the change.", true],
    ["You may reject any change within 30 days of the change.", false],
  ])("tells the change at hand from any to come: %j", (text, isOfThis) => {
    expect(readDeadlines(text).map((deadline) => deadline.isOfThis)).toEqual([isOfThis]);
  });

  it("reads a line of a megabyte as quickly as many short ones", () => {
    const text = `You may object within ${"30 days of the ".repeat(70_000)}change.`;
    expect(readDeadlines(text)).toEqual([]);
  });
});

describe("toLastDay", () => {
  it("gives no day where the text does not say when the change takes effect", () => {
    const unstated = { effective: null, posted: "2026-04-02" };
    expect(toLastDay({ due: { kind: "before-effect" } }, unstated)).toBeNull();
    expect(toLastDay({ due: { kind: "after", days: 30, of: "effect" } }, unstated)).toBe(
      "2026-05-02",
    );
  });
});
