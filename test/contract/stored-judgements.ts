import { describe, expect, it } from "vitest";
import { signChange } from "../../src/core/history/events.ts";
import type { HeadFilter, Store } from "../../src/ports/store.ts";
import {
  hour,
  otherTermsId,
  sampleChange,
  sampleCheck,
  sampleComparison,
  sampleNotification,
  sampleRecord,
  sampleTerms,
  sampleVersion,
  termsId,
} from "./samples.ts";

const one = sampleVersion("one", hour(1));
const two = sampleVersion("two", hour(2), one);
const three = sampleVersion("three", hour(3), two);
const first = sampleChange(one, two, sampleComparison("noise"));
const second = sampleChange(two, three, sampleComparison("editorial", [["other", "editorial"]]));
const elsewhere = { ...sampleVersion("elsewhere", hour(9)), termsId: otherTermsId };
const foreign = sampleChange(elsewhere, elsewhere);

const stricter = {
  ...sampleComparison("substantive", [["output-training", "substantive"]]),
  judgedBy: "rules-2",
};
const milder = { ...sampleComparison("noise"), judgedBy: "rules-3" };

export function testStoredJudgements(create: () => Promise<Store>): void {
  async function createFilled(): Promise<Store> {
    const store = await create();
    await store.importHistory(sampleTerms(otherTermsId), [elsewhere], [foreign]);
    await store.importHistory(sampleTerms(), [one, two, three], [second, first]);
    return store;
  }

  describe("listChangeHeads", () => {
    it("gives what a change is, without what it says", async () => {
      await using store = await createFilled();
      await store.recordJudgement(first.id, stricter, hour(5));
      const { comparison: _, ...head } = first;
      expect(await store.listChangeHeads({ termsId })).toContainEqual({
        ...head,
        judgedBy: "rules-2",
      });
    });

    it.each<[string, HeadFilter, readonly (typeof first)[]]>([
      ["of any weight, in the order of writing", {}, [foreign, second, first]],
      ["of one terms", { termsId }, [second, first]],
      ["of one service", { serviceId: "bolt" }, [foreign]],
      ["from a time on, that time included", { since: hour(3) }, [foreign, second]],
      ["until a time, that time left out", { until: hour(3) }, [first]],
    ])("gives changes %s", async (_, filter, expected) => {
      await using store = await createFilled();
      const heads = await store.listChangeHeads(filter);
      expect(heads.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    });
  });

  describe("listSignedChanges", () => {
    it("gives the changes that are known by a sign, of whatever terms, as they are judged now", async () => {
      await using store = await createFilled();
      const sign = signChange(foreign.comparison.changes) ?? signChange(stricter.changes);
      if (!sign) throw new Error("nothing to be known by");
      expect(await store.listSignedChanges([sign.digest])).toEqual([]);
      await store.recordJudgement(first.id, stricter, hour(5));
      await store.recordJudgement(foreign.id, stricter, hour(5));
      expect(await store.listSignedChanges([sign.digest, first.id])).toEqual([
        { id: foreign.id, termsId: otherTermsId, serviceId: "bolt", detectedAt: hour(9), sign },
        { id: first.id, termsId, serviceId: "acme", detectedAt: hour(2), sign },
      ]);
      await store.recordJudgement(first.id, milder, hour(6));
      expect(await store.listSignedChanges([sign.digest])).toMatchObject([{ id: foreign.id }]);
      expect(await store.listSignedChanges([])).toEqual([]);
    });

    it("knows a change from when it is recorded", async () => {
      await using store = await create();
      const change = sampleChange(one, two, stricter);
      await store.importHistory(sampleTerms(), [one, two], [change]);
      const sign = signChange(stricter.changes);
      expect(await store.listSignedChanges(sign ? [sign.digest] : [])).toMatchObject([
        { id: change.id },
      ]);
    });
  });

  describe("recordJudgement", () => {
    it("puts the new judgement in the old one's place, for every question asked of changes", async () => {
      await using store = await createFilled();
      expect(await store.recordJudgement(first.id, stricter, hour(5))).toBe("recorded");
      const rejudged = { ...first, comparison: stricter };
      expect(await store.findChange(first.id)).toEqual(rejudged);
      const topic = "output-training";
      expect(await store.listChanges({ topic, minMateriality: "substantive" })).toEqual([rejudged]);
      expect(await store.recordJudgement(second.id, milder, hour(5))).toBe("recorded");
      expect(await store.listChanges({ termsId, topic: "other" })).toEqual([]);
      expect(await store.listChanges({ termsId })).toEqual([rejudged]);
    });

    it("keeps each judgement that it takes the place of", async () => {
      await using store = await createFilled();
      await store.recordJudgement(first.id, stricter, hour(5));
      await store.recordJudgement(first.id, milder, hour(6));
      expect(await store.listSupersededJudgements(first.id)).toEqual([
        {
          changeId: first.id,
          comparison: first.comparison,
          judgedBy: null,
          supersededAt: hour(5),
          supersededBy: "rules-2",
        },
        {
          changeId: first.id,
          comparison: stricter,
          judgedBy: "rules-2",
          supersededAt: hour(6),
          supersededBy: "rules-3",
        },
      ]);
      expect(await store.listSupersededJudgements(second.id)).toEqual([]);
    });

    it("writes nothing the second time", async () => {
      await using store = await createFilled();
      await store.recordJudgement(first.id, stricter, hour(5));
      expect(await store.recordJudgement(first.id, stricter, hour(6))).toBe("same");
      expect(await store.listSupersededJudgements(first.id)).toHaveLength(1);
    });

    it("leaves a change alone whose alert waits, and tells nobody of one that it judges anew", async () => {
      await using store = await createFilled();
      const four = sampleVersion("four", hour(4), three);
      const change = sampleChange(three, four);
      const check = sampleCheck("changed", hour(4), { versionId: four.id });
      const notifications = [sampleNotification(change, "counsel", hour(4))];
      await store.recordCheck(sampleRecord(check, { versions: [four], change, notifications }));
      expect(await store.recordJudgement(change.id, stricter, hour(5))).toBe("awaited");
      expect(await store.findChange(change.id)).toEqual(change);
      expect(await store.listSupersededJudgements(change.id)).toEqual([]);
      const claim = { now: hour(5), limit: 9, leaseMs: 1000, leaseToken: "token" };
      for (const claimed of await store.claimNotifications(claim)) {
        const attempt = {
          notificationId: claimed.id,
          attempt: 1,
          at: hour(5),
          response: "ok",
          messageDigest: null,
        };
        await store.recordDelivery(claimed, { ...attempt, outcome: "delivered" }, null);
      }
      expect(await store.recordJudgement(change.id, stricter, hour(6))).toBe("recorded");
      expect(await store.listOutbox({ limit: 9 })).toHaveLength(1);
    });

    it("refuses a change that is not recorded", async () => {
      await using store = await create();
      const judged = store.recordJudgement(first.id, stricter, hour(5));
      await expect(judged).rejects.toMatchObject({ kind: "missing" });
    });
  });
}
