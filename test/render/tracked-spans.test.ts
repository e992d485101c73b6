import { describe, expect, it } from "vitest";
import type { Span } from "../../src/model/comparison.ts";
import { toMarkers } from "../../src/render/markup.ts";
import { toTrackedSpans } from "../../src/render/tracked-spans.ts";

/** From `You may [-not -]resell`. */
function parse(marked: string): readonly Span[] {
  return marked
    .split(/(\[-[^]*?-\]|\{\+[^]*?\+\})/)
    .filter((part) => part !== "")
    .map((part) => {
      if (part.startsWith("[-")) return { op: "removed", text: part.slice(2, -2) };
      return part.startsWith("{+")
        ? { op: "added", text: part.slice(2, -2) }
        : { op: "same", text: part };
    });
}

describe("toTrackedSpans", () => {
  it.each([
    ["leaves plain words alone", "You may [-not -]resell.", "You may [-not -]resell."],
    ["drops marks that both have", "**Fees** are [-30-]{+14+} EUR.", "Fees are [-30-]{+14+} EUR."],
    ["marks nothing where markup alone changed", "{+**+}Fees{+**+} are due.", "Fees are due."],
    [
      "marks nothing where a link's target alone changed",
      "See [our policy](https://a.example/[-1-]{+2+}).",
      "See our policy.",
    ],
    ["marks a sign that is a word in one text alone", "{+See +}- x", "{+See - +}x"],
    ["shows what is hidden", "a{+\u202e+}b", "a{+‹U+202E›+}b"],
  ])("%s", (_, marked, tracked) => {
    expect(toMarkers(toTrackedSpans(parse(marked)))).toBe(tracked);
  });

  it("gives a link that came with its brackets as what each text reads", () => {
    const spans = parse("See {+[+}our policy{+](https://a.example/)+} now.");
    expect(toMarkers(toTrackedSpans(spans))).toBe("See our policy now.");
  });

  it("takes a time that grows with the text alone", () => {
    const spans = parse(`${"[a](b) ".repeat(20_000)}{+x+}`);
    expect(toTrackedSpans(spans).map(({ op }) => op)).toEqual(["same", "added"]);
  });
});
