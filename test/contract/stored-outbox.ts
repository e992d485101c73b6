import { describe, expect, it } from "vitest";
import { addMs } from "../../src/model/instant.ts";
import type { Instant } from "../../src/model/instant.ts";
import type { ClaimedNotification, Delivery, Notification } from "../../src/model/notification.ts";
import type { Store } from "../../src/ports/store.ts";
import {
  hour,
  otherTermsId,
  sampleIncident,
  sampleNotification,
  sampleTerms,
  termsId,
} from "./samples.ts";

const leaseMs = 60_000;
const subjects = [1, 2].map((count) => sampleIncident(hour(count)));
const elsewhere = sampleIncident(hour(3), otherTermsId);
const [first, second] = subjects.map((subject) =>
  sampleNotification(subject, "reader", subject.openedAt),
) as [Notification, Notification];
const third = sampleNotification(elsewhere, "reader", hour(3));

export function testStoredOutbox(create: () => Promise<Store>): void {
  /** `first` and `second` are for one reader on one terms, `third` on another. */
  async function createFilled(): Promise<Store> {
    const store = await create();
    await store.putTerms([sampleTerms(), sampleTerms(otherTermsId)]);
    await store.recordIncidents([...subjects, elsewhere], [], hour(3), [first, second, third]);
    return store;
  }

  describe("claimNotifications", () => {
    it("gives the oldest of each target and terms, oldest first", async () => {
      await using store = await createFilled();
      expect(await claim(store, hour(4), "x")).toEqual([
        { ...first, attempts: 0, leaseToken: "x", ...fresh },
        { ...third, attempts: 0, leaseToken: "x", ...fresh },
      ]);
    });

    it("gives no more than asked for", async () => {
      await using store = await createFilled();
      expect(await ids(claim(store, hour(4), "x", 1))).toEqual([first.id]);
    });

    it("gives nothing that waits for another attempt before it is due", async () => {
      await using store = await createFilled();
      const [claimed] = await claim(store, hour(4), "x", 1);
      await store.recordDelivery(need(claimed), attempt(first, "retried"), hour(6));
      expect(await ids(claim(store, addMs(hour(6), -1), "x"))).toEqual([third.id]);
      expect(await ids(claim(store, hour(6), "y", 1))).toEqual([first.id]);
    });

    it("gives what was written before the clock was set back a year", async () => {
      await using store = await createFilled();
      const [claimed] = await claim(store, hour(4), "x", 1);
      await store.recordDelivery(need(claimed), attempt(first, "retried"), hour(6));
      await store.releaseLeases();
      const lastYear = addMs(hour(5), -365 * 24 * 3_600_000);
      expect(await ids(claim(store, lastYear, "x"))).toEqual([first.id, third.id]);
    });

    it("gives each to one of two who ask at once", async () => {
      await using store = await createFilled();
      const both = await Promise.all([claim(store, hour(4), "x"), claim(store, hour(4), "y")]);
      expect(both.flat().map(({ id }) => id)).toEqual([first.id, third.id]);
    });

    it("gives it to another when the lease has run out, not before", async () => {
      await using store = await createFilled();
      await claim(store, hour(4), "x");
      expect(await ids(claim(store, addMs(hour(4), leaseMs - 1), "y"))).toEqual([]);
      expect(await ids(claim(store, addMs(hour(4), leaseMs), "y"))).toEqual([first.id, third.id]);
    });

    it("holds the next one back while the one before waits for another attempt", async () => {
      await using store = await createFilled();
      const [claimed] = await claim(store, hour(4), "x", 1);
      await store.recordDelivery(need(claimed), attempt(first, "retried"), hour(10));
      expect(await ids(claim(store, hour(5), "x"))).toEqual([third.id]);
      expect(await ids(claim(store, hour(10), "x"))).toEqual([first.id, third.id]);
    });

    it.each(["delivered", "failed"] as const)(
      "gives the next one once the one before is %s",
      async (outcome) => {
        await using store = await createFilled();
        const [claimed] = await claim(store, hour(4), "x", 1);
        await store.recordDelivery(need(claimed), attempt(first, outcome), null);
        expect(await ids(claim(store, hour(4), "y", 1))).toEqual([second.id]);
      },
    );
  });

  describe("releaseLeases", () => {
    it("ends every claim at once", async () => {
      await using store = await createFilled();
      await claim(store, hour(4), "x");
      await store.releaseLeases();
      expect(await ids(claim(store, hour(4), "y"))).toEqual([first.id, third.id]);
    });
  });

  describe("recordDelivery", () => {
    it("keeps each attempt and counts it", async () => {
      await using store = await createFilled();
      const [once] = await claim(store, hour(4), "x", 1);
      await store.recordDelivery(need(once), attempt(first, "retried"), hour(5));
      const [again] = await claim(store, hour(5), "y", 1);
      expect(again?.attempts).toBe(1);
      await store.recordDelivery(need(again), attempt(first, "delivered", 2), null);
      expect(await store.listOutbox({ state: "delivered", limit: 10 })).toEqual([
        {
          ...first,
          state: "delivered",
          attempts: 2,
          nextAttemptAt: hour(5),
          deliveries: [attempt(first, "retried"), attempt(first, "delivered", 2)],
        },
      ]);
    });

    it("has no effect when another has taken the lease over", async () => {
      await using store = await createFilled();
      const [late] = await claim(store, hour(4), "x", 1);
      await claim(store, hour(5), "y", 1);
      await store.recordDelivery(need(late), attempt(first, "failed"), null);
      expect(await store.listOutbox({ limit: 10 })).toMatchObject([
        { id: third.id },
        { id: second.id },
        { id: first.id, state: "pending", attempts: 0, deliveries: [] },
      ]);
    });

    it("has no effect the second time", async () => {
      await using store = await createFilled();
      const [claimed] = await claim(store, hour(4), "x", 1);
      await store.recordDelivery(need(claimed), attempt(first, "delivered"), null);
      await store.recordDelivery(need(claimed), attempt(first, "delivered"), null);
      expect(await store.listOutbox({ state: "delivered", limit: 10 })).toMatchObject([
        { attempts: 1, deliveries: [{ attempt: 1 }] },
      ]);
    });
  });

  describe("findThreadStart", () => {
    it("gives what was first sent for the terms to the target", async () => {
      await using store = await createFilled();
      expect(await store.findThreadStart(termsId, first.target)).toBeNull();
      for (const notification of [first, second]) {
        const [claimed] = await claim(store, hour(4), "x", 1);
        await store.recordDelivery(need(claimed), attempt(notification, "delivered"), null);
      }
      expect(await store.findThreadStart(termsId, first.target)).toBe(first.id);
      expect(await store.findThreadStart(otherTermsId, first.target)).toBeNull();
      expect(await store.findThreadStart(termsId, "somebody@example.org")).toBeNull();
    });
  });
}

function claim(
  store: Store,
  now: Instant,
  leaseToken: string,
  limit = 10,
): Promise<readonly ClaimedNotification[]> {
  return store.claimNotifications({ now, limit, leaseMs, leaseToken });
}

async function ids(claimed: Promise<readonly ClaimedNotification[]>): Promise<readonly string[]> {
  return (await claimed).map(({ id }) => id);
}

function attempt({ id }: Notification, outcome: Delivery["outcome"], count = 1): Delivery {
  return {
    notificationId: id,
    attempt: count,
    at: hour(4),
    outcome,
    response: "250 taken",
    messageDigest: null,
  };
}

function need(claimed: ClaimedNotification | undefined): ClaimedNotification {
  if (claimed === undefined) throw new Error("nothing was claimed");
  return claimed;
}

/** Of a notification that nobody kept back and no channel took a part of. */
const fresh = { hold: null, progress: null };
