import { describe, expect, it } from "vitest";
import { compareVersions } from "../../../src/core/compare.ts";
import { judgementVersion } from "../../../src/core/judgement-version.ts";
import { createOwnTopics } from "../../../src/core/topics/own-topics.ts";
import { biometrics } from "./samples.ts";

const ownTopics = createOwnTopics([biometrics]);
const before = "# Usage policy\n\n## Conduct\n\nBe kind to each other and follow the law.";

function add(clause: string, options = { ownTopics }) {
  const comparison = compareVersions(before, `${before}\n\n${clause}`, options);
  const [change] = comparison.changes;
  if (change === undefined) throw new Error("nothing was added");
  return change;
}

const faces =
  "You may not use facial recognition to identify a person from a photograph of a face.";

describe("nameOwnTopics", () => {
  it("names an own topic beside the built-in ones of a change", () => {
    const { topics } = add(faces);
    expect(topics).toContain("x-biometrics");
    expect(topics).toContain("prohibited-use");
  });

  it("puts the likelier topic first", () => {
    expect(add("A person's face or fingerprint is a biometric identifier.").topics[0]).toBe(
      "x-biometrics",
    );
    expect(add(faces).topics.indexOf("x-biometrics")).toBeLessThan(2);
  });

  it("shows the words that an own topic rests on", () => {
    const { after, cues } = add(faces);
    const words = cues
      .filter(({ why }) => why === "topic-x-biometrics")
      .map(({ start, end }) => after?.text.slice(start, end));
    expect(words).toContain("face");
    expect(words.length).toBeLessThanOrEqual(3);
  });

  it("leaves all else of a change as it was", () => {
    const { topics: _, cues, ...rest } = add(faces);
    const {
      topics: __,
      cues: ___,
      ...plain
    } = add(faces, {
      ownTopics: createOwnTopics([]),
    });
    expect(rest).toEqual(plain);
    expect(cues.length).toBeGreaterThan(0);
  });

  it("leaves a clause about something else alone", () => {
    const clause = "Fees are due within thirty days of the invoice.";
    expect(add(clause)).toEqual(add(clause, { ownTopics: createOwnTopics([]) }));
  });

  it("does not say `other` of what an own topic is about", () => {
    expect(add("Voiceprints, fingerprints.").topics).not.toContain("other");
  });

  it("reads what an item of a list completes", () => {
    const list = (items: readonly string[]): string =>
      `${before}\n\nYou may not identify people by face or fingerprint:\n\n${items.join("\n")}`;
    const { changes } = compareVersions(
      list(["* from photographs;"]),
      list(["* from photographs;", "* from recordings of a voice;"]),
      { ownTopics },
    );
    expect(changes.find(({ kind }) => kind === "added")?.topics).toContain("x-biometrics");
  });

  it("judges under the name of the own topics too", () => {
    const judgedBy = compareVersions(before, before, { ownTopics }).judgedBy;
    expect(judgedBy).toBe(`${judgementVersion}+topics-${ownTopics.version}`);
  });
});
