import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRunLock } from "../../src/adapters/store/sqlite/run-lock.ts";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import type { DeliverContext } from "../../src/app/deliver.ts";
import { deliverDue } from "../../src/app/deliver.ts";
import { createIncident } from "../../src/core/incidents.ts";
import { matchSubscriptions, notifyOperators } from "../../src/core/match.ts";
import { createTermsChange } from "../../src/model/change.ts";
import { digestOf } from "../../src/model/digest.ts";
import { DeliveryError, StoreError } from "../../src/model/errors.ts";
import { addMs } from "../../src/model/instant.ts";
import type { Message } from "../../src/model/message.ts";
import type { Channel, Subscription } from "../../src/model/subscription.ts";
import type { Version } from "../../src/model/version.ts";
import { createVersion } from "../../src/model/version.ts";
import type { LogFields } from "../../src/ports/log.ts";
import type { Store } from "../../src/ports/store.ts";
import { subscribeToAll } from "../contract/samples.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import type { FakeClock } from "../fakes/fake-clock.ts";
import { createFakeNotifier } from "../fakes/fake-notifier.ts";
import type { FakeNotifier } from "../fakes/fake-notifier.ts";
import { createChange, createClauseChange } from "../render/sample.ts";
import { createLife } from "./life.ts";

const hour = 3_600_000;
let dir: string;
let store: Store;
let clock: FakeClock;
let mail: FakeNotifier;
let logged: { readonly level: string; readonly message: string; readonly fields?: LogFields }[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "clausewatch-deliver-"));
  store = await createSqliteStore({ path: join(dir, "clausewatch.db") });
  clock = createFakeClock("2026-02-01T00:00:00Z");
  mail = createFakeNotifier("email");
  logged = [];
});
afterEach(async () => {
  await store[Symbol.asyncDispose]();
  await rm(dir, { recursive: true });
});

function write(level: string) {
  return (message: string, fields?: LogFields): void => {
    logged.push({ level, message, ...(fields && { fields }) });
  };
}

function createContext(fields: Partial<DeliverContext> = {}): DeliverContext {
  return {
    store,
    notifiers: new Map([["email", mail]]),
    clock,
    random: () => 0.5,
    log: { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") },
    lock: createRunLock({ dir }),
    options: { mailDomain: "alerts.example.com" },
    ...fields,
  };
}

function subscribe(id: string, channel: Channel = "email"): Subscription {
  return subscribeToAll(id, { channel });
}

/** Opens an incident at each of `count` terms, for one operator. */
async function seedIncidents(target: string, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const id = `service-${at}/terms-of-service`;
    const names = { serviceId: `service-${at}`, serviceName: `Service ${at}` };
    await store.putTerms([{ id, ...names, termsType: "Terms of Service", tags: [], urls: [] }]);
    const about = { detail: "no answer", at: addMs(clock.now(), target.length) };
    const incident = createIncident(id, "failing", "timeout", about);
    const operators = [{ channel: "email" as const, target }];
    const notifications = notifyOperators(incident, operators, clock.now());
    await store.recordIncidents([incident], [], clock.now(), notifications);
  }
}

function subjectOf(message: Message): string {
  return message.channel === "email" ? message.subject : "";
}

/** Records `count` changes of one terms, one after the other, each for all subscriptions. */
async function seed(
  subscriptions: readonly Subscription[],
  count = 1,
  serviceId = "acme",
): Promise<void> {
  const id = `${serviceId}/terms-of-service`;
  const termsType = "Terms of Service" as const;
  const terms = { id, serviceId, serviceName: serviceId, termsType, tags: [] };
  await store.putTerms([{ ...terms, urls: ["https://acme.example/terms"] }]);
  let previous: Version | null = null;
  for (let at = 0; at <= count; at += 1) {
    const now = addMs(clock.now(), at - 1000);
    const text = `text ${at}`;
    const version: Version = createVersion({
      termsId: id,
      previousId: previous?.id ?? null,
      text,
      digest: digestOf(text),
      fingerprint: digestOf(text),
      extractorVersion: 1,
      declarationDigest: digestOf(id),
      snapshotIds: [],
      fetchedAt: now,
      origin: "crawl",
    });
    const { comparison } = createChange([createClauseChange("You may <ins>not </ins>resell.")], {
      summary: `change ${at}`,
    });
    const change =
      previous === null
        ? null
        : createTermsChange({
            termsId: id,
            beforeId: previous.id,
            afterId: version.id,
            detectedAt: now,
            reversalOf: null,
            comparison,
          });
    await store.recordCheck({
      check: {
        id: digestOf(`${id} ${at}`),
        termsId: id,
        startedAt: now,
        finishedAt: now,
        outcome: change === null ? "first" : "changed",
        fault: null,
        detail: null,
        snapshotIds: [],
        versionId: version.id,
      },
      versions: [version],
      change,
      notifications: change === null ? [] : matchSubscriptions(change, terms, subscriptions, now),
      pending: null,
      variant: null,
      openedIncidents: [],
      matched: [],
      closedIncidentIds: [],
    });
    previous = version;
  }
}

