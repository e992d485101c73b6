import { describe, expect, it } from "vitest";
import { parseReviewForm } from "../../../src/core/review/form.ts";
import { digestOf } from "../../../src/model/digest.ts";

const key = digestOf("clause");
const parse = (fields: Readonly<Record<string, string>>) =>
  parseReviewForm(new Map(Object.entries(fields).map(([name, value]) => [name, [value]])));

describe("parseReviewForm", () => {
  it("reads a clause, its state, a note, and what was seen", () => {
    const seen = digestOf("review");
    expect(parse({ clause: key, state: "escalated", note: " a\r\nb ", seen, token: "x" })).toEqual({
      clause: key,
      state: "escalated",
      note: "a\nb",
      seen,
    });
  });

  it("reads a form for all clauses, without a note", () => {
    const expected = { clause: "all", state: "reviewed", note: "", seen: null };
    expect(parse({ clause: "all", state: "reviewed", seen: "" })).toEqual(expected);
  });

  it.each([
    ["no clause", { state: "reviewed" }],
    ["a clause that is none", { clause: "../x", state: "reviewed" }],
    ["no such state", { clause: key, state: "approved" }],
    ["a review that is none", { clause: key, state: "reviewed", seen: "1" }],
  ])("refuses %s", (_, fields) => {
    expect(parse(fields)).toBeNull();
  });
});
