import { describe, expect, it } from "vitest";
import { reviewKeyOf } from "../../../src/core/review/clause-key.ts";

const terms = "acme/terms-of-service";
const side = (text: string) => ({ text });
const keysOf = (before: string | null, after: string | null, termsId = terms) =>
  reviewKeyOf(termsId, {
    before: before === null ? null : side(before),
    after: after === null ? null : side(after),
  });

describe("reviewKeyOf", () => {
  it("names the wording after alike whatever it is compared with", () => {
    const text = "You may not resell the service.";
    expect(keysOf("You may resell the service.", text).key).toBe(keysOf(null, text).key);
  });

  it.each([
    ["its number", "(b) You may not resell.", "(c) You may not resell."],
    ["its markup", "You may **not** resell.", "You may not resell."],
    ["where a link leads", "See [our policy](/a).", "See [our policy](/b)."],
    ["its white space", "You may not\nresell.", "You may not  resell. "],
    ["the kind of its quotation marks", "the “Service”", 'the "Service"'],
  ])("takes no notice of %s", (_, one, other) => {
    expect(keysOf(null, one).key).toBe(keysOf(null, other).key);
  });

  it.each([
    ["a word", "You may not resell.", "You may not sell."],
    ["a letter's case", "the service", "the Service"],
    ["punctuation", "you, or anyone", "you or anyone"],
    ["a number", "within 30 days", "within 90 days"],
  ])("gives another name for another wording: %s", (_, one, other) => {
    expect(keysOf(null, one).key).not.toBe(keysOf(null, other).key);
  });

  it("keeps terms apart", () => {
    const text = "You may not resell.";
    expect(keysOf(null, text).key).not.toBe(keysOf(null, text, "acme/privacy").key);
  });

  it("tells a clause that has gone from the one that stood", () => {
    const text = "We delete your data.";
    expect(keysOf(text, null)).toEqual({
      key: expect.not.stringMatching(keysOf(null, text).key) as string,
      earlierKey: keysOf(null, text).key,
    });
  });

  it("knows the wording before, and none where nothing else was read there", () => {
    expect(keysOf("We may.", "We will.").earlierKey).toBe(keysOf(null, "We may.").key);
    expect(keysOf("1. We may.", "2. We may.").earlierKey).toBeNull();
    expect(keysOf(null, "We may.").earlierKey).toBeNull();
  });

  it("names also what has no word that is read", () => {
    expect(keysOf(null, "***").key).not.toBe(keysOf(null, "* * * *").key);
  });
});
