import { describe, expect, it } from "vitest";
import type { Comparisons } from "../../src/app/load-comparison.ts";
import { createComparisons } from "../../src/app/load-comparison.ts";
import { compareVersions } from "../../src/core/compare.ts";
import { digestOf } from "../../src/model/digest.ts";
import type { Version } from "../../src/model/version.ts";
import { hour, sampleChange, sampleTerms, sampleVersion } from "../contract/samples.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";

const texts = [
  "You may resell access.\n\nWe keep logs for 30 days.",
  "You may not resell access.\n\nWe keep logs for 30 days.",
  "You may not resell access.\n\nWe keep logs for 90 days.",
];

interface Scene {
  readonly comparisons: Comparisons;
  readonly versions: readonly [Version, Version, Version];
  readonly other: Version;
}

/** Three versions of one document, the change between the first two recorded, and one of another document. */
async function createScene(): Promise<Scene> {
  const store = createMemoryStore();
  const one = sampleVersion(texts[0] ?? "", hour(1), null);
  const two = sampleVersion(texts[1] ?? "", hour(2), one);
  const three = sampleVersion(texts[2] ?? "", hour(3), two);
  const recorded = { ...compareVersions(one.text, two.text), summary: "As it was recorded." };
  const versions = [one, two, three] as const;
  await store.importHistory(sampleTerms(), versions, [sampleChange(one, two, recorded)]);
  const termsId = "bolt/usage-policy";
  const other = sampleVersion("You may resell it.", hour(2), null, { termsId });
  await store.importHistory(sampleTerms(termsId), [other], []);
  return { comparisons: createComparisons(store), versions, other };
}

describe("createComparisons", () => {
  it("gives the recorded comparison of neighbours", async () => {
    const { comparisons, versions } = await createScene();
    const loaded = await comparisons.load(versions[0].id, versions[1].id);
    expect(loaded?.comparison.summary).toBe("As it was recorded.");
    expect(loaded?.change?.afterId).toBe(versions[1].id);
  });

  it("compares what is not recorded, as of when the text after was seen", async () => {
    const { comparisons, versions } = await createScene();
    const [one, , three] = versions;
    const loaded = await comparisons.load(one.id, three.id);
    expect(loaded?.change).toBeNull();
    expect(loaded?.comparison).toEqual(
      compareVersions(one.text, three.text, { at: three.fetchedAt }),
    );
  });

  it("compares as it is asked, the newer one first too", async () => {
    const { comparisons, versions } = await createScene();
    const loaded = await comparisons.load(versions[1].id, versions[0].id);
    expect(loaded?.change).toBeNull();
    expect(loaded?.comparison.changes[0]?.spans).toContainEqual({ op: "removed", text: "not " });
  });

  it("compares two documents, and names both", async () => {
    const { comparisons, versions, other } = await createScene();
    const loaded = await comparisons.load(versions[0].id, other.id);
    expect([loaded?.termsBefore.id, loaded?.terms.id]).toEqual([
      "acme/terms-of-service",
      "bolt/usage-policy",
    ]);
  });

  it("compares the same two once", async () => {
    const { comparisons, versions } = await createScene();
    const asked = [1, 2, 3].map(() => comparisons.load(versions[0].id, versions[2].id));
    const [first, ...others] = await Promise.all(asked);
    expect(first?.comparison).toBeDefined();
    for (const one of others) expect(one?.comparison).toBe(first?.comparison);
  });

  it("gives nothing where one of them is not in the store", async () => {
    const { comparisons, versions } = await createScene();
    expect(await comparisons.load(versions[0].id, digestOf("elsewhere"))).toBeUndefined();
    expect(await comparisons.load(digestOf("elsewhere"), versions[0].id)).toBeUndefined();
  });

  it("has at hand what is recorded, computed already, or not there at all", async () => {
    const { comparisons, versions } = await createScene();
    const [one, two, three] = versions;
    expect(await comparisons.isAtHand(one.id, two.id)).toBe(true);
    expect(await comparisons.isAtHand(one.id, digestOf("elsewhere"))).toBe(true);
    expect(await comparisons.isAtHand(one.id, three.id)).toBe(false);
    await comparisons.load(one.id, three.id);
    expect(await comparisons.isAtHand(one.id, three.id)).toBe(true);
  });
});
