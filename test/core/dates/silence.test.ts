import { describe, expect, it } from "vitest";
import {
  readEditions,
  readMovement,
  toClockKey,
  toComparedDates,
} from "../../../src/core/dates/silence.ts";

function move(before: string, after: string, seenOn: string | null = null): string {
  return readMovement(readEditions(`# Terms\n\n${before}\n`, `# Terms\n\n${after}\n`, seenOn));
}

describe("readMovement", () => {
  it.each([
    ["Updated: May 4, 2026", "Updated: May 4, 2026", "unmoved"],
    ["Updated: May 4, 2026", "Updated: May 9, 2026", "moved"],
    ["Updated: May 4, 2026", "", "moved"],
    ["", "Updated: May 4, 2026", "moved"],
    ["We hire.", "We hire out.", "undated"],
    [
      "Updated: May 4, 2026\n\nEffective: May 8, 2026",
      "Updated: May 4, 2026\n\nEffective: May 9, 2026",
      "moved",
    ],
    [
      "Updated: May 4, 2026\n\nUpdated: March 1, 2026",
      "Updated: May 4, 2026\n\nUpdated: April 1, 2026",
      "moved",
    ],
    ["Updated: May 4, 2026\n\nUpdated: March 1, 2026", "Updated: May 4, 2026", "moved"],
    ["Updated: May 4, 2026\n\nUpdated: May 4, 2026", "Updated: May 4, 2026", "unmoved"],
    ["Updated: May 4, 2026", "**Last updated:** 4 May 2026", "unmoved"],
  ])("says of %j → %j: %3$s", (before, after, movement) => {
    expect(move(before, after)).toBe(movement);
  });

  it("takes a second edit of the stated day for dated, and a later one for unmoved", () => {
    const line = "Updated: May 4, 2026";
    expect(move(line, line, "2026-05-05")).toBe("moved");
    expect(move(line, line, "2026-05-06")).toBe("unmoved");
  });
});

describe("toComparedDates", () => {
  it("reads 03/04/2026 as the other version shows", () => {
    const editions = readEditions("Updated: 25/03/2026", "Updated: 03/04/2026", null);
    expect(toComparedDates(editions).lastUpdated).toEqual({
      before: "2026-03-25",
      after: "2026-04-03",
    });
  });
});

describe("toClockKey", () => {
  it("is the same for two times that make no difference, and another for one that does", () => {
    const key = (seenAt: string) =>
      toClockKey("Updated: May 4, 2026", "Effective: June 4, 2026", seenAt);
    expect(key("2026-05-20T10:00:00.000Z")).toBe(key("2026-05-21T23:00:00.000Z"));
    expect(key("2026-05-20")).not.toBe(key("2026-06-04"));
    expect(key("2026-05-05")).not.toBe(key("2026-05-06"));
  });
});