function idsOf(messages: readonly Message[]): string[] {
  return messages.flatMap((message) => (message.channel === "email" ? message.messageId : []));
}

async function stateOf(): Promise<string[]> {
  const outbox = await store.listOutbox({ limit: 100 });
  return outbox.map(({ state }) => state);
}

const temporary = () => new DeliveryError("temporary", "450 try later");

describe("deliverDue", () => {
  it("sends each notification once, however often it runs", async () => {
    await seed([subscribe("a"), subscribe("b")]);
    expect(await deliverDue(createContext())).toEqual({
      delivered: 2,
      retried: 0,
      failed: 0,
      remaining: 0,
    });
    expect(await deliverDue(createContext())).toEqual({
      delivered: 0,
      retried: 0,
      failed: 0,
      remaining: 0,
    });
    expect(new Set(idsOf(mail.sent)).size).toBe(2);
    expect(mail.sent).toHaveLength(2);
  });

  it("renders what the store holds", async () => {
    await seed([subscribe("a")]);
    await deliverDue(createContext());
    expect(mail.sent[0]).toMatchObject({
      to: "a@example.com",
      subject: "acme · Terms of Service: stricter rules under “2. Use”",
      messageId: expect.stringMatching(/@alerts\.example\.com>$/),
      text: expect.stringContaining("You may {+not+} resell."),
    });
  });

  it("puts later mails of the same terms into the first one's thread", async () => {
    await seed([subscribe("a")], 2);
    await deliverDue(createContext());
    const [first, second] = mail.sent;
    expect(first).toMatchObject({ references: [] });
    expect(second).toMatchObject({ references: idsOf(first === undefined ? [] : [first]) });
  });

  it("tries again a minute later, under the same Message-ID", async () => {
    await seed([subscribe("a")]);
    mail.failWith((_, attempt) => (attempt === 1 ? temporary() : undefined));
    expect(await deliverDue(createContext())).toMatchObject({
      delivered: 0,
      retried: 1,
      remaining: 1,
    });
    clock.advance(59_000);
    expect(await deliverDue(createContext())).toMatchObject({
      delivered: 0,
      retried: 0,
      remaining: 1,
    });
    clock.advance(1000);
    expect(await deliverDue(createContext())).toMatchObject({ delivered: 1, remaining: 0 });
    expect(new Set(idsOf(mail.tried)).size).toBe(1);
    const [entry] = await store.listOutbox({ limit: 1 });
    expect(entry?.deliveries.map(({ outcome }) => outcome)).toEqual(["retried", "delivered"]);
  });

  it("lets no failing recipient stop the others", async () => {
    await seed([subscribe("a"), subscribe("b"), subscribe("c"), subscribe("d")]);
    mail.failWith((message) => {
      if (message.channel !== "email") return undefined;
      if (message.to.startsWith("a")) return temporary();
      return message.to.startsWith("b")
        ? new DeliveryError("refused", "550 no such user")
        : undefined;
    });
    expect(await deliverDue(createContext())).toEqual({
      delivered: 2,
      retried: 1,
      failed: 1,
      remaining: 1,
    });
  });

  it("gives up loudly on what is refused, and does not try it again", async () => {
    await seed([subscribe("a")]);
    mail.failWith(() => new DeliveryError("refused", "550 no such user"));
    await deliverDue(createContext());
    clock.advance(100 * hour);
    await deliverDue(createContext());
    expect(mail.tried).toHaveLength(1);
    expect(await stateOf()).toEqual(["failed"]);
    expect(logged).toContainEqual({
      level: "error",
      message: "gave up on a notification",
      fields: expect.objectContaining({ subscriptionId: "a", reason: "550 no such user" }),
    });
  });

  it("gives up loudly after three days of trying", async () => {
    await seed([subscribe("a")]);
    mail.failWith(temporary);
    for (let hours = 0; hours < 80; hours += 1) {
      await deliverDue(createContext());
      clock.advance(hour);
    }
    expect(await stateOf()).toEqual(["failed"]);
    expect(mail.tried.length).toBeGreaterThan(20);
    expect(mail.tried.length).toBeLessThan(35);
    expect(logged.filter(({ message }) => message.startsWith("gave up"))).toHaveLength(1);
  });

  it("keeps the order of changes for each reader while an earlier one waits", async () => {
    await seed([subscribe("a"), subscribe("b")], 3);
    mail.failWith((message, attempt) =>
      message.channel === "email" && message.to.startsWith("a") && attempt < 3
        ? temporary()
        : undefined,
    );
    for (let minutes = 0; minutes < 10; minutes += 1) {
      await deliverDue(createContext());
      clock.advance(60_000);
    }
    const summaries = mail.sent.flatMap((message) =>
      message.channel === "email" && message.to.startsWith("a")
        ? (/change \d/.exec(message.text)?.[0] ?? [])
        : [],
    );
    expect(summaries).toEqual(["change 1", "change 2", "change 3"]);
  });

  it("rests Slack as a whole as long as it asks, then goes on", async () => {
    await seed([subscribe("a", "slack"), subscribe("b", "slack")]);
    const slack = createFakeNotifier("slack");
    slack.failWith((_, attempt) =>
      attempt === 1
        ? new DeliveryError("rate-limited", "slow", { retryAfterMs: 30_000 })
        : undefined,
    );
    await deliverDue(createContext({ notifiers: new Map([["slack", slack]]) }));
    expect(clock.slept).toEqual([30_000]);
    expect(slack.sent).toHaveLength(1);
  });

  it("rests one target that asks for it, and no other of the channel", async () => {
    await seed([subscribe("a"), subscribe("b")]);
    await seed([subscribe("a"), subscribe("b")], 1, "bolt");
    const isToA = (message: Message) => message.channel === "email" && message.to.startsWith("a@");
    mail.failWith((message) =>
      isToA(message)
        ? new DeliveryError("rate-limited", "slow", { retryAfterMs: 30_000 })
        : undefined,
    );
    await deliverDue(createContext());
    expect(clock.slept).toEqual([]);
    expect(mail.tried.filter(isToA)).toHaveLength(1);
    expect(mail.sent).toHaveLength(2);
  });

  it("keeps what is for a channel that is not configured, and says so once", async () => {
    await seed([subscribe("a", "slack"), subscribe("b", "slack"), subscribe("c")], 2);
    expect(await deliverDue(createContext())).toMatchObject({
      delivered: 2,
      failed: 0,
      remaining: 4,
    });
    expect(logged.filter(({ level }) => level === "warn")).toHaveLength(1);
    const slack = createFakeNotifier("slack");
    const notifiers = new Map([["slack" as const, slack]]);
    expect(await deliverDue(createContext({ notifiers }))).toMatchObject({
      delivered: 4,
      remaining: 0,
    });
  });

  it("tries a misconfigured channel once a run, and loses nothing by it for weeks", async () => {
    await seed([subscribe("a"), subscribe("b"), subscribe("c")]);
    mail.failWith(() => new DeliveryError("misconfigured", "535 wrong password"));
    for (let days = 0; days < 20; days += 1) {
      await deliverDue(createContext());
      clock.advance(24 * hour);
    }
    expect(mail.tried).toHaveLength(20);
    mail.failWith(() => undefined);
    expect(await deliverDue(createContext())).toMatchObject({ delivered: 3, remaining: 0 });
  });

  it("tells an operator of many incidents in one mail, and of a few in one each", async () => {
    await seedIncidents("many@example.com", 5);
    await seedIncidents("few@example.com", 3);
    const count = await deliverDue(createContext());
    expect(count).toMatchObject({ delivered: 8, remaining: 0 });
    const toMany = mail.sent.filter((sent) => "to" in sent && sent.to === "many@example.com");
    expect(toMany.map(subjectOf)).toEqual(["[operator] 5 documents in trouble"]);
    expect(mail.sent).toHaveLength(4);
    const outbox = await store.listOutbox({ limit: 20 });
    expect(outbox.every(({ deliveries }) => deliveries.length === 1)).toBe(true);
  });

  it("parts what is too much for one message", async () => {
    await seedIncidents("ops@example.com", 90);
    const context = createContext();
    await deliverDue({ ...context, options: { ...context.options, batchSize: 200 } });
    expect(mail.sent.map(subjectOf)).toEqual([
      "[operator] 40 documents in trouble",
      "[operator] 40 documents in trouble",
      "[operator] 10 documents in trouble",
    ]);
  });

  it("tries each of them again when their one mail was not taken", async () => {
    await seedIncidents("ops@example.com", 5);
    mail.failWith((_, attempt) =>
      attempt === 1 ? new DeliveryError("temporary", "try later") : undefined,
    );
    expect(await deliverDue(createContext())).toMatchObject({ retried: 5, delivered: 0 });
    clock.advance(2 * hour);
    expect(await deliverDue(createContext())).toMatchObject({ delivered: 5, remaining: 0 });
    expect(mail.sent).toHaveLength(1);
  });

  it("does nothing while another process delivers", async () => {
    await seed([subscribe("a")]);
    const lock = createRunLock({ dir });
    await using held = await lock.acquire("deliver");
    expect(held).not.toBeNull();
    expect(await deliverDue(createContext())).toEqual({
      delivered: 0,
      retried: 0,
      failed: 0,
      remaining: 1,
    });
  });

  it("lets a bug through, but only after everybody else was served", async () => {
    await seed([subscribe("a"), subscribe("b")]);
    const bug = new TypeError("a bug of ours");
    mail.failWith((_, attempt) => (attempt === 1 ? bug : undefined));
    await expect(deliverDue(createContext())).rejects.toBe(bug);
    expect(mail.sent).toHaveLength(1);
    expect(await stateOf()).toEqual(expect.arrayContaining(["pending", "delivered"]));
    expect(await deliverDue(createContext())).toMatchObject({ delivered: 1, remaining: 0 });
  });

  it("stops at once when the store cannot write", async () => {
    await seed([subscribe("a"), subscribe("b")]);
    const full = new StoreError("full", "disk full");
    const broken = { ...store, recordDeliveries: () => Promise.reject(full) };
    await expect(deliverDue(createContext({ store: broken }))).rejects.toBe(full);
    expect(mail.tried).toHaveLength(1);
  });

  it("begins nothing more once the signal has aborted", async () => {
    await seed([subscribe("a"), subscribe("b")]);
    const stop = new AbortController();
    mail.failWith(() => {
      stop.abort();
      return undefined;
    });
    expect(await deliverDue(createContext(), stop.signal)).toMatchObject({
      delivered: 1,
      remaining: 1,
    });
  });

  it("ends the same wherever it was killed: nothing lost, at most one mail twice", async () => {
    const name = "clausewatch.db";
    const outcomes: number[] = [];
    for (let effects = 0; effects < 60; effects += 1) {
      const copy = join(dir, `run-${effects}`, name);
      await using fresh = await copyStore(copy);
      const notifier = createFakeNotifier("email");
      const lock = createRunLock({ dir: join(dir, `run-${effects}`) });
      const life = createLife(effects);
      const dying = createContext({
        store: life.limit(fresh),
        notifiers: new Map([["email", life.limit(notifier)]]),
        lock,
      });
      const isKilled = await deliverDue(dying).then(
        () => false,
        () => true,
      );
      const notifiers = new Map([["email" as const, notifier]]);
      await deliverDue(createContext({ store: fresh, notifiers, lock }));
      const outbox = await fresh.listOutbox({ limit: 100 });
      expect(outbox.map(({ state }) => state)).toEqual(Array(4).fill("delivered"));
      expect(new Set(idsOf(notifier.sent)).size).toBe(4);
      outcomes.push(notifier.sent.length);
      if (!isKilled) break;
    }
    // It was killed everywhere, the last run was not killed at all, and only sending unrecorded repeats.
    expect(outcomes.length).toBeGreaterThan(20);
    expect(outcomes.length).toBeLessThan(60);
    expect(new Set(outcomes)).toEqual(new Set([4, 5]));
    expect(outcomes.filter((sent) => sent === 5)).toHaveLength(4);
  });
});

/** A store of its own with the same history, so that each death starts from the same state. */
async function copyStore(path: string): Promise<Store> {
  const original = store;
  store = await createSqliteStore({ path });
  await seed([subscribe("a"), subscribe("b")], 2);
  const copy = store;
  store = original;
  return copy;
}
