import { describe, expect, it } from "vitest";
import { toAccessToken, toTokenDigest } from "../../src/core/self-service/tokens.ts";
import type { AccessToken, SubscriptionRequest } from "../../src/model/access-token.ts";
import type { Digest } from "../../src/model/digest.ts";
import { digestOf } from "../../src/model/digest.ts";
import { addMs } from "../../src/model/instant.ts";
import type { Message } from "../../src/model/message.ts";
import { toDefaultSubscriber } from "../../src/model/subscriber.ts";
import type { Store } from "../../src/ports/store.ts";
import {
  hour,
  sampleChange,
  sampleNotification,
  sampleSubscription,
  sampleTerms,
  sampleVersion,
  subscribeToAll,
} from "./samples.ts";

const address = "reader@example.com";
const request: SubscriptionRequest = {
  services: ["acme"],
  topics: ["competing-development"],
  directions: ["tightened"],
  words: ["rival"],
  rhythm: "daily",
  timeZone: "Europe/Berlin",
};
const confirming = toAccessToken("one", { purpose: "confirm", address, request }, hour(0));
const managing = toAccessToken("two", { purpose: "manage", address }, hour(0));
const wanted = subscribeToAll("reader-1", { target: address, source: "database" });
const settings = { ...toDefaultSubscriber("email", address), timeZone: "Europe/Berlin" };
const ofOne = (target = address) => ({ channel: "email", target }) as const;
const limits = {
  perAddress: { count: 2, withinMs: 3_600_000 },
  overall: { count: 3, withinMs: 3_600_000 },
};

/** A notification for a subscription that waits in the outbox. */
async function queueFor(store: Store, subscriptionId: string, target = address) {
  const a = sampleVersion("a", hour(1));
  const b = sampleVersion("b", hour(2), a);
  const change = sampleChange(a, b);
  await store.importHistory(sampleTerms(), [a, b], [change]);
  const notification = sampleNotification(change, subscriptionId, hour(2), target);
  await store.recordIncidents([], [], hour(2), [notification]);
  return notification;
}

