import { array, assert, constantFrom, pre, property, record, string } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Span } from "../../src/model/comparison.ts";
import { toMarkers, toMarkup } from "../../src/render/markup.ts";
import { toSpans } from "./sample.ts";

describe("toMarkup", () => {
  it("gives the notation that it is read from", () => {
    const markup = "You may <del>not </del><ins>never </ins>resell";
    expect(toMarkup(toSpans(markup))).toBe(markup);
  });
});

describe("toMarkers", () => {
  it("marks what went and what came without colour", () => {
    expect(toMarkers(toSpans("You may <del>not </del>resell<ins> it</ins>"))).toBe(
      "You may [-not -]resell{+ it+}",
    );
  });

  it("cannot be faked by text that has such marks itself", () => {
    expect(toMarkers(toSpans("a [-gone-] {+new+}<ins>+}x</ins>"))).toBe(
      "a \\[-gone-\\] \\{+new+\\}{++\\}x+}",
    );
  });

  it("lets both sides be rebuilt", () => {
    const span = record({
      op: constantFrom("same" as const, "removed" as const, "added" as const),
      text: string({ unit: constantFrom("a", " ", "[", "]", "{", "}", "-", "+") }),
    });
    assert(
      property(array(span), (spans) => {
        // Two neighbours of one kind are one span.
        pre(spans.every(({ op }, at) => op !== spans[at - 1]?.op));
        for (const op of ["removed", "added"] as const) {
          expect(readSide(toMarkers(spans), op)).toBe(sideOf(spans, op));
        }
      }),
      { seed: 7 },
    );
  });
});

function sideOf(spans: readonly Span[], op: "removed" | "added"): string {
  return spans.map((span) => (span.op === "same" || span.op === op ? span.text : "")).join("");
}

/** Reads the marks from left to right, as a reader does. */
function readSide(text: string, op: "removed" | "added"): string {
  const pattern = /\[-((?:\\.|(?!-\])[^])*)-\]|\{\+((?:\\.|(?!\+\})[^])*)\+\}|(\\.|[^])/g;
  return [...text.matchAll(pattern)]
    .map(([, removed, added, other]) => other ?? (op === "removed" ? removed : added) ?? "")
    .join("")
    .replaceAll(/\\(?=[[\]{}])/g, "");
}
