import { describe, expect, it } from "vitest";
import { withQuery } from "../../src/web/addresses.ts";
import {
  parseComparisonView,
  plainView,
  toComparisonQuery,
} from "../../src/web/comparison-query.ts";

describe("parseComparisonView", () => {
  it("takes the plain view where nothing is asked for, and where something unknown is", () => {
    expect(parseComparisonView({})).toEqual(plainView);
    expect(parseComparisonView({ view: "upside-down", show: "", x: "y" })).toEqual(plainView);
  });

  it.each(["0", "-1", "1e3", "two", "123456", ""])("takes %j for no part", (part) => {
    expect(parseComparisonView({ part })).toBeNull();
  });

  it("reads every state that an address is made of", () => {
    for (const view of ["inline", "side"] as const)
      for (const show of ["changes", "all", "open"] as const)
        for (const weights of ["substantive", "all"] as const)
          for (const list of ["section", "importance"] as const) {
            const state = { view, show, weights, list, part: 3 };
            const address = withQuery("/", toComparisonQuery(state));
            const { searchParams } = new URL(address, "https://watch.example");
            expect(parseComparisonView(Object.fromEntries(searchParams))).toEqual(state);
          }
  });
});

describe("toComparisonQuery", () => {
  it("leaves out what is so by default", () => {
    expect(withQuery("/", toComparisonQuery(plainView))).toBe("/");
  });
});
