import { describe, expect, it } from "vitest";
import { findErrorPart } from "../../../src/core/assess/error-part.ts";

const terms = "# Terms\n\nYou may use the service. We may change these terms.\n";

describe("findErrorPart", () => {
  it.each([
    ["This page isn’t available\n----\n\nAn error has occurred. Try reloading the page.\n\n"],
    ["## Page not found\n\nThe link you followed may be broken.\n\nBack to our overview\n\n"],
    ["# 404\n\nSorry.\n\nThe page may have been removed.\n\n"],
  ])("finds a message among the parts of a text: %j", (message) => {
    expect(findErrorPart(`${message}${terms}`)).toBeDefined();
    expect(findErrorPart(`${terms}\n${message}`)).toBeDefined();
  });

  it.each([
    [terms],
    ["## Content that is not available\n\nSome features are not offered in every country.\n"],
    ["## Service unavailable\n\nCredits are due where the service is unavailable for an hour.\n"],
    ["If a payment fails, try again. The page may have been removed.\n"],
  ])("takes no clause for one: %j", (text) => {
    expect(findErrorPart(text)).toBeUndefined();
  });
});
