import { describe, expect, it } from "vitest";
import { addMs } from "../../src/model/instant.ts";
import type { Store } from "../../src/ports/store.ts";
import { hour, sampleChange, sampleTerms, sampleVersion, termsId } from "./samples.ts";

const one = sampleVersion("one", hour(1), null, { origin: "import" });
const two = sampleVersion("two — § 2, “quoted”", hour(2), one, { origin: "import" });
const backToOne = sampleVersion("one", hour(3), two, { origin: "import" });

export function testStoredHistory(create: () => Promise<Store>): void {
  describe("importHistory", () => {
    it("adds nothing the second time", async () => {
      await using store = await create();
      const change = sampleChange(one, two);
      expect(await store.importHistory(sampleTerms(), [one, two], [change])).toBe(2);
      expect(await store.importHistory(sampleTerms(), [one, two], [change])).toBe(0);
      expect(await store.listChanges({})).toEqual([change]);
    });

    it("adds what is new behind what is there", async () => {
      await using store = await create();
      await store.importHistory(sampleTerms(), [one], []);
      expect(await store.importHistory(sampleTerms(), [one, two], [])).toBe(1);
    });

    it("leaves declared terms as they are", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      await store.importHistory(sampleTerms(termsId, { urls: [], serviceName: "ACME" }), [one], []);
      expect(await store.listTermsStatus()).toMatchObject([sampleTerms()]);
    });

    it("leaves nothing when a change names a version that is not there", async () => {
      await using store = await create();
      const history = store.importHistory(sampleTerms(), [one], [sampleChange(one, two)]);
      await expect(history).rejects.toMatchObject({ kind: "missing" });
      expect(await store.findVersion(one.id)).toBeUndefined();
      expect(await store.listTermsStatus()).toEqual([]);
    });

    it("notifies nobody", async () => {
      await using store = await create();
      await store.importHistory(sampleTerms(), [one, two], [sampleChange(one, two)]);
      expect(await store.listOutbox({ limit: 10 })).toEqual([]);
    });
  });

  describe("findVersion", () => {
    it("gives a version with its text to the letter", async () => {
      await using store = await create();
      await store.importHistory(sampleTerms(), [one, two], []);
      expect(await store.findVersion(two.id)).toEqual(two);
    });
  });

  describe("findVersionAt", () => {
    it.each([
      ["a millisecond before the first version", addMs(hour(1), -1), undefined],
      ["at the very time of a version", hour(2), two],
      ["a millisecond before the next", addMs(hour(3), -1), two],
      ["long after the last", hour(100), backToOne],
    ])("finds the version in force %s", async (_, at, expected) => {
      await using store = await create();
      await store.importHistory(sampleTerms(), [one, two, backToOne], []);
      expect(await store.findVersionAt(termsId, at)).toEqual(expected);
    });

    it("gives the one written last of two that began at one time", async () => {
      await using store = await create();
      const upgrade = sampleVersion("one, read anew", hour(1), one, { origin: "upgrade" });
      await store.importHistory(sampleTerms(), [one, upgrade], []);
      expect(await store.findVersionAt(termsId, hour(1))).toEqual(upgrade);
    });
  });

  describe("listVersions", () => {
    it("gives the newest first, without texts", async () => {
      await using store = await create();
      await store.importHistory(sampleTerms(), [one, two, backToOne], []);
      expect(await store.listVersions(termsId)).toEqual([
        { ...backToOne, text: "" },
        { ...two, text: "" },
        { ...one, text: "" },
      ]);
    });
  });
}
