import { describe, expect, it } from "vitest";
import { digestOf } from "../../src/model/digest.ts";
import type { Variant } from "../../src/model/variant.ts";
import type { Store } from "../../src/ports/store.ts";
import {
  hour,
  sampleChange,
  sampleCheck,
  sampleIncident,
  sampleNotification,
  samplePending,
  sampleRecord,
  sampleSnapshot,
  sampleTerms,
  sampleVersion,
  termsId,
} from "./samples.ts";

const pending = samplePending();

export function testStoredChecks(create: () => Promise<Store>): void {
  describe("putSnapshot", () => {
    it("gives a snapshot back as it was put, also when put twice", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      const snapshot = sampleSnapshot("<p>page</p>", hour(0));
      await store.putSnapshot(snapshot);
      await store.putSnapshot(snapshot);
      expect(await store.findSnapshot(snapshot.id)).toEqual(snapshot);
    });

    it("finds nothing for an id that is not there", async () => {
      await using store = await create();
      expect(await store.findSnapshot(digestOf("none"))).toBeUndefined();
    });

    it("refuses a snapshot of unknown terms", async () => {
      await using store = await create();
      await expect(store.putSnapshot(sampleSnapshot("page", hour(0)))).rejects.toMatchObject({
        name: "StoreError",
        kind: "missing",
      });
    });
  });

  describe("recordCheck", () => {
    it("writes all its parts", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      const snapshot = sampleSnapshot("two", hour(1));
      await store.putSnapshot(snapshot);
      const before = sampleVersion("one", hour(0));
      const after = sampleVersion("two", hour(1), before, { snapshotIds: [snapshot.id] });
      const change = sampleChange(before, after);
      const variant: Variant = {
        fingerprint: after.fingerprint,
        firstSeenAt: hour(1),
        lastSeenAt: hour(1),
        sightings: 1,
        versionId: after.id,
        reversals: 0,
      };
      const incident = sampleIncident(hour(1));
      const notification = sampleNotification(change, "reader", hour(1));
      const check = sampleCheck("changed", hour(1), {
        snapshotIds: [snapshot.id],
        versionId: after.id,
        fault: "selector-missed",
        detail: "one of two",
      });
      await store.recordCheck(
        sampleRecord(check, {
          versions: [before, after],
          change,
          notifications: [notification],
          pending,
          variant,
          openedIncidents: [incident],
        }),
      );
      expect(await store.getTermsState(termsId)).toEqual({
        latest: after,
        lastSnapshots: [snapshot],
        latestSnapshots: [snapshot],
        lastFullFetchAt: check.finishedAt,
        lastVerifiedAt: check.finishedAt,
        pending,
        variants: [variant],
        openIncidents: [incident],
        failuresInRow: 0,
      });
      expect(await store.listChecks(termsId, 10)).toEqual([check]);
      expect(await store.findChange(change.id)).toEqual(change);
      expect(await store.listOutbox({ limit: 10 })).toEqual([
        { ...notification, state: "pending", attempts: 0, nextAttemptAt: hour(1), deliveries: [] },
      ]);
    });

    it("writes a thousand and more notifications in their order, one given twice but once", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      const version = sampleVersion("one", hour(0));
      const next = sampleVersion("two", hour(1), version);
      const change = sampleChange(version, next);
      const ids = Array.from({ length: 1_201 }, (_, at) => `reader-${at % 1_200}`);
      const notifications = ids.map((id) => sampleNotification(change, id, hour(1)));
      await store.recordCheck(
        sampleRecord(sampleCheck("changed", hour(1), { versionId: next.id }), {
          versions: [version, next],
          change,
          notifications,
        }),
      );
      const written = (await store.listOutbox({ limit: 2_000 })).toReversed();
      expect(written.map(({ subscriptionId }) => subscriptionId)).toEqual(ids.slice(0, 1_200));
    });

    it("leaves nothing when its last part fails", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      const before = sampleVersion("one", hour(0));
      const after = sampleVersion("two", hour(1), before);
      const unrecorded = sampleIncident(hour(9));
      const record = sampleRecord(sampleCheck("changed", hour(1)), {
        versions: [before, after],
        change: sampleChange(before, after),
        openedIncidents: [sampleIncident(hour(1))],
        notifications: [sampleNotification(unrecorded, "reader", hour(1))],
        pending,
      });
      await expect(store.recordCheck(record)).rejects.toMatchObject({ kind: "missing" });
      expect(await store.getTermsState(termsId)).toMatchObject({ latest: null, pending: null });
      expect(await store.listChecks(termsId, 10)).toEqual([]);
      expect(await store.listChanges({})).toEqual([]);
      expect(await store.listIncidents({ open: false })).toEqual([]);
    });

    it("leaves nothing when the check names a snapshot that is not recorded", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      const version = sampleVersion("one", hour(0));
      const check = sampleCheck("first", hour(0), { snapshotIds: [digestOf("none")] });
      const record = sampleRecord(check, { versions: [version] });
      await expect(store.recordCheck(record)).rejects.toMatchObject({ kind: "missing" });
      expect(await store.findVersion(version.id)).toBeUndefined();
    });

    it("sets nothing back when an earlier check is recorded again", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      const first = sampleRecord(sampleCheck("unconfirmed", hour(1)), { pending });
      const second = sampleRecord(sampleCheck("unchanged", hour(2)));
      await store.recordCheck(first);
      await store.recordCheck(second);
      await store.recordCheck(first);
      expect((await store.getTermsState(termsId)).pending).toBeNull();
      expect(await store.listChecks(termsId, 10)).toEqual([second.check, first.check]);
    });

    it("closes an incident at the check's end, once", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      const incident = sampleIncident(hour(1));
      const failed = sampleCheck("failed", hour(1));
      await store.recordCheck(sampleRecord(failed, { openedIncidents: [incident] }));
      const closedIncidentIds = [incident.id];
      const good = sampleCheck("unchanged", hour(2));
      await store.recordCheck(sampleRecord(good, { closedIncidentIds }));
      await store.recordCheck(
        sampleRecord(sampleCheck("unchanged", hour(3)), { closedIncidentIds }),
      );
      expect(await store.findIncident(incident.id)).toEqual({
        ...incident,
        closedAt: good.finishedAt,
      });
      expect(await store.listIncidents({ open: true })).toEqual([]);
    });

    it("replaces a variant's counts", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      const variant: Variant = {
        fingerprint: digestOf("words"),
        firstSeenAt: hour(1),
        lastSeenAt: hour(1),
        sightings: 1,
        versionId: null,
        reversals: 0,
      };
      const again = { ...variant, lastSeenAt: hour(2), sightings: 2 };
      await store.recordCheck(sampleRecord(sampleCheck("unconfirmed", hour(1)), { variant }));
      await store.recordCheck(sampleRecord(sampleCheck("variant", hour(2)), { variant: again }));
      expect((await store.getTermsState(termsId)).variants).toEqual([again]);
    });
  });

  describe("listChecks", () => {
    it("gives the newest first, as many as asked for", async () => {
      await using store = await create();
      await store.putTerms([sampleTerms()]);
      const checks = [1, 2, 3].map((count) => sampleCheck("unchanged", hour(count)));
      for (const check of checks) await store.recordCheck(sampleRecord(check));
      expect(await store.listChecks(termsId, 2)).toEqual([checks[2], checks[1]]);
    });
  });
}
