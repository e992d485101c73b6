import { describe, expect, it } from "vitest";
import { compareNorms, sumChanges } from "../../../src/core/deontic/compare.ts";
import { turnAround } from "../../../src/core/deontic/change.ts";
import type { NormChange } from "../../../src/core/deontic/change.ts";
import { readInventedEdits } from "../../training/invented.ts";

function compare(before: string, after: string): readonly NormChange[] {
  return compareNorms({ text: before }, { text: after });
}

const signs = { tightened: 1, loosened: -1 } as const;

describe("compareNorms", () => {
  it.each([
    ["You may resell it.", "You may not resell it.", "permission-to-ban", 1],
    ["You must register.", "You may register.", "duty-to-permission", -1],
    ["We will notify you.", "We may notify you.", "promise-to-power", 1],
    ["We do not sell your data.", "We may sell your data.", "promise-to-power", 1],
    ["We will delete your data.", "We will keep your data.", "promise-verb-changed", 1],
    ["You may not resell it.", "You may not resell it unless we agree.", "ban-exception-added", -1],
    [
      "We will not share it.",
      "We will not share it without your consent.",
      "promise-condition-added",
      1,
    ],
    ["We may share it.", "We may share it with your consent.", "power-condition-added", -1],
    ["We may share it.", "We may share it without your consent.", "power-condition-added", 1],
    ["You may use it.", "You may use it only for research.", "permission-condition-added", 1],
    ["We store logs for 30 days.", "We store logs for 90 days.", "retention-rises", 1],
    ["We give 30 days' notice.", "We give ten days' notice.", "notice-falls", 1],
    ["You must give 30 days' notice.", "You must give 60 days' notice.", "notice-rises", 1],
    ["You must object within 30 days.", "You must object within 14 days.", "deadline-falls", 1],
    ["We will answer within 30 days.", "We will answer within 14 days.", "deadline-falls", -1],
    ["Our liability is capped at $100.", "Our liability is capped at $500.", "liability-rises", -1],
    ["The fee is $10 per seat.", "The fee is $12 per seat.", "price-rises", 1],
    ["You must be at least 13 years old.", "You must be at least 16 years old.", "age-rises", 1],
    [
      "You may not upload malware.",
      "You may not upload malware, spam or viruses.",
      "ban-member-gained",
      1,
    ],
    [
      "We collect your name.",
      "We collect your name, photo and voice.",
      "practice-member-gained",
      1,
    ],
    ["You may not upload medical data.", "You may not upload data.", "ban-words-lost", 1],
    [
      "We do not serve Oman or Peru.",
      "We do not serve Oman, Peru or Chad.",
      "promise-member-gained",
      -1,
    ],
    [
      "You may not sell to Oman or Peru.",
      "You may not sell to Oman, Peru or Chad.",
      "ban-member-gained",
      1,
    ],
    ["We will encrypt it.", "We will try to encrypt it.", "promise-verb-changed", 1],
    ["We may remove any post.", "We may remove certain posts.", "power-narrowed", -1],
    ["We may end the trial.", "We may end the trial in our sole discretion.", "burden-added", 1],
  ])("tells %j → %j as %s", (before, after, why, sign) => {
    const found = compare(before, after).map((change) => `${change.why} ${change.sign}`);
    expect(found).toContain(`${why} ${sign}`);
  });

  it.each([
    ["You may not resell it.", "You are not allowed to resell it."],
    ["You must pay.", "You are required to pay."],
    ["We store logs for 2 weeks.", "We store logs for 14 days."],
    ["See Section 4.", "See Section 7."],
    ["You may cancel; we may not.", "We may not; you may cancel."],
    ["The office is in Lyon.", "The office is in Nice."],
  ])("takes no side between %j and %j", (before, after) => {
    expect(sumChanges(compare(before, after))).toBeCloseTo(0);
  });

  it("reads a passage that is new or gone by its norms", () => {
    const ban = { text: "You may not resell it." };
    expect(compareNorms(undefined, ban).map(({ why, sign }) => [why, sign])).toEqual([
      ["ban-added", 1],
    ]);
    expect(compareNorms(ban, undefined).map(({ why, sign }) => [why, sign])).toEqual([
      ["ban-dropped", -1],
    ]);
  });

  it("reads an item by its lead-in", () => {
    const item = { text: "sell your photos", leadIn: "We will not:" };
    expect(sumChanges(compareNorms(undefined, item))).toBeLessThan(0);
    expect(
      sumChanges(compareNorms(undefined, { ...item, leadIn: "You may not:" })),
    ).toBeGreaterThan(0);
  });
});

describe("compareNorms over invented edits", () => {
  const edits = readInventedEdits().map(({ before, after, leadIn, type, heading, direction }) => {
    const options = { leadIn, heading: `${type} > ${heading}` };
    const toPassage = (text: string | null) => (text === null ? undefined : { text, ...options });
    return { before: toPassage(before), after: toPassage(after), direction };
  });

  it("swaps signs, sides and names when the texts are swapped", () => {
    for (const { before, after } of edits) {
      const there = compareNorms(before, after);
      const back = compareNorms(after, before);
      expect(back.map(({ sign, strength }) => sign * strength + 0)).toEqual(
        there.map(({ sign, strength }) => 0 - sign * strength),
      );
      const sidesOf = (changes: readonly NormChange[], swap: boolean): readonly string[] =>
        changes.flatMap(({ stretches }) =>
          stretches
            .map(
              ({ side, start, end }) => `${(side === "before") === swap ? 1 : 0} ${start} ${end}`,
            )
            .toSorted(),
        );
      expect(sidesOf(back, true)).toEqual(sidesOf(there, false));
      expect(back.map(turnAround)).toEqual(there);
    }
  });

  it("says nothing of a text against itself", () => {
    expect(edits.flatMap(({ before }) => compareNorms(before, before))).toEqual([]);
  });

  it("rests on stretches inside the texts", () => {
    const outside = edits.flatMap((edit) =>
      compareNorms(edit.before, edit.after)
        .flatMap(({ stretches }) => stretches)
        .filter(
          ({ side, start, end }) =>
            start < 0 || end < start || end > (edit[side]?.text.length ?? 0),
        ),
    );
    expect(outside).toEqual([]);
  });

  // The figures are measure.ts's; these floors keep a rule from undoing others unseen.
  it("is right far more often than it says the opposite", () => {
    const judged = edits.flatMap(({ before, after, direction }) => {
      if (direction !== "tightened" && direction !== "loosened") return [];
      return [Math.sign(Math.round(sumChanges(compareNorms(before, after)))) * signs[direction]];
    });
    const share = (sign: number): number =>
      judged.filter((one) => one === sign).length / judged.length;
    expect(share(1)).toBeGreaterThan(0.45);
    expect(share(-1)).toBeLessThan(0.15);
  });
});

describe("compareNorms on hostile text", () => {
  it.each([
    ["without a space", "a".repeat(100_000)],
    ["of modals", "you may not ".repeat(8_500)],
    ["of limits", "unless except if only where ".repeat(3_600)],
    ["of numbers", "30 thirty (30) days ".repeat(5_000)],
    ["of quotes", '"A" ("'.repeat(16_000)],
    ["of stops", ". A".repeat(33_000)],
  ])(
    "ends soon on 100 KB %s",
    (_, text) => {
      const changes = compareNorms({ text }, { text: `${text} You must pay 5 days.` });
      expect(changes.length).toBeLessThan(100_000);
    },
    2_000,
  );
});
