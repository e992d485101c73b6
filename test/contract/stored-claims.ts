import { describe, expect, it } from "vitest";
import type { TermsChange } from "../../src/model/change.ts";
import { digestOf } from "../../src/model/digest.ts";
import type { Instant } from "../../src/model/instant.ts";
import { addMs } from "../../src/model/instant.ts";
import type { ClaimedNotification, Notification } from "../../src/model/notification.ts";
import { createNotification } from "../../src/model/notification.ts";
import type { Channel, Rhythm } from "../../src/model/subscription.ts";
import type { Store } from "../../src/ports/store.ts";
import {
  hour,
  otherTermsId,
  sampleChange,
  sampleCheck,
  sampleIncident,
  sampleRecord,
  sampleTerms,
  sampleVersion,
  termsId,
} from "./samples.ts";

const leaseMs = 60_000;
const target = "reader@example.org";

interface Owed {
  readonly channel?: Channel;
  readonly to?: string;
  readonly rhythm?: Rhythm;
}

export function testStoredClaims(create: () => Promise<Store>): void {
  async function createFilled(): Promise<Store> {
    const store = await create();
    await store.putTerms([sampleTerms(), sampleTerms(otherTermsId)]);
    return store;
  }

  describe("claimNotifications, of one channel", () => {
    it("gives no other's", async () => {
      await using store = await createFilled();
      const change = await record(store, termsId, 1);
      await owe(store, change, { mail: {}, slack: { channel: "slack", to: "#terms" } });
      expect(await names(claim(store, hour(4), { channel: "slack" }))).toEqual(["slack"]);
      expect(await names(claim(store, hour(4), { channel: "teams" }))).toEqual([]);
      expect(await names(claim(store, hour(4)))).toEqual(["mail"]);
    });
  });

  describe("claimNotifications, of what one message tells", () => {
    it("gives what other subscriptions of a target are owed of the same change, right behind and beyond the limit", async () => {
      await using store = await createFilled();
      const [one, two] = [await record(store, termsId, 1), await record(store, otherTermsId, 2)];
      await owe(store, one, { broad: {}, other: { to: "else@example.org" }, narrow: {} });
      await owe(store, two, { broad2: {} });
      const claimed = await claim(store, hour(4), { limit: 1 });
      expect(claimed.map(({ subscriptionId }) => subscriptionId)).toEqual(["broad", "narrow"]);
      expect(await names(claim(store, hour(4)))).toEqual(["other", "broad2"]);
    });

    it("gives a subscription's whole digest with its first", async () => {
      await using store = await createFilled();
      const changes = [await record(store, termsId, 1), await record(store, otherTermsId, 2)];
      for (const change of changes) await owe(store, change, { digest: { rhythm: "daily" } });
      await holdAll(store, "digest", hour(8));
      expect(await names(claim(store, hour(8), { limit: 1 }))).toEqual(["digest", "digest"]);
    });

    it("gives with the rest that a cap left all that is due by then, held for that reason from then on", async () => {
      await using store = await createFilled();
      const [one, two] = [await record(store, termsId, 1), await record(store, termsId, 2)];
      await owe(store, one, { first: {} });
      await holdAll(store, "cap", hour(8));
      await owe(store, two, { second: {} });
      const claimed = await claim(store, hour(8));
      expect(claimed.map(({ hold }) => hold)).toEqual(["cap", "cap"]);
      await store.releaseLeases();
      expect(await names(claim(store, hour(9)))).toEqual(["first", "second"]);
    });

    it("gives each to one of two who ask at once", async () => {
      await using store = await createFilled();
      await owe(store, await record(store, termsId, 1), { broad: {}, narrow: {} });
      const asked = await Promise.all([claim(store, hour(4)), claim(store, hour(4))]);
      expect(new Set(asked.map((claimed) => claimed.length))).toEqual(new Set([0, 2]));
    });
  });

  describe("holdNotifications", () => {
    it("ends the claim without an attempt, and keeps it until its time has come", async () => {
      await using store = await createFilled();
      await owe(store, await record(store, termsId, 1), { counsel: {} });
      await holdAll(store, "quiet", hour(8));
      expect(await names(claim(store, addMs(hour(8), -1)))).toEqual([]);
      expect(await claim(store, hour(8))).toMatchObject([{ attempts: 0, hold: "quiet" }]);
      expect(await store.listOutbox({ limit: 9 })).toMatchObject([
        { state: "pending", attempts: 0, nextAttemptAt: hour(8), deliveries: [] },
      ]);
    });

    it("has no effect when another has taken the lease over", async () => {
      await using store = await createFilled();
      await owe(store, await record(store, termsId, 1), { counsel: {} });
      const late = await claim(store, hour(4));
      expect(await claim(store, hour(5))).toHaveLength(1);
      await store.holdNotifications(late, "quiet", hour(9));
      await store.releaseLeases();
      expect(await claim(store, hour(6))).toMatchObject([{ hold: null }]);
    });

    it("keeps later changes of the terms waiting, unless it is for another subscription's digest", async () => {
      await using store = await createFilled();
      await owe(store, await record(store, termsId, 1), {
        digest: { rhythm: "daily" },
        quiet: { to: "else@example.org" },
      });
      await store.holdNotifications(await claim(store, hour(4), { limit: 1 }), "digest", hour(8));
      await store.holdNotifications(await claim(store, hour(4)), "quiet", hour(8));
      await owe(store, await record(store, termsId, 2), {
        digest: { rhythm: "daily" },
        instant: {},
        quiet: { to: "else@example.org" },
      });
      // `digest` comes along as the same change's, although it waits for its own first.
      expect(await names(claim(store, hour(5)))).toEqual(["instant", "digest"]);
    });

    it("does not outlive a clock that was set back a year", async () => {
      await using store = await createFilled();
      await owe(store, await record(store, termsId, 1), { counsel: {} });
      await holdAll(store, "digest", hour(8));
      const lastYear = addMs(hour(4), -365 * 24 * 3_600_000);
      expect(await names(claim(store, lastYear))).toEqual(["counsel"]);
    });
  });

  describe("listSendTimes", () => {
    it("counts messages that were taken since, not notifications, of one target", async () => {
      await using store = await createFilled();
      const change = await record(store, termsId, 1);
      await owe(store, change, { broad: {}, narrow: {}, other: { to: "else@example.org" } });
      const claimed = await claim(store, hour(4));
      for (const one of claimed) await deliver(store, one, hour(4), digestOf(one.target));
      await owe(store, await record(store, otherTermsId, 2), { broad2: {} });
      for (const one of await claim(store, hour(5))) await deliver(store, one, hour(5), null);
      expect(await store.listSendTimes("email", target, hour(4))).toEqual([hour(4), hour(5)]);
      expect(await store.listSendTimes("email", target, addMs(hour(4), 1))).toEqual([hour(5)]);
      expect(await store.listSendTimes("slack", target, hour(4))).toEqual([]);
    });

    it("does not count what failed", async () => {
      await using store = await createFilled();
      await store.recordIncidents([], [], hour(3), []);
      await owe(store, await record(store, termsId, 1), { counsel: {} });
      const [claimed] = await claim(store, hour(4));
      if (claimed === undefined) throw new Error("nothing was claimed");
      const response = "450 later";
      const failed = { notificationId: claimed.id, attempt: 1, at: hour(4), response };
      await store.recordDelivery(
        claimed,
        { ...failed, outcome: "retried", messageDigest: null },
        hour(5),
      );
      expect(await store.listSendTimes("email", target, hour(1))).toEqual([]);
    });
  });
}

