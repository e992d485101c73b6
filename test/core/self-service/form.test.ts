import { describe, expect, it } from "vitest";
import { parseAddress, parseRequest } from "../../../src/core/self-service/form.ts";

const choices = { services: ["acme"], topics: ["indemnity", "regulatory"] };
const base = { timeZone: "Europe/Berlin" };

function parse(fields: Readonly<Record<string, readonly string[]>>) {
  return parseRequest(new Map(Object.entries({ rhythm: ["daily"], ...fields })), choices, base);
}

describe("parseAddress", () => {
  it.each([
    ["  Legal@Example.ORG ", "legal@example.org"],
    ["o'brien+ai@sub.example.org", "o'brien+ai@sub.example.org"],
  ])("reads %j as %s", (typed, value) => {
    expect(parseAddress(new Map([["email", [typed]]]))).toEqual({ kind: "ok", value });
  });

  it.each([
    "a@b@c.example",
    "legal@example.org\nBcc: x@example.org",
    "legal@example.org\u2028x",
    '"legal"@example.org',
    "Legal <legal@example.org>",
    "légal@example.org",
    "legal@exa_mple.org",
    `${"x".repeat(65)}@example.org`,
  ])("takes no %j", (typed) => {
    expect(parseAddress(new Map([["email", [typed]]])).kind).toBe("faults");
  });
});

describe("parseRequest", () => {
  it("lets everything through where nothing is ticked", () => {
    expect(parse({})).toEqual({
      kind: "ok",
      value: {
        services: [],
        topics: [],
        directions: [],
        words: [],
        rhythm: "daily",
        timeZone: "Europe/Berlin",
      },
    });
  });

  it("reads words a line or a comma apart, once each", () => {
    const parsed = parse({ words: ["  rival\tmodels \r\ncompete, Compete\n\n,cafe\u0301"] });
    expect(parsed).toMatchObject({ value: { words: ["rival models", "compete", "café"] } });
  });

  it("names every fault at once", () => {
    const parsed = parse({
      topics: ["nonsense"],
      directions: ["up"],
      rhythm: ["hourly"],
      x: ["1"],
    });
    const fields = parsed.kind === "faults" ? parsed.faults.map(({ field }) => field) : [];
    expect(fields).toEqual(["topics", "directions", "rhythm", ""]);
  });

  it("takes no choice that was not on offer", () => {
    expect(parse({ services: ["acme", "bolt"] })).toMatchObject({
      faults: [{ field: "services" }],
    });
    expect(parse({ topics: ["pricing-payment"] })).toMatchObject({ faults: [{ field: "topics" }] });
  });

  it("is no way to set what no field is for", () => {
    for (const name of ["__proto__", "constructor", "id", "target", "minMateriality"]) {
      expect(parse({ [name]: ["x"] }).kind).toBe("faults");
    }
  });
});
