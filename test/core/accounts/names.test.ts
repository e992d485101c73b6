import { describe, expect, it } from "vitest";
import { describePasswordFault, isOwnName } from "../../../src/core/accounts/names.ts";

describe("isOwnName", () => {
  it.each(["ada", "a", "ada.lovelace", "a_1-2", "x".repeat(64)])("takes %s", (name) => {
    expect(isOwnName(name)).toBe(true);
  });

  it.each([
    "",
    "Ada",
    "-ada",
    "ada@example.com",
    "a b",
    "a\n",
    "x".repeat(65),
    "аda",
    "key:x",
    "(nobody)",
  ])("does not take %j", (name) => {
    expect(isOwnName(name)).toBe(false);
  });
});

describe("describePasswordFault", () => {
  it("asks for twelve characters, of whatever kind", () => {
    expect(describePasswordFault("elevenchars")).toContain("shorter than 12");
    expect(describePasswordFault("twelve chars")).toBeUndefined();
    expect(describePasswordFault("😀".repeat(11))).toContain("shorter than 12");
  });

  it("takes nothing that cannot be typed into a field", () => {
    expect(describePasswordFault("twelve\nchars!")).toContain("line break");
    expect(describePasswordFault("x".repeat(201))).toContain("longer than 200");
  });
});
