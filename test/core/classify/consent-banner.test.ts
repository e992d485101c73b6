import { describe, expect, it } from "vitest";
import { findConsentBanner } from "../../../src/core/classify/consent-banner.ts";
import { segmentClauses } from "../../../src/core/clauses/segment.ts";
import { toUnits } from "../../../src/core/clauses/unit.ts";
import { compareVersions } from "../../../src/core/compare.ts";

const terms = "# Terms\n\nYou may use the service.\n\nWe may keep your content for 30 days.\n";

const purposes = ["Measure reach", "Build a profile", "Find where you are", "Match your devices"];
const dialogue = [
  "We value your privacy",
  "We and our 812 partners use cookies and may process your address for advertising.",
  "Customise Reject All Accept All",
  "Choose for each purpose below. You may withdraw your consent at any time.",
  ...purposes.flatMap((purpose) => [
    purpose,
    `What we learn in order to “${purpose}” can be combined and shared with others.`,
    "Number of Vendors seeking consent: 411",
  ]),
  "Third party vendors (812)",
  "Reject All Save My Preferences Accept All",
].join("\n\n");

function linesOfBanner(text: string): readonly string[] {
  const units = toUnits(segmentClauses(text), new Map());
  const starts = findConsentBanner(units);
  return units.filter(({ clause }) => starts.has(clause.start)).map(({ clause }) => clause.text);
}

describe("findConsentBanner", () => {
  it("finds a dialogue from its invitation to its last buttons", () => {
    expect(linesOfBanner(`${dialogue}\n\n${terms}`)).toEqual(dialogue.split("\n\n"));
    expect(linesOfBanner(`${terms}\n${dialogue}\n`)).toEqual(dialogue.split("\n\n"));
  });

  it.each([
    [terms],
    ["Accept All Reject All\n\nYou may not resell the service.\n\nAccept All Reject All\n"],
    [`${terms}\nNumber of vendors seeking consent: 12\n\nYou may object to each of them.\n`],
  ])("takes nothing for a dialogue that is none: %j", (text) => {
    expect(linesOfBanner(text)).toEqual([]);
  });

  it("makes the dialogue's coming and going noise", () => {
    const materialities = [
      compareVersions(terms, `${dialogue}\n\n${terms}`).materiality,
      compareVersions(`${dialogue}\n\n${terms}`, terms).materiality,
    ];
    expect(materialities).toEqual(["noise", "noise"]);
  });

  it("hides no change of the terms beside it", () => {
    const after = `${dialogue}\n\n${terms.replace("30 days", "90 days")}`;
    const { changes } = compareVersions(terms, after);
    const substantive = changes.filter(({ materiality }) => materiality === "substantive");
    expect(substantive.map((change) => change.after?.text)).toEqual([
      "We may keep your content for 90 days.",
    ]);
  });

  it("judges a dialogue that stays by its words", () => {
    const before = `${dialogue}\n\n${terms}`;
    const { changes } = compareVersions(
      before,
      before.replace("You may withdraw", "You may not withdraw"),
    );
    expect(changes.map(({ materiality }) => materiality)).toEqual(["substantive"]);
  });
});
