import { describe, expect, it } from "vitest";
import type { Store } from "../../src/ports/store.ts";
import {
  emptyTermsState,
  hour,
  otherTermsId,
  sampleCheck,
  sampleIncident,
  samplePending,
  sampleRecord,
  sampleSnapshot,
  sampleTerms,
  sampleVersion,
  termsId,
} from "./samples.ts";

const pending = samplePending();

export function testStoredTerms(create: () => Promise<Store>): void {
  describe("getTermsState", () => {
    it("is all empty for terms never checked", async () => {
      await using store = await create();
      expect(await store.getTermsState(termsId)).toEqual(emptyTermsState);
    });

    it("takes the last snapshots from the last check that was verified, in the order of the sources", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      const taken = ["b", "a"].map((text) => sampleSnapshot(text, hour(1)));
      const held = sampleSnapshot("log in", hour(2));
      const unrecorded = sampleSnapshot("new", hour(3));
      for (const snapshot of [...taken, held, unrecorded]) await store.putSnapshot(snapshot);
      const snapshotIds = taken.map(({ id }) => id);
      await store.recordCheck(sampleRecord(sampleCheck("unchanged", hour(1), { snapshotIds })));
      await store.recordCheck(
        sampleRecord(sampleCheck("quarantined", hour(2), { snapshotIds: [held.id] })),
      );
      expect((await store.getTermsState(termsId)).lastSnapshots).toEqual(taken);
    });

    it("keeps the last snapshots through a check that the server answered with 304", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      const snapshot = sampleSnapshot("a", hour(1));
      await store.putSnapshot(snapshot);
      const full = sampleCheck("first", hour(1), { snapshotIds: [snapshot.id] });
      await store.recordCheck(sampleRecord(full));
      const notModified = sampleCheck("not-modified", hour(2));
      await store.recordCheck(sampleRecord(notModified));
      expect(await store.getTermsState(termsId)).toMatchObject({
        lastSnapshots: [snapshot],
        lastFullFetchAt: full.finishedAt,
        lastVerifiedAt: notModified.finishedAt,
      });
    });

    it("counts the checks since the last verified one", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      for (const [index, outcome] of (
        ["failed", "unchanged", "failed", "quarantined"] as const
      ).entries()) {
        await store.recordCheck(sampleRecord(sampleCheck(outcome, hour(index))));
      }
      expect((await store.getTermsState(termsId)).failuresInRow).toBe(2);
    });

    it("takes our own latest version before a newer one of another archive", async () => {
      await using store = await create();
      const own = sampleVersion("own", hour(1));
      await store.putTerms([sampleTerms()]);
      await store.recordCheck(
        sampleRecord(sampleCheck("first", hour(1), { versionId: own.id }), { versions: [own] }),
      );
      const foreign = sampleVersion("foreign", hour(2), null, { origin: "import" });
      await store.importHistory(sampleTerms(), [foreign], []);
      expect((await store.getTermsState(termsId)).latest).toEqual(own);
    });
  });

  describe("listLastChecks", () => {
    it("has one entry for each terms that was ever checked", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms(), sampleTerms(otherTermsId)]);
      const verified = sampleCheck("unchanged", hour(1));
      await store.recordCheck(sampleRecord(verified));
      await store.recordCheck(sampleRecord(sampleCheck("failed", hour(2)), { pending }));
      expect(await store.listLastChecks()).toEqual([
        { termsId, startedAt: hour(2), lastVerifiedAt: verified.finishedAt, pending },
      ]);
    });
  });

  describe("listTermsStatus", () => {
    it("says where each terms stands", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms(otherTermsId), sampleTerms(termsId, { tags: ["old"] })]);
      await store.putTerms([sampleTerms()]);
      const version = sampleVersion("one", hour(1));
      const first = sampleCheck("first", hour(1), { versionId: version.id });
      await store.recordCheck(sampleRecord(first, { versions: [version] }));
      const failed = sampleCheck("quarantined", hour(2));
      const openedIncidents = [sampleIncident(hour(2))];
      await store.recordCheck(sampleRecord(failed, { openedIncidents }));
      expect(await store.listTermsStatus()).toEqual([
        {
          ...sampleTerms(),
          versionCount: 1,
          lastCheckedAt: failed.finishedAt,
          lastVerifiedAt: first.finishedAt,
          lastChangedAt: hour(1),
          openIncidents: ["login-wall"],
        },
        {
          ...sampleTerms(otherTermsId),
          versionCount: 0,
          lastCheckedAt: null,
          lastVerifiedAt: null,
          lastChangedAt: null,
          openIncidents: [],
        },
      ]);
    });
  });

  describe("listTermsLike", () => {
    it("gives the terms of one type at all services, by id", async () => {
      await using store = await create();
      const other = sampleTerms("bolt/terms-of-service");
      const privacy = sampleTerms("bolt/privacy-policy", { termsType: "Privacy Policy" });
      await store.putTerms([other, privacy, sampleTerms()]);
      expect(await store.listTermsLike(other.id)).toEqual([sampleTerms(), other]);
      expect(await store.listTermsLike(privacy.id)).toEqual([privacy]);
      expect(await store.listTermsLike("bolt/none")).toEqual([]);
    });
  });
}
