import { describe, expect, it } from "vitest";
import type { Claims, RoleRules } from "../../../src/core/accounts/claims.ts";
import { toAccountName, toRole } from "../../../src/core/accounts/claims.ts";

const rules: RoleRules = {
  claim: "groups",
  values: { reader: ["staff"], reviewer: ["legal", "privacy"], admin: ["ops"] },
  emailDomains: ["Example.com"],
};
const who = { issuer: "https://id.example.com/realm", subject: "u-1" };

describe("toRole", () => {
  it.each<[Claims, string | null]>([
    [{ groups: ["staff"] }, "reader"],
    [{ groups: ["staff", "privacy"] }, "reviewer"],
    [{ groups: ["ops", "staff"] }, "admin"],
    [{ groups: "legal" }, "reviewer"],
    [{ groups: ["Staff"] }, null],
    [{ groups: [{ name: "ops" }, 7, null] }, null],
    [{ groups: { ops: true } }, null],
    [{}, null],
    [{ email: "ada@example.com", email_verified: true }, "reader"],
    [{ email: "ada@EXAMPLE.com", email_verified: true }, "reader"],
    [{ email: "ada@example.com", email_verified: false }, null],
    [{ email: "ada@example.com", email_verified: "true" }, null],
    [{ email: "ada@example.com" }, null],
    [{ email: "ada@sub.example.com", email_verified: true }, null],
    [{ email: "ada@evil.example@example.com", email_verified: true }, null],
    [{ groups: ["legal"], email: "ada@example.com", email_verified: true }, "reviewer"],
  ])("makes of %j the role %s", (claims, role) => {
    expect(toRole(claims, rules)).toBe(role);
  });

  it("reaches into claims, and finds those with a dot in their name", () => {
    const nested = { ...rules, claim: "realm_access.roles" };
    expect(toRole({ realm_access: { roles: ["ops"] } }, nested)).toBe("admin");
    expect(toRole({ "realm_access.roles": ["ops"] }, nested)).toBe("admin");
    expect(toRole({ realm_access: "ops" }, nested)).toBeNull();
  });

  it("finds nothing that no claim holds", () => {
    expect(toRole({}, { ...rules, claim: "constructor.name" })).toBeNull();
  });
});

describe("toAccountName", () => {
  it("is the address, where the provider vouches for it", () => {
    expect(toAccountName({ email: "Ada@Example.com", email_verified: true }, who)).toBe(
      "ada@example.com",
    );
  });

  it.each<[Claims]>([
    [{}],
    [{ email: "admin@example.com", email_verified: false }],
    [{ email: "admin", email_verified: true }],
    [{ email: "a\nb@example.com", email_verified: true }],
  ])("is what the provider calls them where it vouches for no address: %j", (claims) => {
    expect(toAccountName(claims, who)).toBe("u-1@id.example.com");
  });

  it("is never what an account of ours may be called", () => {
    expect(toAccountName({}, { ...who, subject: "admin\n" })).toBe("admin_@id.example.com");
  });
});
