import { describe, expect, it } from "vitest";
import { readStatedDates } from "../../../src/core/dates/stated.ts";

function read(line: string) {
  const { lastUpdated, effective } = readStatedDates(`# Terms of Hire\n\n${line}\n\nBe kind.`);
  return { lastUpdated, effective };
}

describe("readStatedDates", () => {
  it.each([
    ["**Last updated:** May 4, 2026", "2026-05-04", null],
    ["UpdatedNovember 14, 2023", "2023-11-14", null],
    ["**Last updated****May 4, 2026**", "2026-05-04", null],
    ["_Last update: May 4, 2026_", "2026-05-04", null],
    ["> Last Modified: 4 May 2026", "2026-05-04", null],
    ["\u200d**Last Updated: May 4th 2026**", "2026-05-04", null],
    [
      "Last Updated:\u00a02026-05-04 ([past versions](https://example.com/2019-01-01))",
      "2026-05-04",
      null,
    ],
    ["Last Revised on 3 June 2025", "2025-06-03", null],
    ["**Latest updated:** 2026-05-04", "2026-05-04", null],
    ["Last reviewed May 2026", "2026-05-01", null],
    ["Version 3.2, May 4, 2026", "2026-05-04", null],
    ["Version of May 4, 2026", "2026-05-04", null],
    ["As of 4 May 2026", "2026-05-04", null],
    ["Revision date: 05/24/2026", "2026-05-24", null],
    ["Posted: May 4, 2026", "2026-05-04", null],
    ["Release Date: May 4, 2026", "2026-05-04", null],
    ["For hirers – updated May 4, 2026.", "2026-05-04", null],
    ["Monday, May 4, 2026", "2026-05-04", null],
    ["| Last updated | May 4, 2026 |", "2026-05-04", null],
    ["Last updated\n\nMay 4, 2026", "2026-05-04", null],
    ["May 4, 2026 (last updated)", "2026-05-04", null],
    ["This notice was last modified on May 4th, 2026.", "2026-05-04", null],
    ["Effective Date: January 1, 2026", null, "2026-01-01"],
    ["EffectiveJanuary 1, 2026[Previous Version](https://example.com/v/1)", null, "2026-01-01"],
    ["Version Effective Date: January 1, 2026", null, "2026-01-01"],
    ["Effective from 1 January 2026", null, "2026-01-01"],
    [
      "Effective 1 January 2026 | [Archived versions](https://example.com) | [PDF](https://example.com)",
      null,
      "2026-01-01",
    ],
    ["These terms take effect on 1 July 2026.", null, "2026-07-01"],
    ["This policy comes into force on 1 July 2026.", null, "2026-07-01"],
    ["Effective February 15, 2024. Updated: December 15, 2023", "2023-12-15", "2024-02-15"],
    ["Last updated and effective: May 4, 2026", "2026-05-04", "2026-05-04"],
    ["**更新日期：2026年5月4日**\n\n**生效日期：2026年6月4日**", "2026-05-04", "2026-06-04"],
    ["Zuletzt aktualisiert: 4. Mai 2026", "2026-05-04", null],
    ["Dernière mise à jour : 4 mai 2026", "2026-05-04", null],
    ["We charge fees.", null, null],
    ["As of May 4, 2026, we also hire out cranes.", null, null],
    ["See the previous version (effective May 4, 2020).", null, null],
    ["Renews on May 4, 2026.", null, null],
    ["The Cranes Act, effective January 1, 2023, applies.", null, null],
  ])("reads what %j states", (line, lastUpdated, effective) => {
    expect(read(line)).toEqual({ lastUpdated, effective });
  });

  it("reads a date at the end, and on a line of its own anywhere", () => {
    const filler = "Nothing is said here about any date.\n\n".repeat(400);
    expect(readStatedDates(`${filler}This page was last updated May 4, 2026.`).lastUpdated).toBe(
      "2026-05-04",
    );
    expect(readStatedDates(`${filler}Updated: May 4, 2026\n\n${filler}`).lastUpdated).toBe(
      "2026-05-04",
    );
  });

  it("takes no date from a sentence in the middle of a long text", () => {
    const filler = "Nothing is said here about any date. ".repeat(400);
    expect(readStatedDates(`${filler}Effective May 4, 2020. ${filler}`)).toMatchObject({
      lastUpdated: null,
      effective: null,
    });
  });

  it("takes the latest entry of a change log", () => {
    const log = "## Changelog\n\n* 2023-02-15: We’ve merged two lists.\n* 2022-11-09: Less paper.";
    const filler = "Nothing is said here about any date.\n\n".repeat(400);
    expect(readStatedDates(`${filler}${log}\n\n${filler}`).lastUpdated).toBe("2023-02-15");
  });

  it("takes the latest of a text made of several documents, and lists them all", () => {
    const filler = "Nothing is said here about any date.\n\n".repeat(400);
    const text = `Updated: May 4, 2026\n\n${filler}Updated: June 5, 2026\n\n${filler}`;
    const stated = readStatedDates(text);
    expect(stated.lastUpdated).toBe("2026-06-05");
    expect(stated.all.map(({ day }) => day)).toEqual(["2026-05-04", "2026-06-05"]);
    expect(stated.all.map(({ start }) => text.slice(start, start + 8))).toEqual([
      "Updated:",
      "Updated:",
    ]);
  });
});
