import { describe, expect, it } from "vitest";
import { retryDeliveries, listFailed } from "../../src/app/retry-deliveries.ts";
import { closeTrouble, resumeTarget } from "../../src/app/resume-target.ts";
import type { DeliverContext } from "../../src/app/deliver.ts";
import type { DeliveryErrorKind } from "../../src/model/errors.ts";
import { DeliveryError } from "../../src/model/errors.ts";
import type { Message } from "../../src/model/message.ts";
import type { Channel } from "../../src/model/subscription.ts";
import type { Notifier } from "../../src/ports/notifier.ts";
import { createFakeNotifier } from "../fakes/fake-notifier.ts";
import type { FakeNotifier } from "../fakes/fake-notifier.ts";
import type { DeliveryScene } from "./delivery-scene.ts";
import { createDeliveryScene } from "./delivery-scene.ts";
import { createLife } from "./life.ts";

const minute = 60_000;
const hour = 60 * minute;
const ops = { channel: "email", target: "ops@example.com" } as const;
const room = { channel: "slack", target: "#ops" } as const;
const reader = { id: "a" };

interface Stage extends DeliveryScene {
  readonly slack: FakeNotifier;
  readonly channels: ReadonlyMap<Channel, Notifier>;
  /** Lets mails to one address fail, or to all. */
  fail(kind: DeliveryErrorKind, to?: string): void;
}

/** One operator has mail, the other a room in Slack. */
async function createStage(): Promise<Stage> {
  const scene = await createDeliveryScene("2026-02-02T06:00:00Z", { operators: [ops, room] });
  const slack = createFakeNotifier("slack");
  const channels = new Map<Channel, Notifier>([
    ["email", scene.mail],
    ["slack", slack],
  ]);
  return {
    ...scene,
    slack,
    channels,
    deliver: (fields: Partial<DeliverContext> = {}) =>
      scene.deliver({ notifiers: channels, ...fields }),
    fail(kind, to) {
      scene.mail.failWith((message) =>
        to === undefined || toOf(message) === to
          ? new DeliveryError(kind, `no: ${kind}`)
          : undefined,
      );
    },
  };
}

function toOf(message: Message): string {
  return "to" in message ? message.to : "";
}

/** Of the notifications of operators: whom each told of what. */
async function listTold({ store }: DeliveryScene): Promise<string[]> {
  const entries = await store.listOutbox({ limit: 100 });
  return entries
    .filter(({ subject }) => subject !== "change")
    .map(({ subject, target }) => `${subject} ${target}`)
    .toSorted();
}

async function listOpen({ store }: DeliveryScene): Promise<string[]> {
  const open = await store.listIncidents({ open: true });
  return open.map((incident) =>
    "target" in incident ? `${incident.kind} ${incident.target}`.trimEnd() : incident.kind,
  );
}

