import { describe, expect, it } from "vitest";
import type { FeedParameter } from "../../src/app/feed-query.ts";
import { parseFeedQuery } from "../../src/app/feed-query.ts";
import { wholeFilter } from "../../src/model/subscription.ts";

describe("parseFeedQuery", () => {
  it("asks for everything substantive when nothing is said", () => {
    expect(parseFeedQuery([])).toEqual({ filter: wholeFilter, since: null, limit: 50 });
  });

  it("takes an until that is a day to that day's end", () => {
    expect(parseFeedQuery([["until", "2025-12-31"]]).until).toBe("2026-01-01T00:00:00.000Z");
    expect(parseFeedQuery([["until", "2025-12-31T12:00Z"]]).until).toBe("2025-12-31T12:00:00.000Z");
    expect(() => parseFeedQuery([["until", "soon"]])).toThrow(/until: not a date/);
  });

  it("reads every filter of a subscription", () => {
    const { filter, since, limit } = parseFeedQuery([
      ["service", "acme,bolt"],
      ["service", "cedar"],
      ["type", "Terms of Service"],
      ["document", "acme/terms-of-service"],
      ["tag", "ai"],
      ["topic", "competing-development"],
      ["direction", "tightened"],
      ["only", "silent,reversal"],
      ["min", "editorial"],
      ["effective-within", "30"],
      ["word", "compete, or so"],
      ["pattern", "compet(e|ing)"],
      ["like", "You must not use outputs to develop competing models."],
      ["like", "Building a rival model with our service is forbidden."],
      ["since", "2026-03-01"],
      ["limit", "7"],
    ]);
    expect({ since, limit }).toEqual({ since: "2026-03-01T00:00:00.000Z", limit: 7 });
    expect(filter).toEqual({
      services: ["acme", "bolt", "cedar"],
      termsTypes: ["Terms of Service"],
      documents: ["acme/terms-of-service"],
      tags: ["ai"],
      topics: ["competing-development"],
      directions: ["tightened"],
      marks: ["silent", "reversal"],
      minMateriality: "editorial",
      effectiveWithinDays: 30,
      words: ["compete, or so"],
      pattern: "compet(e|ing)",
      clauseWatch: [
        "You must not use outputs to develop competing models.",
        "Building a rival model with our service is forbidden.",
      ],
    });
  });

  it.each<[FeedParameter, RegExp]>([
    [["colour", "red"], /^"colour": no such parameter; there are service, type, /],
    [["topic", "weather"], /^topic: /],
    [["direction", "up"], /^direction: /],
    [["min", "huge"], /^min: /],
    [["only", "loud"], /^only: /],
    [["type", "Novel"], /^type: /],
    [["pattern", "(a"], /^pattern: /],
    [["effective-within", "soon"], /^effective-within: /],
    [["since", "yesterday"], /^since: not a date such as 2026-03-01$/],
    [["limit", "201"], /^limit: not a whole number from 1 to 200$/],
    [["limit", "-1"], /^limit: /],
  ])("says what is wrong with %j", (parameter, message) => {
    expect(() => parseFeedQuery([parameter])).toThrow(message);
  });

  it("names every fault at once", () => {
    const asked = (): unknown =>
      parseFeedQuery([
        ["topic", "weather"],
        ["min", "noise"],
        ["min", "editorial"],
        ["limit", "many"],
      ]);
    expect(asked).toThrow(/limit: .*; min: given more than once; topic: /);
  });
});
