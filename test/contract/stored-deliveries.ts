import { describe, expect, it } from "vitest";
import type { IncidentReport } from "../../src/model/incident-report.ts";
import type { ChannelIncident } from "../../src/model/incident.ts";
import { digestOf, digestOfFields } from "../../src/model/digest.ts";
import type { Instant } from "../../src/model/instant.ts";
import { addMs } from "../../src/model/instant.ts";
import type { Message } from "../../src/model/message.ts";
import type { ClaimedNotification, Delivery, Notification } from "../../src/model/notification.ts";
import type { Suppression } from "../../src/model/suppression.ts";
import type { EndedAttempt } from "../../src/ports/outbox-store.ts";
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
const incidents = [sampleIncident(hour(1)), sampleIncident(hour(2), otherTermsId)];
const [first, second] = incidents.map((incident) =>
  sampleNotification(incident, "reader", incident.openedAt),
) as [Notification, Notification];
const third = sampleNotification(sampleIncident(hour(1)), "another", hour(3));
const { target } = first;

/** The same part that every message of a mail has. */
const message: Message = {
  channel: "email",
  to: target,
  subject: "Clausewatch: 1 change",
  html: "<p>changed</p>",
  text: "changed\n",
  messageId: "<1@alerts.example.com>",
  references: [],
  unsubscribeUrl: null,
};
const messageDigest = digestOf(JSON.stringify(message));

const bounced: Suppression = {
  channel: "email",
  target,
  subscriptionId: null,
  reason: "bounced",
  detail: "550 5.1.1 no such user",
  at: hour(4),
};

/** Told to one operator. */
function report(at: Instant, closedAt: Instant | null = null): IncidentReport {
  const incident: ChannelIncident = {
    id: digestOfFields("email", target, at),
    kind: "undeliverable",
    channel: "email",
    target,
    fault: "gone",
    detail: "550",
    openedAt: at,
    closedAt,
  };
  const told = sampleNotification(incident, "operators/slack/#ops", at, "#ops");
  return {
    incident,
    notifications: [closedAt === null ? told : { ...told, id: digestOf("r"), subject: "recovery" }],
  };
}

