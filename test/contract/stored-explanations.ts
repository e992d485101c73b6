import { describe, expect, it } from "vitest";
import { answerId } from "../../src/core/explain/identity.ts";
import { digestOf } from "../../src/model/digest.ts";
import type { ModelAnswer } from "../../src/model/explanation.ts";
import type { Instant } from "../../src/model/instant.ts";
import { addMs, parseInstant } from "../../src/model/instant.ts";
import type { Store } from "../../src/ports/store.ts";
import {
  hour,
  sampleChange,
  sampleCheck,
  sampleComparison,
  sampleNotification,
  sampleRecord,
  sampleTerms,
  sampleVersion,
} from "./samples.ts";

const a = sampleVersion("a", hour(1));
const b = sampleVersion("b", hour(2), a);
const c = sampleVersion("c", hour(3), b);
const first = sampleChange(a, b, sampleComparison("editorial", [["other", "editorial"]]));
const second = sampleChange(b, c);
const clauses = digestOf("clauses");
const limits = { calls: 2, tokens: 1000 };

function sampleAnswer(model: string, at: Instant, fields: Partial<ModelAnswer> = {}): ModelAnswer {
  return {
    id: answerId(clauses, model, 1),
    clauses,
    model,
    promptVersion: 1,
    answer: {
      claims: [{ text: "It is so.", beforeQuote: null, afterQuote: "so" }],
      materiality: "substantive",
      topics: ["other"],
      direction: "tightened",
    },
    fault: null,
    tokens: 12,
    answeredAt: at,
    ...fields,
  };
}

