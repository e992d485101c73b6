import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { toOwnPath } from "../../src/web/own-path.ts";

const base = "https://terms.example.com";

describe("toOwnPath", () => {
  it.each([
    ["/", "/"],
    ["/changes/ab?x=1&y=%2F%2Fevil.example", "/changes/ab?x=1&y=%2F%2Fevil.example"],
    ["/a/../b", "/b"],
    ["/search?q=#fragment", "/search?q="],
  ])("leads back to %s", (text, path) => {
    expect(toOwnPath(text)).toBe(path);
  });

  it.each([
    "",
    "changes",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/ /evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/%zz\u0000",
    `/${"x".repeat(2000)}`,
  ])("leads nowhere with %j", (text) => {
    expect(toOwnPath(text)).toBeNull();
  });

  it("leads to no other site, whatever it is given", () => {
    const parts = constantFrom(
      "/",
      "\\",
      "..",
      ".",
      "%2f",
      "evil.example",
      "@",
      ":",
      "?",
      "#",
      "\t",
      "a",
    );
    const check = () =>
      assert(
        property(array(parts, { maxLength: 8 }), (list) => {
          const path = toOwnPath(`/${list.join("")}`);
          return path === null || new URL(path, base).origin === base;
        }),
        { seed: 5, numRuns: 2000 },
      );
    expect(check).not.toThrow();
  });
});
