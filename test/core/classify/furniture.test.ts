import { describe, expect, it } from "vitest";
import { findFurniture } from "../../../src/core/classify/furniture.ts";

describe("findFurniture", () => {
  it.each([
    ["Responses are generated using AI and may contain mistakes."],
    ["AI assistants can make mistakes."],
    ["Number of Vendors seeking consent: 604"],
    ["⌘I"],
  ])("knows what pages carry beside their text: %s", (text) => {
    expect(findFurniture(text)).toBeDefined();
  });

  it.each([
    ["Responses are generated using AI and you must not rely on them as professional advice."],
    [
      "Our assistant may make mistakes, for which we are not liable to you beyond the fees you paid.",
    ],
    ["We share personal data with 604 vendors."],
  ])("leaves a clause that binds: %s", (text) => {
    expect(findFurniture(text)).toBeUndefined();
  });
});