export function testStoredSelfService(create: () => Promise<Store>): void {
  describe("reserveMail", () => {
    it("takes what an address has left, and begins anew as time passes", async () => {
      await using store = await create();
      expect(await store.reserveMail(address, hour(0), limits)).toBe(true);
      expect(await store.reserveMail(address, addMs(hour(0), 1000), limits)).toBe(true);
      expect(await store.reserveMail(address, addMs(hour(0), 2000), limits)).toBe(false);
      expect(await store.reserveMail(address, hour(1), limits)).toBe(true);
    });

    it("takes no more for all addresses together than their limit", async () => {
      await using store = await create();
      for (const name of ["a", "b", "c"]) {
        expect(await store.reserveMail(`${name}@example.com`, hour(0), limits)).toBe(true);
      }
      expect(await store.reserveMail("d@example.com", hour(0), limits)).toBe(false);
    });
  });

  describe("findAccessToken", () => {
    it("gives a token back as it was put", async () => {
      await using store = await create();
      await store.putAccessTokens([confirming, managing]);
      expect(await store.findAccessToken(confirming.digest)).toEqual(confirming);
      expect(await store.findAccessToken(managing.digest)).toEqual(managing);
      expect(await store.findAccessToken(toTokenDigest("three"))).toBeUndefined();
    });

    it("leaves the second half of a digest to be compared by the caller", async () => {
      await using store = await create();
      await store.putAccessTokens([managing]);
      const forged = `${managing.digest.slice(0, 32)}${"0".repeat(32)}` as Digest;
      expect((await store.findAccessToken(forged))?.digest).toBe(managing.digest);
    });
  });

  describe("pruneAccessTokens", () => {
    it("forgets those that have expired and no other", async () => {
      await using store = await create();
      await store.putAccessTokens([confirming, managing]);
      expect(await store.pruneAccessTokens(addMs(confirming.expiresAt, -1))).toBe(0);
      expect(await store.pruneAccessTokens(confirming.expiresAt)).toBe(1);
      expect(await store.findAccessToken(confirming.digest)).toBeUndefined();
      expect(await store.findAccessToken(managing.digest)).toEqual(managing);
    });
  });

  describe("listSubscriptionsOf", () => {
    it("gives those of the target, by id, that no other of the file shadows", async () => {
      await using store = await create();
      const own = sampleSubscription("own", "database", { target: address });
      const shadowed = sampleSubscription("same", "database", { target: address });
      const declared = sampleSubscription("anew", "file", { target: address });
      for (const one of [own, shadowed, sampleSubscription("b", "database")]) {
        await store.putSubscription(one);
      }
      await store.putFileSubscriptions([declared, sampleSubscription("same", "file")]);
      expect(await store.listSubscriptionsOf("email", address)).toEqual([declared, own]);
      expect(await store.listSubscriptionsOf("slack", address)).toEqual([]);
    });
  });

  describe("confirmSubscription", () => {
    const confirmation = {
      token: confirming.digest,
      subscription: wanted,
      subscriber: settings,
      at: hour(1),
    };

    it("begins the subscription with its settings, once", async () => {
      await using store = await create();
      await store.putAccessTokens([confirming]);
      expect(await store.confirmSubscription(confirmation)).toBe(true);
      const other = { ...wanted, id: "reader-2" };
      expect(await store.confirmSubscription({ ...confirmation, subscription: other })).toBe(false);
      expect(await store.listSubscriptions()).toEqual([wanted]);
      expect(await store.findSubscriber("email", address)).toEqual(settings);
      expect((await store.findAccessToken(confirming.digest))?.usedAt).toBe(hour(1));
    });

    it.each([
      ["has expired", { at: confirming.expiresAt }],
      ["is of another purpose", { token: managing.digest }],
      ["is unknown", { token: digestOf("else") }],
    ])("does nothing where the token %s", async (_, fields) => {
      await using store = await create();
      await store.putAccessTokens([confirming, managing]);
      expect(await store.confirmSubscription({ ...confirmation, ...fields })).toBe(false);
      expect(await store.listSubscriptions()).toEqual([]);
    });

    it("takes back that the target unsubscribed from everything, and no bounce", async () => {
      await using store = await create();
      await store.putAccessTokens([confirming]);
      const all = { ...ofOne(), subscriptionId: null, detail: "", at: hour(0) };
      await store.putSuppression({ ...all, reason: "unsubscribed" });
      await store.confirmSubscription(confirmation);
      expect(await store.listSuppressions(ofOne())).toEqual([]);

      await using other = await create();
      await other.putAccessTokens([confirming]);
      await other.putSuppression({ ...all, reason: "bounced" });
      await other.confirmSubscription(confirmation);
      expect(await other.listSuppressions(ofOne())).toHaveLength(1);
    });
  });

  describe("endSubscription", () => {
    it("takes one of the database away and suppresses what waits for it", async () => {
      await using store = await create();
      await store.putSubscription(wanted);
      for (const at of [hour(1), hour(1)]) {
        await store.endSubscription({ ...ofOne(), subscriptionId: wanted.id, at });
      }
      expect(await store.listSubscriptions()).toEqual([]);
      expect(await store.listSuppressions(ofOne())).toEqual([
        { ...ofOne(), subscriptionId: wanted.id, reason: "unsubscribed", detail: "", at: hour(1) },
      ]);
    });

    it("suppresses one of the file and leaves it there", async () => {
      await using store = await create();
      const declared = sampleSubscription("counsel", "file", { target: address });
      await store.putFileSubscriptions([declared]);
      await store.endSubscription({ ...ofOne(), subscriptionId: "counsel", at: hour(1) });
      expect(await store.listSubscriptions()).toEqual([declared]);
      expect(await store.listSuppressions(ofOne())).toMatchObject([{ subscriptionId: "counsel" }]);
    });

    it("fails what waits for it, and nothing else", async () => {
      await using store = await create();
      await store.putSubscription(wanted);
      const ended = await queueFor(store, wanted.id);
      await queueFor(store, "another");
      await store.endSubscription({ ...ofOne(), subscriptionId: wanted.id, at: hour(3) });
      expect(await store.listOutbox({ limit: 10 })).toMatchObject([
        { subscriptionId: "another", state: "pending", deliveries: [] },
        {
          id: ended.id,
          state: "failed",
          deliveries: [{ outcome: "failed", response: expect.stringContaining("unsubscribed") }],
        },
      ]);
    });

    it("leaves the subscription of another target alone", async () => {
      await using store = await create();
      await store.putSubscription(wanted);
      const ending = { ...ofOne("thief@example.com"), subscriptionId: wanted.id, at: hour(1) };
      await store.endSubscription(ending);
      expect(await store.listSubscriptions()).toEqual([wanted]);
    });
  });

  describe("forgetTarget", () => {
    it("leaves no trace of an address that the database alone knew", async () => {
      await using store = await create();
      await store.putAccessTokens([confirming, managing]);
      await store.putSubscription(wanted);
      await store.putSubscriber(settings);
      await store.endSubscription({ ...ofOne(), subscriptionId: "earlier", at: hour(1) });
      await queueFor(store, wanted.id);
      await store.forgetTarget("email", address, hour(3));
      expect(await store.listSubscriptions()).toEqual([]);
      expect(await store.findSubscriber("email", address)).toEqual(
        toDefaultSubscriber("email", address),
      );
      const tokens: (AccessToken | undefined)[] = [];
      for (const { digest } of [confirming, managing]) {
        tokens.push(await store.findAccessToken(digest));
      }
      expect(tokens).toEqual([undefined, undefined]);
      expect(await store.listSuppressions(ofOne())).toEqual([]);
      expect(await store.listOutbox({ limit: 10 })).toMatchObject([
        { target: "(forgotten)", state: "failed" },
      ]);
    });

    it("takes what was sent away, and its delivery stays", async () => {
      await using store = await create();
      await queueFor(store, wanted.id);
      const options = { now: hour(3), limit: 10, leaseMs: 1000, leaseToken: "lease" };
      const [claimed] = await store.claimNotifications(options);
      if (!claimed) throw new Error("nothing claimed");
      const message: Message = { channel: "console", text: `to ${address}` };
      const messageDigest = digestOf(JSON.stringify(message));
      const delivery = {
        notificationId: claimed.id,
        attempt: 1,
        at: hour(3),
        outcome: "delivered" as const,
        response: `250 ${address} ok`,
        messageDigest,
      };
      await store.recordDelivery(claimed, delivery, null, { message });
      expect(await store.findSentMessage(messageDigest)).toEqual(message);
      await store.forgetTarget("email", address, hour(4));
      expect(await store.findSentMessage(messageDigest)).toBeUndefined();
      expect(await store.listOutbox({ limit: 10 })).toMatchObject([
        {
          state: "delivered",
          target: "(forgotten)",
          deliveries: [{ outcome: "delivered", response: "(forgotten)", messageDigest: null }],
        },
      ]);
    });

    it("suppresses what the operator's file has of it", async () => {
      await using store = await create();
      const declared = sampleSubscription("counsel", "file", { target: address });
      await store.putFileSubscriptions([declared]);
      await store.forgetTarget("email", address, hour(3));
      expect(await store.listSuppressions(ofOne())).toMatchObject([
        { subscriptionId: "counsel", reason: "unsubscribed" },
      ]);
    });

    it("leaves others alone", async () => {
      await using store = await create();
      const other = { ...wanted, id: "other", target: "other@example.com" };
      await store.putSubscription(other);
      const notification = await queueFor(store, "other", "other@example.com");
      await store.forgetTarget("email", address, hour(3));
      expect(await store.listSubscriptions()).toEqual([other]);
      expect(await store.listOutbox({ limit: 10 })).toMatchObject([
        { id: notification.id, target: "other@example.com", state: "pending" },
      ]);
    });
  });
}
