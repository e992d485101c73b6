import { describe, expect, it } from "vitest";
import { termsTypes, toTermsSlug } from "../../src/model/terms-type.ts";

describe("toTermsSlug", () => {
  it.each([
    ["Terms of Service", "terms-of-service"],
    ["In-App Purchases Policy", "in-app-purchases-policy"],
    [" (Odd) Name! ", "odd-name"],
  ])("makes of %j the slug %s", (type, slug) => {
    expect(toTermsSlug(type)).toBe(slug);
  });

  it("gives no two types the same slug", () => {
    expect(new Set(termsTypes.map(toTermsSlug)).size).toBe(termsTypes.length);
  });
});
