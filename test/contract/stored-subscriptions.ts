import { describe, expect, it } from "vitest";
import { createMatcher } from "../../src/core/match/matcher.ts";
import type { CheckRecord } from "../../src/model/check-record.ts";
import { digestOfFields } from "../../src/model/digest.ts";
import { wholeFilter } from "../../src/model/subscription.ts";
import type { Subscription, SubscriptionFilter } from "../../src/model/subscription.ts";
import type { Store } from "../../src/ports/store.ts";
import {
  hour,
  sampleChange,
  sampleCheck,
  sampleComparison,
  sampleNotification,
  sampleRecord,
  sampleSubscription,
  sampleTerms,
  sampleVersion,
  subscribeToAll,
} from "./samples.ts";

const before = sampleVersion("one", hour(1));
const comparison = sampleComparison("substantive", [["output-training", "substantive"]]);
const after = sampleVersion("two", hour(2), before);
const change = sampleChange(before, after, comparison);

/** Every filter there is, none as it is where nothing is asked. */
const fullFilter: SubscriptionFilter = {
  services: ["acme", "bolt"],
  termsTypes: ["Terms of Service"],
  documents: ["acme/terms-of-service"],
  tags: ["ai"],
  topics: ["output-training", "x-biometrics"],
  directions: ["tightened", "mixed"],
  minMateriality: "noise",
  marks: ["silent", "reversal"],
  effectiveWithinDays: 0,
  words: ["resell", 'naïve "use"'],
  pattern: "(?i)\\bresell",
  clauseWatch: ["You must not resell what you get.", "Resale of access is forbidden."],
};

