import { describe, expect, it } from "vitest";
import { tryBuiltInTopics, tryOwnTopic } from "../../../src/core/topics/trial.ts";
import { topics } from "../../../src/model/topic.ts";
import { biometrics } from "./samples.ts";

describe("tryOwnTopic", () => {
  it("passes a topic whose examples speak of one thing", () => {
    const examples = [
      ...biometrics.examples,
      "We do not use facial recognition to identify people in photographs.",
      "Face geometry and voiceprints are biometric identifiers under the law.",
    ];
    const trial = tryOwnTopic({ ...biometrics, examples });
    expect(trial.found).toBeGreaterThanOrEqual(4);
    expect(trial.strangers).toBeLessThan(0.02);
    expect(trial.isPassed).toBe(true);
  });

  it("fails a topic whose examples have nothing in common, and names what it misses", () => {
    const examples = [
      "Fees are due within thirty days.",
      "A court in Dublin decides disputes.",
      "Minors need a guardian's permission.",
    ];
    const trial = tryOwnTopic({ ...biometrics, examples });
    expect(trial.isPassed).toBe(false);
    expect(trial.misses.map(({ kind, text }) => [kind, text])).toEqual(
      examples.map((text) => ["missed", text]),
    );
  });

  it("fails a topic that a counter-example is taken for", () => {
    const counterExamples = ["You may not identify persons by a photograph of their face."];
    const { mistaken, isPassed } = tryOwnTopic({ ...biometrics, counterExamples });
    expect([mistaken, isPassed]).toEqual([1, false]);
  });

  it("fails a topic that one clause in twelve are about", () => {
    const trial = tryOwnTopic({
      id: "x-all",
      covers: "what the customer may and must do",
      examples: ["You will use the Services.", "Fees are due.", "You must not share data."],
      counterExamples: [],
    });
    expect(trial.strangers).toBeGreaterThan(0.08);
    expect(trial.isPassed).toBe(false);
  });
});

describe("tryBuiltInTopics", () => {
  it("tries every built-in topic but the one for all else", () => {
    expect(tryBuiltInTopics().map(({ topic }) => topic)).toEqual(
      topics.filter((topic) => topic !== "other"),
    );
  });

  it("finds nearly all sentences that nothing was learned from", () => {
    const trials = tryBuiltInTopics();
    const found = trials.reduce((sum, trial) => sum + trial.found, 0);
    const all = trials.reduce((sum, trial) => sum + trial.examples, 0);
    expect(found / all).toBeGreaterThan(0.85);
  });
});
