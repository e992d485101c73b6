import { describe, expect, it } from "vitest";
import { readParties } from "../../../src/core/deontic/parties.ts";

function tell(text: string): {
  readonly customer: readonly string[];
  readonly provider: readonly string[];
} {
  const { customer, provider } = readParties(text);
  return { customer: [...customer].toSorted(), provider: [...provider].toSorted() };
}

describe("readParties", () => {
  it("learns who the provider is from its introduction", () => {
    expect(
      tell('Welcome to Brambleworks, Inc. ("Brambleworks", "we", "us"). You may use it.').provider,
    ).toContain("brambleworks");
  });

  it("learns what the customer is called", () => {
    expect(
      tell('These terms bind the firm named in the order ("Client" or "you").').customer,
    ).toContain("client");
  });

  it("reads “Company” as the provider where it offers the service", () => {
    expect(tell('"Company" means Thistle GmbH, which operates the Widgets.').provider).toEqual([
      "company",
    ]);
  });

  it("reads “Company” as the customer where it uses the service", () => {
    expect(tell('"Company" means the firm that accepts this agreement.').customer).toEqual([
      "company",
    ]);
  });

  it("learns a name from what its bearer does throughout", () => {
    expect(
      tell(
        "At times Thistle may pause the Widgets. In that case Thistle will tell you. For this Thistle uses the email address that was given to Thistle.",
      ).provider,
    ).toEqual(["thistle"]);
  });

  it("learns nothing from a text without parties", () => {
    expect(tell("A list of colours.")).toEqual({ customer: [], provider: [] });
  });
});
