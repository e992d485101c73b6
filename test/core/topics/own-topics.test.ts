import { describe, expect, it } from "vitest";
import { toPlain } from "../../../src/core/clauses/plain.ts";
import { toStems } from "../../../src/core/topics/meanings.ts";
import { createOwnTopics, noOwnTopics } from "../../../src/core/topics/own-topics.ts";
import type { OwnTopics } from "../../../src/core/topics/own-topics.ts";
import { biometrics, reselling } from "./samples.ts";

function find(own: OwnTopics, text: string): readonly string[] {
  return own.match([{ stems: toStems(toPlain(text)), weight: 1 }]).map(({ topic }) => topic);
}

const both = createOwnTopics([reselling, biometrics]);

describe("createOwnTopics", () => {
  it.each([
    "Do not use facial recognition to identify individuals in photographs.",
    "Voiceprints and other biometric identifiers are deleted within a year.",
    "We store a template of your fingerprint and of your face.",
  ])("finds a topic in words that none of its examples has: %s", (text) => {
    expect(find(both, text)).toEqual(["x-biometrics"]);
  });

  it.each([
    "Fees are due within thirty days of the invoice.",
    "These terms are governed by the laws of Ireland.",
    "You own the Output that you generate.",
    "We may change these terms at any time.",
    "",
  ])("finds no topic where there is none: %j", (text) => {
    expect(find(both, text)).toEqual([]);
  });

  it("lets a counter-example rule out what looks like the topic", () => {
    const text = "We do not sell personal information about you to third parties.";
    const bare = createOwnTopics([
      {
        ...reselling,
        examples: [...reselling.examples, "Nobody may sell the Services on to third parties."],
        counterExamples: [],
      },
    ]);
    const warned = createOwnTopics([
      {
        ...reselling,
        examples: [...reselling.examples, "Nobody may sell the Services on to third parties."],
      },
    ]);
    expect([find(bare, text), find(warned, text)]).toEqual([["x-reselling"], []]);
  });

  it("gives several topics of one clause, likeliest first", () => {
    const text = `${biometrics.examples.join(" ")} Customer may not resell access to the Services.`;
    const matches = both.match([{ stems: toStems(text), weight: 1 }]);
    const chances = matches.map(({ probability }) => probability);
    expect(chances).toEqual(chances.toSorted((one, other) => other - one));
    expect(matches[0]?.topic).toBe("x-biometrics");
  });

  it("names the words that count most", () => {
    const stems = toStems("You must not scan a face to charge a fee.");
    const [match] = both.match([{ stems: toStems(biometrics.examples.join(" ")), weight: 1 }]);
    const weights = match?.weigh(stems) ?? [];
    expect(stems[weights.indexOf(Math.max(...weights))]).toBe("fac");
  });

  it("answers the same whatever the order of the definitions", () => {
    const turned = createOwnTopics([biometrics, reselling]);
    expect(turned.version).toBe(both.version);
    expect(turned.topics).toEqual(both.topics);
  });

  it("has another version when an example is another", () => {
    const [first = "", ...rest] = biometrics.examples;
    const edited = createOwnTopics([
      { ...biometrics, examples: [`${first} Ever.`, ...rest] },
      reselling,
    ]);
    expect(edited.version).not.toBe(both.version);
  });

  it("has no version where there are no topics", () => {
    expect(createOwnTopics([])).toBe(noOwnTopics);
  });
});