describe("deliverMessage", () => {
  it("keeps what was sent beside each attempt, whether it was taken or not", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader]);
    stage.fail("temporary");
    await stage.deliver();
    stage.mail.failWith(() => undefined);
    stage.clock.advance(2 * minute);
    await stage.deliver();
    const [entry] = await stage.store.listOutbox({ limit: 1 });
    expect(entry?.deliveries.map(({ outcome }) => outcome)).toEqual(["retried", "delivered"]);
    for (const { messageDigest } of entry?.deliveries ?? []) {
      expect(messageDigest && (await stage.store.findSentMessage(messageDigest))).toEqual(
        stage.mail.sent[0],
      );
    }
  });

  it("keeps no token that a mail's links held", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader]);
    const token = "k".repeat(43);
    const link = `https://terms.example.com/unsubscribe/${token}`;
    await stage.deliver({
      render: () => ({
        channel: "email",
        to: "a@example.com",
        subject: "s",
        html: `<a href="${link}">x</a>`,
        text: `Leave: ${link}\n`,
        messageId: "<1@x>",
        references: [],
        unsubscribeUrl: link,
      }),
    });
    expect(stage.mail.sent[0]).toMatchObject({ unsubscribeUrl: link });
    const [entry] = await stage.store.listOutbox({ limit: 1 });
    const digest = entry?.deliveries[0]?.messageDigest;
    const kept = digest && (await stage.store.findSentMessage(digest));
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(kept).toMatchObject({
      text: "Leave: https://terms.example.com/unsubscribe/token-not-kept\n",
      unsubscribeUrl: "https://terms.example.com/unsubscribe/token-not-kept",
    });
  });

  it("goes on where an earlier attempt at a message of several parts ended", async () => {
    await using stage = await createStage();
    await stage.record("one", [{ id: "team", channel: "slack", target: "#terms" }]);
    const seen: (string | null | undefined)[] = [];
    const parts: Notifier = {
      ...stage.slack,
      async send(_, options) {
        seen.push(options?.progress);
        if (seen.length > 1) return "all taken";
        await options?.keepProgress?.("1 of 2");
        throw new DeliveryError("temporary", "cut off");
      },
    };
    await stage.deliver({ notifiers: new Map([["slack", parts]]) });
    stage.clock.advance(2 * minute);
    await stage.deliver({ notifiers: new Map([["slack", parts]]) });
    expect(seen).toEqual([null, "1 of 2"]);
  });

  it("suppresses a target that does not exist, fails what waits for it, and tells operators once", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader, { id: "b" }], "acme/terms");
    await stage.record("two", [reader], "acme/privacy");
    stage.fail("gone", "a@example.com");
    await stage.deliver();
    await stage.record("three", [reader], "acme/usage");
    await stage.deliver();
    const own = await stage.store.listOutbox({ target: "a@example.com", limit: 10 });
    expect(own.map(({ state }) => state)).toEqual(["failed", "failed", "failed"]);
    expect(own[0]?.deliveries[0]?.response).toContain(
      "clausewatch deliveries resume --channel email --to a@example.com",
    );
    expect(stage.mail.tried.filter((each) => toOf(each) === "a@example.com")).toHaveLength(1);
    expect(await stage.store.listSuppressions()).toMatchObject([
      { target: "a@example.com", subscriptionId: null, reason: "bounced", detail: "no: gone" },
    ]);
    expect(await listTold(stage)).toEqual(["incident #ops", "incident ops@example.com"]);
    expect(stage.slack.sent).toHaveLength(1);
  });

  it("tells that a target is written to again, and delivers what is tried again", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader]);
    stage.fail("gone", "a@example.com");
    await stage.deliver();
    stage.mail.failWith(() => undefined);
    const suppressed = { channel: "email", target: "a@example.com", subscriptionId: null } as const;
    const context = { ...stage, operators: [ops, room] };
    expect(await resumeTarget(context, suppressed)).toBe(true);
    expect(await resumeTarget(context, suppressed)).toBe(false);
    expect(await listOpen(stage)).toEqual([]);
    const failed = await listFailed(stage.store, { target: "a@example.com" });
    await retryDeliveries(stage.store, failed, { now: stage.clock.now(), isDryRun: false });
    await stage.deliver();
    const [entry] = await stage.store.listOutbox({ target: "a@example.com", limit: 1 });
    expect(entry).toMatchObject({ state: "delivered", attempts: 2 });
    expect(await listTold(stage)).toEqual([
      "incident #ops",
      "incident ops@example.com",
      "recovery #ops",
      "recovery ops@example.com",
    ]);
  });

  it("never tells an operator about their own address there", async () => {
    await using stage = await createStage();
    await stage.record("one", [{ id: "ops", target: ops.target }]);
    stage.fail("gone", ops.target);
    await stage.deliver();
    expect(await listTold(stage)).toEqual(["incident #ops"]);
  });

  it("says at error what no operator is left to hear", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader]);
    stage.fail("gone");
    const errors: string[] = [];
    await stage.deliver({
      options: {},
      log: { debug() {}, info() {}, warn() {}, error: (message) => void errors.push(message) },
    });
    expect(errors).toContain("undeliverable, and there is no operator whom that leaves to be told");
  });

  it("opens an incident with the fifth failed attempt, and closes it when a message is taken", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader]);
    stage.fail("temporary", "a@example.com");
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect(await listOpen(stage)).toEqual([]);
      await stage.deliver();
      stage.clock.advance(10 * minute);
    }
    expect(await listOpen(stage)).toEqual(["undeliverable a@example.com"]);
    stage.mail.failWith(() => undefined);
    stage.clock.advance(hour);
    await stage.deliver();
    expect(await listOpen(stage)).toEqual([]);
    expect(await listTold(stage)).toHaveLength(4);
  });

  it("tells of an outage of the channel in one incident more, however many targets it has", async () => {
    await using stage = await createStage();
    const readers = Array.from({ length: 30 }, (_, at) => ({ id: `r${at}` }));
    await stage.record("one", readers);
    stage.fail("temporary");
    // One at a time: those that fail side by side each see what was open before.
    const options = { operators: [ops, room], maxConcurrent: { email: 1 } };
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await stage.deliver({ options });
      stage.clock.advance(10 * minute);
    }
    const open = await listOpen(stage);
    expect(open).toHaveLength(4);
    expect(open).toContain("undeliverable");
    stage.mail.failWith(() => undefined);
    stage.clock.advance(5 * hour);
    await stage.deliver();
    expect(await listOpen(stage)).toEqual([]);
  });

  it("tells of a misconfigured channel at once, elsewhere, and when it is mended", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader]);
    stage.fail("misconfigured");
    await stage.deliver();
    expect(await listOpen(stage)).toEqual(["misconfigured"]);
    expect(await listTold(stage)).toEqual(["incident #ops"]);
    stage.mail.failWith(() => undefined);
    stage.clock.advance(hour);
    await stage.deliver();
    expect(await listOpen(stage)).toEqual([]);
    expect(await listTold(stage)).toEqual(["incident #ops", "recovery #ops"]);
  });

  it("counts three days from the first attempt, not from the writing of what was kept back", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader]);
    stage.clock.advance(7 * 24 * hour);
    stage.fail("temporary");
    for (let hours = 0; hours < 60; hours += 1) {
      await stage.deliver();
      stage.clock.advance(hour);
    }
    const [entry] = await stage.store.listOutbox({ target: "a@example.com", limit: 1 });
    expect(entry?.state).toBe("pending");
  });

  it("gives what is tried again three days anew, its attempts counting on", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader]);
    stage.fail("refused");
    await stage.deliver();
    stage.clock.advance(30 * 24 * hour);
    const [failed] = await stage.store.listOutbox({ target: "a@example.com", limit: 1 });
    await stage.store.retryNotifications(failed ? [failed.id] : [], stage.clock.now());
    stage.fail("temporary");
    for (let hours = 0; hours < 60; hours += 1) {
      await stage.deliver();
      stage.clock.advance(hour);
    }
    const [entry] = await stage.store.listOutbox({ target: "a@example.com", limit: 1 });
    expect(entry?.state).toBe("pending");
    expect(entry?.deliveries.map(({ attempt }) => attempt)).toEqual(
      [...Array.from({ length: entry?.attempts ?? 0 }).keys()].map((at) => at + 1),
    );
  });

  it("opens and closes each incident once wherever it is killed, and loses none", async () => {
    const told: string[][] = [];
    for (let effects = 0; effects < 80; effects += 1) {
      await using stage = await createStage();
      await stage.record("one", [reader, { id: "b" }]);
      stage.fail("gone", "a@example.com");
      const life = createLife(effects);
      const notifiers = new Map(
        [...stage.channels].map(([name, each]) => [name, life.limit(each)]),
      );
      const isKilled = await stage.deliver({ store: life.limit(stage.store), notifiers }).then(
        () => false,
        () => true,
      );
      await stage.store.releaseLeases();
      await stage.deliver();
      expect(await listOpen(stage)).toEqual(["undeliverable a@example.com"]);
      told.push(await listTold(stage));
      if (!isKilled) break;
    }
    expect(told.length).toBeGreaterThan(10);
    expect(told.length).toBeLessThan(80);
    expect(new Set(told.map(String))).toEqual(new Set(["incident #ops,incident ops@example.com"]));
  });
});

