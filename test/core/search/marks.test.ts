import { describe, expect, it } from "vitest";
import { findMarks } from "../../../src/core/search/marks.ts";
import { parseSearch } from "../../../src/core/search/parse-query.ts";

function mark(query: string, text: string, before = ""): string {
  return findMarks(parseSearch(query).wanted, text, before).reduceRight(
    (marked, { start, end }) =>
      `${marked.slice(0, start)}<${marked.slice(start, end)}>${marked.slice(end)}`,
    text,
  );
}

describe("findMarks", () => {
  it.each([
    ["train", "Training trained trainers", "<Training> <trained> trainers"],
    ['"train"', "Training, then train", "Training, then <train>"],
    ['"may not"', "You may not; may, not", "You <may not>; <may, not>"],
    ['may "may not"', "You may not", "You <may not>"],
    ["license", "A licence, licensed", "A <licence>, <licensed>"],
    ["absent", "Nothing here", "Nothing here"],
  ])("marks of %j in %j", (query, text, marked) => {
    expect(mark(query, text)).toBe(marked);
  });

  it("marks the end of a phrase that begins above the text", () => {
    expect(mark('"may not train"', "train models", "You may not:")).toBe("<train> models");
  });

  it("marks no word of what stands above the text", () => {
    expect(mark("may models", "train models", "You may not:")).toBe("train <models>");
  });
});