export function testStoredDeliveries(create: () => Promise<Store>): void {
  /** `first` and `second` are of one reader, `third` of another. */
  async function createFilled(): Promise<Store> {
    const store = await create();
    await store.putTerms([sampleTerms(), sampleTerms(otherTermsId)]);
    await store.recordIncidents(incidents, [], hour(3), [first, second, third]);
    return store;
  }

  describe("recordDeliveries", () => {
    it("ends all claims of a message, and keeps the message once", async () => {
      await using store = await createFilled();
      const claimed = (await claim(store)).slice(0, 2);
      await store.recordDeliveries(
        claimed.map((each) => end(each, "delivered")),
        { message },
      );
      const entries = await store.listOutbox({ state: "delivered", limit: 10 });
      expect(entries.map(({ deliveries }) => deliveries[0]?.messageDigest)).toEqual([
        messageDigest,
        messageDigest,
      ]);
      expect(await store.findSentMessage(messageDigest)).toEqual(message);
    });

    it("writes nothing at all where every lease is lost", async () => {
      await using store = await createFilled();
      const [late] = await claim(store);
      await store.releaseLeases();
      await claim(store, "later");
      await store.recordDeliveries([end(need(late), "failed")], {
        message,
        suppression: bounced,
        reports: [report(hour(4))],
      });
      expect(await store.findSentMessage(messageDigest)).toBeUndefined();
      expect(await store.listSuppressions()).toEqual([]);
      expect(await store.listChannelIncidents({ channel: "email" })).toEqual([]);
    });

    it("fails all else for a target that does not exist, and nothing for others", async () => {
      await using store = await createFilled();
      const [claimed] = await claim(store);
      const effects = { message, suppression: bounced };
      await store.recordDeliveries([end(need(claimed), "failed")], effects);
      expect(await store.listOutbox({ limit: 10 })).toMatchObject([
        { id: third.id, state: "pending" },
        {
          id: second.id,
          state: "failed",
          attempts: 1,
          deliveries: [
            {
              attempt: 1,
              outcome: "failed",
              messageDigest: null,
              response: expect.stringContaining("550 5.1.1 no such user"),
            },
          ],
        },
        { id: first.id, state: "failed", deliveries: [{ messageDigest }] },
      ]);
      expect(await store.listSuppressions()).toEqual([bounced]);
    });

    it("opens an incident once, and tells of it once, whoever else finds it", async () => {
      await using store = await createFilled();
      const [one, two] = await claim(store);
      await store.recordDeliveries([end(need(one), "failed")], { reports: [report(hour(4))] });
      await store.recordDeliveries([end(need(two), "failed")], { reports: [report(hour(5))] });
      const { incident } = report(hour(4));
      expect(await store.listChannelIncidents({ channel: "email" })).toEqual([incident]);
      expect(await store.findIncident(incident.id)).toEqual(incident);
      const told = await store.listOutbox({ target: "#ops", limit: 10 });
      expect(told).toMatchObject([{ subjectId: incident.id, state: "pending" }]);
    });

    it("closes an incident once, and tells of that once", async () => {
      await using store = await createFilled();
      const [one, two, three] = await claim(store);
      const closing = { reports: [report(hour(4), hour(6))] };
      await store.recordDeliveries([end(need(one), "failed")], { reports: [report(hour(4))] });
      await store.recordDeliveries([end(need(two), "delivered")], closing);
      await store.recordDeliveries([end(need(three), "delivered")], closing);
      expect(await store.listChannelIncidents({ channel: "email" })).toEqual([]);
      expect(await store.findIncident(report(hour(4)).incident.id)).toMatchObject({
        closedAt: hour(6),
      });
      const told = await store.listOutbox({ target: "#ops", limit: 10 });
      expect(told.map(({ subject }) => subject)).toEqual(["recovery", "incident"]);
    });

    it("opens the same trouble anew after it was closed", async () => {
      await using store = await createFilled();
      const [one, two, three] = await claim(store);
      await store.recordDeliveries([end(need(one), "failed")], { reports: [report(hour(4))] });
      const closing = { reports: [report(hour(4), hour(6))] };
      await store.recordDeliveries([end(need(two), "delivered")], closing);
      await store.recordDeliveries([end(need(three), "failed")], { reports: [report(hour(7))] });
      expect(await store.listChannelIncidents({ channel: "email" })).toMatchObject([
        { openedAt: hour(7) },
      ]);
    });
  });

  describe("listChannelIncidents", () => {
    it("gives those of a target and of its whole channel, or all of the channel", async () => {
      await using store = await createFilled();
      const [one] = await claim(store);
      const own = report(hour(4)).incident;
      const made = [own, { ...own, id: digestOf("b"), target: "b@example.org" }].concat({
        ...own,
        id: digestOf("all"),
        kind: "misconfigured",
        target: "",
      });
      const reports = made.map((incident) => ({ incident, notifications: [] }));
      await store.recordDeliveries([end(need(one), "failed")], { reports });
      const list = async (filter: { target?: string }) =>
        (await store.listChannelIncidents({ channel: "email", ...filter })).map(({ id }) => id);
      expect(await list({})).toEqual([digestOf("all"), digestOf("b"), own.id]);
      expect(await list({ target })).toEqual([digestOf("all"), own.id]);
      expect(await store.listChannelIncidents({ channel: "slack" })).toEqual([]);
    });
  });

  describe("keepProgress", () => {
    it("keeps what a channel took until the message is delivered", async () => {
      await using store = await createFilled();
      const [claimed] = await claim(store);
      await store.keepProgress([need(claimed)], "part 1");
      await store.recordDeliveries([end(need(claimed), "retried")]);
      const [again] = await claim(store, "y", hour(9));
      expect(again).toMatchObject({ id: first.id, progress: "part 1" });
      await store.recordDeliveries([end(need(again), "delivered", 2)]);
      await store.retryNotifications([first.id], hour(9));
      expect((await claim(store, "z", hour(9))).map(({ id }) => id)).not.toContain(first.id);
    });

    it("has no effect where the lease is lost", async () => {
      await using store = await createFilled();
      const [late] = await claim(store);
      await store.releaseLeases();
      await store.keepProgress([need(late)], "part 1");
      expect((await claim(store, "y")).map(({ progress }) => progress)).not.toContain("part 1");
    });
  });

  describe("listOutbox", () => {
    it.each([
      [{ state: "failed" }, [first.id]],
      [{ state: "pending" }, [third.id, second.id]],
      [{ channel: "slack" }, []],
      [{ target }, [second.id, first.id]],
      [{ subscriptionId: "another" }, [third.id]],
      [{ termsId }, [third.id, first.id]],
      [{ outcome: "failed" }, [first.id]],
      [{ outcome: "retried" }, [second.id]],
      [{ since: hour(3) }, [third.id, second.id, first.id]],
      [{ since: hour(5) }, []],
      [{ target, outcome: "retried" }, [second.id]],
      [{ limit: 1 }, [third.id]],
      [{ limit: 1, offset: 1 }, [second.id]],
      [{ offset: 3 }, []],
      [{ before: third.id }, [second.id, first.id]],
      [{ before: second.id, limit: 1 }, [first.id]],
      [{ before: digestOf("unknown") }, []],
    ] as const)("filters by %j", async (filter, expected) => {
      await using store = await createFilled();
      const [one, two] = await claim(store);
      await store.recordDeliveries([end(need(one), "failed")]);
      await store.recordDeliveries([end(need(two), "retried")]);
      const entries = await store.listOutbox({ limit: 10, ...filter });
      expect(entries.map(({ id }) => id)).toEqual(expected);
    });
  });

  describe("findNotification", () => {
    it("finds one by its id or the beginning of it, with its attempts", async () => {
      await using store = await createFilled();
      const [claimed] = await claim(store);
      await store.recordDeliveries([end(need(claimed), "failed")], { message });
      const found = await store.findNotification(first.id.slice(0, 12));
      expect(found).toEqual(await store.findNotification(first.id));
      expect(found).toMatchObject({ ...first, state: "failed", deliveries: [{ attempt: 1 }] });
    });

    it.each([
      ["too short", first.id.slice(0, 5)],
      ["unknown", "0".repeat(64)],
      ["none", "%"],
    ])("gives nothing for an id that is %s", async (_, id) => {
      await using store = await createFilled();
      expect(await store.findNotification(id)).toBeUndefined();
    });
  });

  describe("retryNotifications", () => {
    it("makes failed ones due at once, their attempts counting on", async () => {
      await using store = await createFilled();
      const [claimed] = await claim(store);
      await store.recordDeliveries([end(need(claimed), "failed")]);
      await store.releaseLeases();
      expect(await store.retryNotifications([first.id, second.id], hour(9))).toBe(1);
      const again = await claim(store, "y", hour(9));
      expect(again.find(({ id }) => id === first.id)).toMatchObject({ attempts: 1 });
      expect(await store.findNotification(first.id)).toMatchObject({
        state: "pending",
        nextAttemptAt: hour(9),
        deliveries: [{ outcome: "failed" }],
      });
    });

    it("makes those due at once that wait for another try, and none that nobody tried or somebody holds", async () => {
      await using store = await createFilled();
      const [claimed] = await claim(store);
      await store.recordDeliveries([end(need(claimed), "retried")]);
      expect(await store.retryNotifications([first.id, second.id], hour(5))).toBe(1);
      expect(await store.findNotification(first.id)).toMatchObject({ nextAttemptAt: hour(5) });
      await claim(store, "y", hour(6));
      expect(await store.retryNotifications([first.id], hour(7))).toBe(0);
    });

    it("leaves what is delivered alone", async () => {
      await using store = await createFilled();
      const [claimed] = await claim(store);
      await store.recordDeliveries([end(need(claimed), "delivered")]);
      expect(await store.retryNotifications([first.id], hour(9))).toBe(0);
    });
  });

  describe("findSentMessage", () => {
    const json = { a: [1, { b: "ü" }] };
    it.each([
      [
        "Slack",
        {
          channel: "slack",
          to: "#x",
          text: "t",
          blocks: [json],
          replies: [{ text: "r", blocks: [json] }],
        },
      ],
      ["Teams", { channel: "teams", to: "legal", card: json }],
      ["a webhook", { channel: "webhook", to: "hook", id: "1", body: '{ "b":1,"a":2 }' }],
      ["the console", { channel: "console", text: "\u001b[1mx" }],
    ] as const)("gives back what was sent to %s", async (_, sent) => {
      await using store = await createFilled();
      const [claimed] = await claim(store);
      const digest = digestOf(JSON.stringify(sent));
      const ended = end(need(claimed), "delivered");
      await store.recordDeliveries(
        [{ ...ended, delivery: { ...ended.delivery, messageDigest: digest } }],
        { message: sent },
      );
      expect(await store.findSentMessage(digest)).toEqual(sent);
    });
  });

  describe("putSuppression", () => {
    it("replaces an earlier one, of the same target and subscription alone", async () => {
      await using store = await createFilled();
      const unsubscribed: Suppression = {
        ...bounced,
        subscriptionId: "reader",
        reason: "unsubscribed",
        detail: "",
      };
      await store.putSuppression(bounced);
      await store.putSuppression(unsubscribed);
      await store.putSuppression({ ...bounced, detail: "later" });
      await store.putSuppression({ ...bounced, channel: "slack", target: "#x", reason: "gone" });
      expect(await store.listSuppressions({ channel: "email", target })).toEqual([
        { ...bounced, detail: "later" },
        unsubscribed,
      ]);
      expect(await store.listSuppressions({ channel: "slack" })).toHaveLength(1);
      expect(await store.listSuppressions()).toHaveLength(3);
    });
  });

  describe("removeSuppression", () => {
    it("takes a target back together with its incident, once", async () => {
      await using store = await createFilled();
      const [claimed] = await claim(store);
      const effects = { suppression: bounced, reports: [report(hour(4))] };
      await store.recordDeliveries([end(need(claimed), "failed")], effects);
      const closing = [report(hour(4), hour(6))];
      expect(await store.removeSuppression(bounced, closing)).toBe(true);
      expect(await store.listSuppressions()).toEqual([]);
      expect(await store.listChannelIncidents({ channel: "email" })).toEqual([]);
      expect(await store.removeSuppression(bounced, closing)).toBe(false);
      expect(await store.listOutbox({ target: "#ops", limit: 9 })).toHaveLength(2);
    });

    it("leaves a suppression of one subscription where that of all is taken back", async () => {
      await using store = await createFilled();
      await store.putSuppression({ ...bounced, subscriptionId: "reader" });
      expect(await store.removeSuppression(bounced)).toBe(false);
      expect(await store.listSuppressions()).toHaveLength(1);
    });
  });
}

/** In the order of writing: `first`, `third` and `second` are of different targets or terms. */
async function claim(
  store: Store,
  leaseToken = "x",
  now: Instant = hour(4),
): Promise<readonly ClaimedNotification[]> {
  const claimed = await store.claimNotifications({ now, limit: 10, leaseMs, leaseToken });
  const order = [first.id, second.id, third.id];
  return claimed.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

function end(
  claimed: ClaimedNotification,
  outcome: Delivery["outcome"],
  attempt = 1,
): EndedAttempt {
  const delivery = {
    notificationId: claimed.id,
    attempt,
    at: hour(4),
    outcome,
    response: "250 taken",
    messageDigest,
  };
  return {
    claimed,
    delivery,
    nextAttemptAt: outcome === "retried" ? addMs(hour(4), 60_000) : null,
  };
}

function need(claimed: ClaimedNotification | undefined): ClaimedNotification {
  if (claimed === undefined) throw new Error("nothing was claimed");
  return claimed;
}
