import { array, assert, constantFrom, integer, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { cutMiddle, foldSpans } from "../../src/render/fold.ts";
import { toMarkup } from "../../src/render/markup.ts";
import { toSpans } from "./sample.ts";

const filler = "word ".repeat(100);

describe("foldSpans", () => {
  it("leaves a short clause whole", () => {
    const spans = toSpans("You may <del>not </del>resell the service to anybody.");
    expect(foldSpans(spans)).toEqual(spans);
  });

  it("keeps the words around each change of a long one", () => {
    const spans = toSpans(`${filler}here <ins>now</ins> there ${filler}`);
    expect(toMarkup(foldSpans(spans, { context: 30 }))).toBe(
      "… word word word word here <ins>now</ins> there word word word word …",
    );
  });

  it("says how much of a long addition it leaves out", () => {
    const [span] = foldSpans([{ op: "added", text: filler }], { maxChars: 300 });
    expect(span?.op).toBe("added");
    expect(span?.text).toMatch(/^word word .* … \[\d+ characters\] … .*word $/);
  });

  it("counts the edits that do not fit", () => {
    const spans = toSpans("<del>gone is this</del> kept <ins>new is that</ins> and ".repeat(50));
    const folded = toMarkup(foldSpans(spans, { maxChars: 400 }));
    const shown = folded.match(/<del>|<ins>/g)?.length ?? 0;
    expect(folded).toContain(`(${100 - shown} more edits in this clause)`);
  });

  it("never gives more characters than allowed", () => {
    const span = record({
      op: constantFrom("same" as const, "removed" as const, "added" as const),
      text: string({ maxLength: 200 }),
    });
    assert(
      property(array(span), integer({ min: 200, max: 2000 }), (spans, maxChars) => {
        const folded = foldSpans(spans, { maxChars });
        expect(toMarkup(folded).replaceAll(/<\/?(ins|del)>/g, "").length).toBeLessThanOrEqual(
          maxChars,
        );
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});

describe("cutMiddle", () => {
  it("does not cut a character in two", () => {
    const cut = cutMiddle("😀".repeat(200), 81);
    expect(cut.isWellFormed()).toBe(true);
    expect(cut).not.toContain("\uFFFD");
  });
});
