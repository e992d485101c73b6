import { describe, expect, it } from "vitest";
import { ownTopicJsonSchema, parseOwnTopic } from "../../../src/core/topics/definition.ts";
import { DeclarationError } from "../../../src/model/errors.ts";

const covers = "recognising people by their face, voice or fingerprint";
const examples = [
  "You may not identify a person from a photograph of their face.",
  "We collect voiceprints with your written consent only.",
];

function problemsOf(name: string, json: unknown): readonly string[] {
  try {
    parseOwnTopic(name, json);
    return [];
  } catch (error) {
    if (!(error instanceof DeclarationError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
}

describe("parseOwnTopic", () => {
  it("gives the topic under an id that no built-in one has", () => {
    expect(parseOwnTopic("biometrics", { covers, examples })).toEqual({
      id: "x-biometrics",
      covers,
      examples,
      counterExamples: [],
    });
  });

  it("asks for at least two examples", () => {
    expect(problemsOf("biometrics", { covers, examples: examples.slice(1) })).toEqual([
      "biometrics.json: examples: too few: a topic needs at least 2",
    ]);
  });

  it("finds the same words on both sides a contradiction, whatever their case and markup", () => {
    const counterExamples = [`**${examples[0]?.toUpperCase() ?? ""}**`];
    expect(problemsOf("biometrics", { covers, examples, counterExamples })).toEqual([
      "biometrics.json: counterExamples[0]: contradicts examples[0]: the same words are an example and a counter-example",
    ]);
  });

  it("finds an example that repeats another", () => {
    expect(problemsOf("biometrics", { covers, examples: [...examples, examples[1]] })).toEqual([
      "biometrics.json: examples[2]: says the same as examples[1]",
    ]);
  });

  it("refuses the name of a built-in topic", () => {
    expect(problemsOf("indemnity", { covers, examples })).toEqual([
      "indemnity.json: indemnity is a built-in topic: choose another name",
    ]);
  });

  it.each(["Biometrics", "bio metrics", "-bio", "../bio", "x".repeat(42), ""])(
    "refuses the name %j",
    (name) => {
      expect(problemsOf(name, { covers, examples })).toHaveLength(1);
    },
  );

  it("names every problem at once", () => {
    expect(problemsOf("Bio", { examples: ["Recognising faces.", "of the"], threshold: 1 })).toEqual(
      [
        "Bio.json: a topic's name: expected a-z, 0-9 and hyphens, at most 41",
        "Bio.json: covers: missing: a clause or sentence is needed",
        "Bio.json: examples[1]: says too little: give a whole clause or sentence",
        "Bio.json: threshold: unknown key",
      ],
    );
  });
});

describe("ownTopicJsonSchema", () => {
  it("describes each field for editors", () => {
    expect(ownTopicJsonSchema()).toMatchObject({ required: ["covers", "examples"] });
  });
});
