import { describe, expect, it } from "vitest";
import { matchHistory } from "../../src/app/match-history.ts";
import { compareVersions } from "../../src/core/compare.ts";
import { createOwnTopics } from "../../src/core/topics/own-topics.ts";
import { createTermsChange } from "../../src/model/change.ts";
import { hour, sampleTerms, sampleVersion, termsId } from "../contract/samples.ts";
import { biometrics } from "../core/topics/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";

const texts = [
  "# Policy\n\nBe kind.",
  "# Policy\n\nBe kind.\n\nDo not use facial recognition to identify people.",
  "# Policy\n\nBe kind.\n\nFees are due within thirty days of the invoice.",
];

async function createHistory() {
  const store = createMemoryStore();
  const versions = texts.map((text, at) => sampleVersion(text, hour(at)));
  const changes = versions.slice(1).flatMap((after, at) => {
    const before = versions[at];
    if (before === undefined) return [];
    return createTermsChange({
      termsId,
      beforeId: before.id,
      afterId: after.id,
      detectedAt: after.fetchedAt,
      reversalOf: null,
      comparison: compareVersions(before.text, after.text),
    });
  });
  await store.importHistory(sampleTerms(), versions, changes);
  return store;
}

describe("matchHistory", () => {
  it("finds a topic in changes that were recorded before it was added, the same words once", async () => {
    const store = await createHistory();
    const { asked, found, matches } = await matchHistory(store, createOwnTopics([biometrics]), {
      limit: 5,
    });
    expect(asked).toBeGreaterThanOrEqual(3);
    expect(found).toBe(1);
    expect(matches[0]?.words).toContain("facial");
    expect(matches[0]?.probability).toBeGreaterThan(0.3);
  });

  it("shows no more than asked for", async () => {
    const store = await createHistory();
    const { found, matches } = await matchHistory(store, createOwnTopics([biometrics]), {
      limit: 0,
    });
    expect([found, matches]).toEqual([1, []]);
  });
});
