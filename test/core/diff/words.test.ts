import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { diffWords } from "../../../src/core/diff/words.ts";
import { toNotation, toSides } from "./notation.ts";

const sides = (spans: ReturnType<typeof diffWords>): readonly [string, string] => [
  spans
    .filter((span) => span.op !== "added")
    .map((span) => span.text)
    .join(""),
  spans
    .filter((span) => span.op !== "removed")
    .map((span) => span.text)
    .join(""),
];

describe("diffWords", () => {
  it.each([
    "You may <del>not </del>resell the service.",
    "We keep your data for <del>30</del><ins>90</ins> days.",
    "We <del>do not sell</del><ins>may share</ins> your data.",
    "Uses include spam<ins>, doxing</ins> and fraud.",
    "See the [policy<del>](https://a.example/one)</del><ins>](https://a.example/two)</ins>.",
    "Write to <del>old@mail.example</del><ins>new@mail.example</ins> for help.",
    "The security of your <del>information</del><ins>Personal Data</ins> is important to us.",
    "We <del>monitor a selection of the</del><ins>examine each of your many</ins> prompts.",
    "You <del>resell</del><ins>may share</ins> it, but <del>never</del><ins>not</ins> for a fee.",
    "We keep <ins>most parts </ins>of<ins> all things in</ins> it.",
    "A fee is due <del>after thirty whole days</del><ins>within ten working weeks</ins> unless <del>our own bank fails</del><ins>another party of yours</ins> errs.",
    "你不得<ins>以任何方式</ins>转售本服务。",
    "A fee of <del>$1,000.50</del><ins>$2,000</ins> applies.",
  ])("marks %s", (notation) => {
    const { before, after } = toSides(notation);
    expect(toNotation(diffWords(before, after))).toBe(notation);
  });

  it("replaces clauses whole that share nothing but small words", () => {
    const before = "Refunds follow within thirty days of purchase.";
    const after = "Weapons research and surveillance are forbidden of course.";
    expect(toNotation(diffWords(before, after))).toBe(`<del>${before}</del><ins>${after}</ins>`);
  });

  it("gives nothing for two empty texts", () => {
    expect(diffWords("", "")).toEqual([]);
  });

  it("keeps every character of both sides", () => {
    assert(
      property(string({ unit: "grapheme" }), string({ unit: "grapheme" }), (before, after) => {
        expect(sides(diffWords(before, after))).toEqual([before, after]);
      }),
      { seed: 1 },
    );
  });

  it("swaps its spans when its sides are swapped", () => {
    const text = array(constantFrom("you", "may", "not", "sell", "data", "we", ",", "30")).map(
      (words) => words.join(" "),
    );
    assert(
      property(text, text, (before, after) => {
        const turned = sides(diffWords(after, before)).toReversed();
        expect(turned).toEqual(sides(diffWords(before, after)));
        const added = diffWords(before, after).filter((span) => span.op === "added");
        const removed = diffWords(after, before).filter((span) => span.op === "removed");
        expect(removed.map((span) => span.text)).toEqual(added.map((span) => span.text));
      }),
      { seed: 2 },
    );
  });

  it("gives up word by word beyond its bound of edits, and replaces", () => {
    // The same 700 words in opposite order: far more edits than the bound, and not unrelated.
    const words = Array.from({ length: 700 }, (_, at) => String.fromCodePoint(0x4e00 + at));
    const spans = diffWords(words.join(" "), words.toReversed().join(" "));
    expect(spans.map((span) => span.op)).toEqual(["removed", "added"]);
  });

  it("finds one changed word in a clause of a megabyte", () => {
    const sentence = "The provider keeps records of each request for billing. ";
    const before = sentence.repeat(18_000);
    const after = `${sentence.repeat(9_000)}Nothing else. ${sentence.repeat(9_000)}`;
    const changed = diffWords(before, after).filter((span) => span.op !== "same");
    expect(changed.map((span) => `${span.op}: ${span.text.trim()}`)).toEqual([
      "added: Nothing else.",
    ]);
  });
});