describe("closeTrouble", () => {
  it("closes what is open about a target that nothing is sent to any more, once", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader]);
    stage.fail("refused", "a@example.com");
    await stage.deliver();
    expect(await listOpen(stage)).toEqual(["undeliverable a@example.com"]);
    const context = { ...stage, operators: [room] };
    const about = { channel: "email", target: "a@example.com" } as const;
    expect(await closeTrouble(context, about)).toBe(1);
    expect(await closeTrouble(context, about)).toBe(0);
    expect(await listOpen(stage)).toEqual([]);
    expect(await listTold(stage)).toContain("recovery #ops");
  });
});

describe("retryDeliveries", () => {
  it("hurries what waits for another try, refuses what was delivered or is for a suppressed target, and says why", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader, { id: "b" }, { id: "c" }]);
    stage.mail.failWith((message) => {
      if (toOf(message) === "a@example.com") return new DeliveryError("gone", "no: gone");
      return toOf(message) === "b@example.com" ? new DeliveryError("temporary", "no") : undefined;
    });
    await stage.deliver();
    const entries = await stage.store.listOutbox({ limit: 10 });
    const own = entries.filter(({ subject }) => subject === "change");
    const plan = await retryDeliveries(stage.store, own, {
      now: stage.clock.now(),
      isDryRun: false,
    });
    expect(plan.retried.map(({ target }) => target)).toEqual(["b@example.com"]);
    const waiting = await stage.store.listOutbox({ state: "pending", limit: 10 });
    expect(waiting.find(({ target }) => target === "b@example.com")?.nextAttemptAt).toBe(
      stage.clock.now(),
    );
    expect(Object.fromEntries(plan.refused.map(({ entry, why }) => [entry.target, why]))).toEqual({
      "a@example.com": expect.stringContaining("deliveries resume"),
      "c@example.com": "it was delivered",
    });
  });

  it("changes nothing when it is only asked", async () => {
    await using stage = await createStage();
    await stage.record("one", [reader]);
    stage.fail("refused", "a@example.com");
    await stage.deliver();
    const failed = await listFailed(stage.store, {});
    const plan = await retryDeliveries(stage.store, failed, {
      now: stage.clock.now(),
      isDryRun: true,
    });
    expect(plan.retried).toHaveLength(1);
    expect(await listFailed(stage.store, {})).toHaveLength(1);
  });
});