/** A change of a terms, of so many hours of the tests' day. */
async function record(store: Store, id: string, count: number): Promise<TermsChange> {
  const before = sampleVersion(`before ${count} of ${id}`, hour(count), null, { termsId: id });
  const after = sampleVersion(`after ${count} of ${id}`, hour(count), before, { termsId: id });
  const change = sampleChange(before, after);
  const check = sampleCheck("changed", hour(count), { termsId: id, versionId: after.id });
  await store.recordCheck(sampleRecord(check, { versions: [before, after], change }));
  return change;
}

/** Adds notifications of a change, by their subscriptions. */
async function owe(
  store: Store,
  { id: subjectId, detectedAt }: TermsChange,
  owed: Readonly<Record<string, Owed>>,
): Promise<void> {
  const notifications = Object.entries(owed).map(([subscriptionId, fields]): Notification =>
    createNotification({
      subject: "change",
      subjectId,
      subscriptionId,
      channel: fields.channel ?? "email",
      target: fields.to ?? target,
      changeIndexes: [],
      rhythm: fields.rhythm ?? "instant",
      createdAt: detectedAt,
    }),
  );
  await store.recordIncidents([sampleIncident(detectedAt)], [], detectedAt, notifications);
}

function claim(
  store: Store,
  now: Instant,
  options: { readonly channel?: Channel; readonly limit?: number } = {},
): Promise<readonly ClaimedNotification[]> {
  return store.claimNotifications({ now, limit: 10, leaseMs, leaseToken: now, ...options });
}

async function holdAll(store: Store, why: "digest" | "cap" | "quiet", until: Instant) {
  await store.holdNotifications(await claim(store, hour(4)), why, until);
}

async function deliver(
  store: Store,
  claimed: ClaimedNotification,
  at: Instant,
  messageDigest: ReturnType<typeof digestOf> | null,
): Promise<void> {
  const outcome = "delivered";
  const delivery = {
    notificationId: claimed.id,
    attempt: 1,
    at,
    outcome,
    response: "250",
  } as const;
  await store.recordDelivery(claimed, { ...delivery, messageDigest }, null);
}

async function names(claimed: Promise<readonly ClaimedNotification[]>): Promise<readonly string[]> {
  return (await claimed).map(({ subscriptionId }) => subscriptionId);
}
