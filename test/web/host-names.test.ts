import { describe, expect, it } from "vitest";
import { isOurHost } from "../../src/web/host-names.ts";

describe("isOurHost", () => {
  it.each([
    "127.0.0.1:8080",
    "127.0.0.1",
    "[::1]:8080",
    "192.0.2.7",
    "localhost:8080",
    "LOCALHOST",
    "terms.example.com",
    "terms.example.com:8443",
    "Terms.Example.com.",
  ])("goes by %s", (host) => {
    expect(isOurHost(host, "terms.example.com")).toBe(true);
  });

  it.each([
    undefined,
    "",
    "evil.example",
    "evil.example:8080",
    "terms.example.com.evil.example",
    "evil.example@terms.example.com",
    "terms.example.com/evil",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "a b",
  ])("does not go by %j", (host) => {
    expect(isOurHost(host, "terms.example.com")).toBe(false);
  });

  it("goes by addresses alone where it has no public one", () => {
    expect([isOurHost("127.0.0.1:80", null), isOurHost("terms.example.com", null)]).toEqual([
      true,
      false,
    ]);
  });
});