export function testStoredExplanations(create: () => Promise<Store>): void {
  /** Two changes that checks found, `first` earlier, and their versions. */
  async function createFilled(): Promise<Store> {
    const store = await create();
    await store.putTerms([sampleTerms()]);
    await store.recordCheck(sampleRecord(sampleCheck("first", hour(1)), { versions: [a] }));
    for (const [version, change, at] of [
      [b, first, hour(2)],
      [c, second, hour(3)],
    ] as const) {
      const record = { versions: [version], change };
      await store.recordCheck(sampleRecord(sampleCheck("changed", at), record));
    }
    return store;
  }
  const listIds = async (store: Store, now: Instant, limit = 10) =>
    (await store.listQueuedExplanations({ now, limit })).map(({ change }) => change.id);
  const progress = (state: "pending" | "done", nextAttemptAt: Instant) => ({
    state,
    attempts: 1,
    nextAttemptAt,
  });

  describe("listAnswers", () => {
    it("gives what several models said of the clauses, newest first", async () => {
      await using store = await create();
      const [old, refused, fresh] = [
        sampleAnswer("one", hour(1)),
        sampleAnswer("two", hour(2), { answer: null, fault: "refused" }),
        sampleAnswer("three", hour(3)),
      ];
      for (const answer of [old, fresh, refused]) await store.putAnswer(answer);
      expect(await store.listAnswers([clauses, digestOf("others")])).toEqual([fresh, refused, old]);
      expect(await store.listAnswers([digestOf("others")])).toEqual([]);
      expect(await store.listAnswers([])).toEqual([]);
    });

    it("gives the later answer of one model to the same question alone", async () => {
      await using store = await create();
      await store.putAnswer(sampleAnswer("one", hour(1), { answer: null, fault: "nonsense" }));
      await store.putAnswer(sampleAnswer("one", hour(2)));
      expect(await store.listAnswers([clauses])).toEqual([sampleAnswer("one", hour(2))]);
    });
  });

  describe("reserveUsage", () => {
    it("takes what the day has left, and nothing where that is too little", async () => {
      await using store = await create();
      expect(await store.reserveUsage("2026-03-01", { tokens: 600 }, limits)).toBe(true);
      expect(await store.reserveUsage("2026-03-01", { tokens: 600 }, limits)).toBe(false);
      expect(await store.reserveUsage("2026-03-01", { tokens: 400 }, limits)).toBe(true);
      expect(await store.reserveUsage("2026-03-01", { tokens: 0 }, limits)).toBe(false);
    });

    it("begins anew with the day", async () => {
      await using store = await create();
      await store.reserveUsage("2026-03-01", { tokens: 1000 }, limits);
      expect(await store.reserveUsage("2026-03-02", { tokens: 1000 }, limits)).toBe(true);
    });

    it("gives one of two the last call when both ask at once", async () => {
      await using store = await create();
      const ask = () => store.reserveUsage("2026-03-01", { tokens: 1 }, { ...limits, calls: 1 });
      const both = await Promise.all([ask(), ask()]);
      expect(both.filter(Boolean)).toHaveLength(1);
    });
  });

  describe("adjustUsage", () => {
    it("gives back what was not spent", async () => {
      await using store = await create();
      await store.reserveUsage("2026-03-01", { tokens: 1000 }, limits);
      await store.adjustUsage("2026-03-01", -700);
      expect(await store.reserveUsage("2026-03-01", { tokens: 700 }, limits)).toBe(true);
    });
  });

  describe("listQueuedExplanations", () => {
    it("gives changes that checks found, oldest first", async () => {
      await using store = await createFilled();
      expect(await store.listQueuedExplanations({ now: hour(4), limit: 10 })).toEqual([
        { change: first, recordedAt: addMs(hour(2), 2000), attempts: 0 },
        { change: second, recordedAt: addMs(hour(3), 2000), attempts: 0 },
      ]);
      expect(await listIds(store, hour(4), 1)).toEqual([first.id]);
    });

    it("gives no imported change", async () => {
      await using store = await create();
      await store.importHistory(sampleTerms(), [a, b], [first]);
      expect(await listIds(store, hour(4))).toEqual([]);
    });

    it("gives one that waits when its time has come", async () => {
      await using store = await createFilled();
      await store.recordExplanation(first.id, progress("pending", hour(6)), []);
      expect(await listIds(store, hour(5))).toEqual([second.id]);
      expect(await listIds(store, hour(6))).toEqual([first.id, second.id]);
    });

    it("gives none that is done", async () => {
      await using store = await createFilled();
      await store.recordExplanation(first.id, progress("done", hour(4)), []);
      expect(await listIds(store, hour(5))).toEqual([second.id]);
    });

    it("gives what was recorded before the clock was set back", async () => {
      await using store = await createFilled();
      expect(await listIds(store, parseInstant("2020-01-01T00:00:00Z"))).toHaveLength(2);
    });
  });

  describe("giveUpExplanations", () => {
    it("drops what was recorded earlier and leaves the rest", async () => {
      await using store = await createFilled();
      await store.giveUpExplanations(hour(3));
      expect(await listIds(store, hour(4))).toEqual([second.id]);
    });
  });

  describe("recordExplanation", () => {
    const raised = sampleNotification(first, "reader", hour(4));

    it("puts a raised notification into the outbox, once", async () => {
      await using store = await createFilled();
      for (const _ of [1, 2]) {
        await store.recordExplanation(first.id, progress("done", hour(4)), [raised]);
      }
      expect(await store.listOutbox({ limit: 10 })).toMatchObject([
        { ...raised, state: "pending" },
      ]);
    });

    it("tells a pending notification of the further clauses", async () => {
      await using store = await createFilled();
      const pending = { ...raised, changeIndexes: [1] };
      await store.recordExplanation(first.id, progress("pending", hour(4)), [pending]);
      await store.recordExplanation(first.id, progress("done", hour(4)), [raised]);
      expect(await store.listOutbox({ limit: 10 })).toMatchObject([{ changeIndexes: [1, 0] }]);
    });

    it("leaves a delivered notification as it was sent", async () => {
      await using store = await createFilled();
      const sent = { ...raised, changeIndexes: [1] };
      await store.recordExplanation(first.id, progress("pending", hour(4)), [sent]);
      const claim = { now: hour(4), limit: 1, leaseMs: 1000, leaseToken: "x" };
      const [claimed] = await store.claimNotifications(claim);
      if (!claimed) throw new Error("nothing to claim");
      const attempt = {
        notificationId: raised.id,
        attempt: 1,
        at: hour(4),
        response: "250",
        messageDigest: null,
      };
      await store.recordDelivery(claimed, { ...attempt, outcome: "delivered" }, null);
      await store.recordExplanation(first.id, progress("done", hour(4)), [raised]);
      expect(await store.listOutbox({ limit: 10 })).toMatchObject([
        { changeIndexes: [1], state: "delivered" },
      ]);
    });

    it("records nothing where a notification is about a change that is not there", async () => {
      await using store = await createFilled();
      const foreign = sampleNotification(sampleChange(a, c), "reader", hour(4));
      const recording = store.recordExplanation(first.id, progress("done", hour(4)), [foreign]);
      await expect(recording).rejects.toMatchObject({ kind: "missing" });
      expect(await listIds(store, hour(5))).toEqual([first.id, second.id]);
    });
  });
}
