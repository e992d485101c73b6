import { beforeEach, describe, expect, it } from "vitest";
import type { DeliverContext } from "../../src/app/deliver.ts";
import { deliverDue } from "../../src/app/deliver.ts";
import { matchSubscriptions } from "../../src/core/match.ts";
import type { ClauseChange } from "../../src/model/comparison.ts";
import { DeliveryError } from "../../src/model/errors.ts";
import type { Subscription } from "../../src/model/subscription.ts";
import type { Store } from "../../src/ports/store.ts";
import {
  hour,
  sampleChange,
  sampleCheck,
  sampleRecord,
  sampleTerms,
  sampleVersion,
  subscribeToAll,
} from "../contract/samples.ts";
import type { FakeClock } from "../fakes/fake-clock.ts";
import { createFakeClock } from "../fakes/fake-clock.ts";
import type { FakeNotifier } from "../fakes/fake-notifier.ts";
import { createFakeNotifier } from "../fakes/fake-notifier.ts";
import { createMemoryStore } from "../fakes/memory-store.ts";
import { createChange, createClauseChange } from "../render/sample.ts";

const same = createClauseChange(
  "You may <ins>neither sell nor lend it to anybody, nor </ins>use it.",
);
const own = createClauseChange("Fees are due within <del>30</del><ins>10</ins> days.");
const date = createClauseChange("Updated <del>1</del><ins>2</ins> May", {
  materiality: "editorial",
});

let store: Store;
let clock: FakeClock;
let mail: FakeNotifier;
let random = 0;

beforeEach(() => {
  store = createMemoryStore();
  clock = createFakeClock("2026-03-01T06:00:00Z");
  mail = createFakeNotifier("email");
  random = 0;
});

function createContext(): DeliverContext {
  return {
    store,
    notifiers: new Map([["email", mail]]),
    clock,
    random: () => (random += 0.1),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    options: { mailDomain: "alerts.example.com" },
  };
}

/** Records one change of a terms, with its notifications. */
async function record(
  termsId: string,
  changes: readonly ClauseChange[],
  subscriptions: readonly Subscription[],
): Promise<void> {
  const termsType = termsId.split("/")[1] ?? "";
  const terms = sampleTerms(termsId, { termsType });
  await store.putTerms([terms]);
  const before = sampleVersion(`before of ${termsId}`, hour(1), null, { termsId });
  const after = sampleVersion(`after of ${termsId}`, hour(2), before, { termsId });
  const change = sampleChange(before, after, createChange(changes).comparison);
  const notifications = matchSubscriptions(change, terms, subscriptions, hour(2));
  const check = sampleCheck("changed", hour(2), { termsId, versionId: after.id });
  await store.recordCheck(
    sampleRecord(check, { versions: [before, after], change, notifications }),
  );
}

const counsel = subscribeToAll("counsel");

/** Subjects of the mails that were taken. */
function subjects(): readonly string[] {
  return mail.sent.flatMap((message) => (message.channel === "email" ? message.subject : []));
}

describe("deliverDue, of one change in several documents", () => {
  it("tells a subscription once, and names the other documents", async () => {
    for (const id of ["acme/terms", "acme/privacy", "acme/use"])
      await record(id, [same], [counsel]);
    expect(await deliverDue(createContext())).toMatchObject({ delivered: 3, remaining: 0 });
    expect(subjects()).toEqual([expect.stringMatching(/^acme · terms and 2 more documents: /)]);
    const [message] = mail.sent;
    const text = message?.channel === "email" ? message.text.replaceAll(/\s+/g, " ") : "";
    expect(text).toMatch(
      /SAME CHANGE: the same words also changed in acme · privacy \(clausewatch show [0-9a-f]{12}\), acme · use \(/,
    );
    await deliverDue(createContext());
    expect(mail.sent).toHaveLength(1);
  });

  it("tells each subscription for itself", async () => {
    const readers = [counsel, subscribeToAll("privacy-team")];
    for (const id of ["acme/terms", "acme/privacy"]) await record(id, [same], readers);
    await deliverDue(createContext());
    expect(mail.sent.map((message) => "to" in message && message.to)).toEqual([
      "counsel@example.com",
      "privacy-team@example.com",
    ]);
  });

  it("sends by itself what says more than the others", async () => {
    const curious = subscribeToAll("curious", { minMateriality: "editorial" });
    await record("acme/terms", [same], [curious]);
    await record("acme/privacy", [same, date], [curious]);
    await record("acme/use", [same, own], [curious]);
    await deliverDue(createContext());
    expect(mail.sent).toHaveLength(3);
  });

  it("sends what follows later by itself, and names what was told before", async () => {
    await record("acme/terms", [same], [counsel]);
    await deliverDue(createContext());
    await record("acme/privacy", [same], [counsel]);
    await deliverDue(createContext());
    expect(subjects()).toEqual([
      expect.stringMatching(/^acme · terms: /),
      expect.stringMatching(/^acme · privacy and 1 more document: /),
    ]);
  });

  it("tries all of them again at one time when their mail was not taken", async () => {
    for (const id of ["acme/terms", "acme/privacy"]) await record(id, [same], [counsel]);
    mail.failWith((_, attempt) =>
      attempt === 1 ? new DeliveryError("temporary", "450 later") : undefined,
    );
    expect(await deliverDue(createContext())).toMatchObject({ retried: 2, remaining: 2 });
    const due = (await store.listOutbox({ limit: 9 })).map(({ nextAttemptAt }) => nextAttemptAt);
    expect(new Set(due).size).toBe(1);
    clock.advance(600_000);
    expect(await deliverDue(createContext())).toMatchObject({ delivered: 2 });
    expect(mail.sent).toHaveLength(1);
  });

  it("names so many documents in one mail, and tells the rest by another", async () => {
    const ids = Array.from({ length: 15 }, (_, at) => `acme/terms-${at}`);
    for (const id of ids) await record(id, [same], [counsel]);
    expect(await deliverDue(createContext())).toMatchObject({ delivered: 15 });
    const texts = mail.sent.map((message) => (message.channel === "email" ? message.text : ""));
    for (const id of ids) {
      const name = id.replace("acme/", "acme · ");
      expect(
        texts.some((text) => text.replaceAll(/\s+/g, " ").includes(name)),
        id,
      ).toBe(true);
    }
  });
});
