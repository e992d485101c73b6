import { describe, expect, it } from "vitest";
import { wholeFilter } from "../../src/model/subscription.ts";
import { toAsked } from "../../src/render/asked.ts";

describe("toAsked", () => {
  it.each([
    [{}, "substantive changes"],
    [{ minMateriality: "noise" as const }, "all changes"],
    [
      { topics: ["competing-development", "output-training"] as const, services: ["acme"] },
      "substantive changes on building competing models or training on outputs, of acme",
    ],
    [
      { directions: ["tightened"] as const, marks: ["silent"] as const, tags: ["models"] },
      "substantive changes that are tightened, tagged models, that are silent",
    ],
    [
      { words: ["benchmark"], pattern: "compet\\w+", effectiveWithinDays: 30 },
      "substantive changes that take effect within 30 days, with the words “benchmark”, that match “compet\\w+”",
    ],
    [{ clauseWatch: ["No rivals."] }, "substantive changes like “No rivals.”"],
  ])("says %j in a line", (filter, said) => {
    expect(toAsked({ ...wholeFilter, ...filter })).toBe(said);
  });

  it("names the first five of many, and counts the rest", () => {
    const services = Array.from({ length: 40 }, (_, at) => `provider-${at}`);
    expect(toAsked({ ...wholeFilter, services })).toMatch(/provider-4 or 35 more$/);
  });

  it("shows what is hidden in words of the reader's own", () => {
    expect(toAsked({ ...wholeFilter, words: ["a\u202Eb\nc"] })).toContain("“a‹U+202E›b c”");
  });
});