export function testStoredSubscriptions(create: () => Promise<Store>): void {
  describe("putFileSubscriptions", () => {
    it("replaces those of the file and no other", async () => {
      await using store = await create();
      const own = sampleSubscription("own", "database");
      const fresh = sampleSubscription("fresh", "file");
      await store.putSubscription(own);
      await store.putFileSubscriptions([sampleSubscription("gone", "file")]);
      await store.putFileSubscriptions([fresh]);
      expect(await store.listSubscriptions()).toEqual([fresh, own]);
    });

    it("shadows one of the database with the same id until the file drops it", async () => {
      await using store = await create();
      const own = sampleSubscription("same", "database");
      const declared = sampleSubscription("same", "file", { minMateriality: "noise" });
      await store.putSubscription(own);
      await store.putFileSubscriptions([declared]);
      expect(await store.listSubscriptions()).toEqual([declared]);
      await store.putFileSubscriptions([]);
      expect(await store.listSubscriptions()).toEqual([own]);
    });
  });

  describe("putSubscription", () => {
    it("brings one up to date", async () => {
      await using store = await create();
      await store.putSubscription(sampleSubscription("own", "database"));
      const newer = sampleSubscription("own", "database", {
        topics: [],
        target: "new@example.org",
      });
      await store.putSubscription(newer);
      expect(await store.listSubscriptions()).toEqual([newer]);
    });
  });

  describe("removeSubscription", () => {
    it("says whether there was one in the database", async () => {
      await using store = await create();
      await store.putFileSubscriptions([sampleSubscription("declared", "file")]);
      await store.putSubscription(sampleSubscription("own", "database"));
      expect(await store.removeSubscription("own")).toBe(true);
      expect(await store.removeSubscription("own")).toBe(false);
      expect(await store.removeSubscription("declared")).toBe(false);
      expect(await store.listSubscriptions()).toHaveLength(1);
    });
  });

  describe("listSubscriptions", () => {
    it("gives every filter as it was put", async () => {
      await using store = await create();
      const full: Subscription = { ...subscribeToAll("full"), ...fullFilter, rhythm: "weekly" };
      await store.putFileSubscriptions([full]);
      expect(await store.listSubscriptions()).toEqual([full]);
    });
  });

  describe("listFilters", () => {
    const keys = createMatcher().toKeys(change, sampleTerms());

    it("gives a filter that several share once, whatever else is kept", async () => {
      await using store = await create();
      const topics = ["output-training"] as const;
      await store.putFileSubscriptions([
        subscribeToAll("a", { topics }),
        subscribeToAll("b", { topics }),
        subscribeToAll("c", { topics, services: ["acme"] }),
        subscribeToAll("d", { topics: ["indemnity"] }),
        subscribeToAll("e", { services: ["bolt"] }),
      ]);
      const filters = await store.listFilters(keys);
      expect(filters.map(({ filter }) => filter)).toEqual([
        { ...wholeFilter, topics },
        { ...wholeFilter, topics, services: ["acme"] },
      ]);
    });

    it("gives all of the terms where any aspect is asked for", async () => {
      await using store = await create();
      const indemnity = subscribeToAll("d", { topics: ["indemnity"] });
      await store.putFileSubscriptions([indemnity, subscribeToAll("e", { services: ["bolt"] })]);
      expect(await store.listFilters(keys)).toEqual([]);
      const any = await store.listFilters({ ...keys, aspects: null });
      expect(any.map(({ filter }) => filter.topics)).toEqual([["indemnity"]]);
    });

    it("forgets a filter with the last who asked for it", async () => {
      await using store = await create();
      const own = subscribeToAll("own", { source: "database" });
      await store.putSubscription(own);
      await store.putSubscription(subscribeToAll("other", { source: "database" }));
      await store.removeSubscription("own");
      expect(await store.listFilters(keys)).toHaveLength(1);
      await store.putSubscription({ ...own, id: "other", services: ["bolt"] });
      expect(await store.listFilters(keys)).toEqual([]);
    });

    it("never gives a number to another filter", async () => {
      await using store = await create();
      await store.putSubscription(subscribeToAll("own", { source: "database" }));
      const [first] = await store.listFilters(keys);
      await store.removeSubscription("own");
      await store.putSubscription(
        subscribeToAll("own", { source: "database", services: ["acme"] }),
      );
      const [second] = await store.listFilters(keys);
      expect(second?.filterId).not.toBe(first?.filterId);
    });
  });

  describe("listRecipients", () => {
    const keys = createMatcher().toKeys(change, sampleTerms());

    async function listIds(store: Store): Promise<readonly string[]> {
      const filters = await store.listFilters(keys);
      const recipients = await store.listRecipients(filters.map(({ filterId }) => filterId));
      return recipients.map(({ id }) => id);
    }

    it("gives those who share a filter, and how they are told", async () => {
      await using store = await create();
      await store.putSubscription(
        subscribeToAll("b", { source: "database", channel: "slack", target: "#ai-terms" }),
      );
      await store.putFileSubscriptions([subscribeToAll("a", { rhythm: "daily" })]);
      const [filter] = await store.listFilters(keys);
      const filterId = filter?.filterId ?? 0;
      expect(await store.listRecipients([filterId])).toEqual([
        { filterId, id: "a", channel: "email", target: "a@example.com", rhythm: "daily" },
        { filterId, id: "b", channel: "slack", target: "#ai-terms", rhythm: "instant" },
      ]);
      expect(await store.listRecipients([])).toEqual([]);
    });

    it("lets one of the file stand before one of the database with its id", async () => {
      await using store = await create();
      await store.putSubscription(subscribeToAll("same", { source: "database" }));
      await store.putSubscription(subscribeToAll("other", { source: "database" }));
      await store.putFileSubscriptions([subscribeToAll("same", { services: ["bolt"] })]);
      expect(await listIds(store)).toEqual(["other"]);
    });

    it("leaves out whom nothing is written to any more, for one subscription or for all", async () => {
      await using store = await create();
      const target = "reader@example.org";
      await store.putFileSubscriptions([
        subscribeToAll("a", { target }),
        subscribeToAll("b", { target }),
        subscribeToAll("c", { target, channel: "slack" }),
        subscribeToAll("d"),
      ]);
      const suppressed = { channel: "email", target, reason: "unsubscribed" } as const;
      await store.putSuppression({ ...suppressed, subscriptionId: "a", detail: "", at: hour(1) });
      expect(await listIds(store)).toEqual(["b", "c", "d"]);
      await store.putSuppression({ ...suppressed, subscriptionId: null, detail: "", at: hour(1) });
      expect(await listIds(store)).toEqual(["c", "d"]);
    });
  });

  describe("recordCheck with matched filters", () => {
    const check = sampleCheck("changed", hour(3), { versionId: change.afterId });

    /** A record as it is when the filters have been found. */
    async function findRecord(store: Store, fields: Partial<CheckRecord> = {}) {
      await store.putTerms([sampleTerms()]);
      const filters = await store.listFilters(createMatcher().toKeys(change, sampleTerms()));
      const matched = filters.map(({ filterId }, at) => ({ filterId, changeIndexes: [at] }));
      const versions = [before, after];
      return sampleRecord(check, { versions, change, matched, ...fields });
    }

    it("tells each who has subscribed by one, before it tells others", async () => {
      await using store = await create();
      const topics = ["output-training"] as const;
      await store.putFileSubscriptions([
        subscribeToAll("a", { rhythm: "weekly" }),
        subscribeToAll("b", { topics }),
        subscribeToAll("c"),
      ]);
      const other = sampleNotification(change, "operators/console/", hour(3));
      await store.recordCheck(await findRecord(store, { notifications: [other] }));
      const outbox = await store.listOutbox({ limit: 10 });
      const ids = outbox.toReversed().map(({ subscriptionId }) => subscriptionId);
      expect(ids).toEqual(["a", "c", "b", "operators/console/"]);
      expect(outbox.find(({ subscriptionId }) => subscriptionId === "a")).toMatchObject({
        id: digestOfFields("change", change.id, "a"),
        target: "a@example.com",
        changeIndexes: [0],
        rhythm: "weekly",
        createdAt: check.finishedAt,
      });
    });

    it("tells those who are subscribed then, and adds nothing when repeated", async () => {
      await using store = await create();
      await store.putSubscription(subscribeToAll("a", { source: "database" }));
      await store.putSubscription(subscribeToAll("b", { source: "database" }));
      const record = await findRecord(store);
      await store.removeSubscription("a");
      await store.putSubscription(subscribeToAll("c", { source: "database" }));
      await store.recordCheck(record);
      await store.recordCheck(record);
      const outbox = await store.listOutbox({ limit: 10 });
      expect(outbox.map(({ subscriptionId }) => subscriptionId).toSorted()).toEqual(["b", "c"]);
    });
  });
}
