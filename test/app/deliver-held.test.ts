import { describe, expect, it } from "vitest";
import { notifyOperators } from "../../src/core/match.ts";
import { DeliveryError } from "../../src/model/errors.ts";
import { addMs } from "../../src/model/instant.ts";
import { sampleIncident } from "../contract/samples.ts";
import type { DeliveryScene, Reader } from "./delivery-scene.ts";
import { createDeliveryScene, deliverEvery } from "./delivery-scene.ts";

const hour = 3_600_000;
const counsel: Reader = { id: "counsel" };
const daily: Reader = { id: "daily", rhythm: "daily" };

/** Lets so many hours pass, delivering at each half one. */
async function pass(scene: DeliveryScene, hours: number): Promise<void> {
  await deliverEvery(scene, { stepMs: hour / 2, until: addMs(scene.clock.now(), hours * hour) });
}

describe("deliverDue, of what is told together", () => {
  it("tells a day's changes in one digest when it is due, in the order of writing", async () => {
    await using scene = await createDeliveryScene("2026-02-02T09:00:00Z");
    await scene.record("one", [daily]);
    await scene.deliver();
    scene.clock.advance(3 * hour);
    await scene.record("two", [daily], "acme/privacy");
    await scene.record("three", [daily]);
    await pass(scene, 18);
    expect(scene.say()).toEqual([]);
    await pass(scene, 6);
    expect(scene.say()).toEqual(["digest daily: one[0] two[0] three[0]"]);
    expect(scene.sent[0]?.at).toBe("2026-02-03T08:00:00.000Z");
    await pass(scene, 48);
    expect(scene.sent).toHaveLength(1);
  });

  it("tells a digest that was missed while nobody delivered, once, with all that there is", async () => {
    await using scene = await createDeliveryScene("2026-02-02T07:00:00Z", { batchSize: 2 });
    for (const name of ["one", "two", "three", "four"]) {
      await scene.record(name, [daily], `acme/${name}`);
    }
    scene.clock.advance(5 * hour);
    await scene.deliver();
    expect(scene.say()).toEqual(["digest daily: one[0] two[0] three[0] four[0]"]);
  });

  it("makes a digest for each subscription, and of a change that two have in common one", async () => {
    await using scene = await createDeliveryScene();
    const other = { ...daily, id: "other", target: "daily@example.com", asksFor: [1] };
    await scene.record("own", [daily]);
    await scene.record("common", [daily, other]);
    await scene.record("theirs", [other]);
    await pass(scene, 3);
    expect(scene.say()).toEqual(["digest daily: own[0] common[0,1]", "digest daily: theirs[1]"]);
  });

  it("tries all of a digest again at one time when it was not taken, with what came since", async () => {
    await using scene = await createDeliveryScene("2026-02-02T08:00:00Z", { batchSize: 1 });
    scene.mail.failWith((_, attempt) =>
      attempt < 3 ? new DeliveryError("temporary", "450 later") : undefined,
    );
    scene.clock.set("2026-02-02T07:00:00Z");
    for (const name of ["one", "two"]) await scene.record(name, [daily], `acme/${name}`);
    scene.clock.set("2026-02-02T08:00:00Z");
    expect(await scene.deliver()).toMatchObject({ retried: 2, delivered: 0 });
    await scene.record("three", [daily]);
    scene.clock.advance(hour);
    expect(await scene.deliver()).toMatchObject({ retried: 3, delivered: 0 });
    scene.clock.advance(hour);
    expect(await scene.deliver()).toMatchObject({ delivered: 3, remaining: 0 });
    expect(scene.say()).toEqual(["digest daily: one[0] two[0] three[0]"]);
  });

  it("tells a person once of a change that several subscriptions ask for, all that they ask for", async () => {
    await using scene = await createDeliveryScene();
    const shared = { target: "legal@example.com" };
    const readers = [
      { id: "narrow", asksFor: [1], ...shared },
      { id: "broad", asksFor: [0], ...shared },
      { id: "slow", rhythm: "weekly", ...shared },
      { id: "other", asksFor: [1] },
    ] as const;
    await scene.record("one", readers);
    expect(await scene.deliver()).toMatchObject({ delivered: 4, remaining: 0 });
    expect(scene.say()).toEqual(["change one[0,1]", "change one[1]"]);
  });

  it("shows nothing that only an ended subscription asked for", async () => {
    await using scene = await createDeliveryScene();
    const shared = { target: "legal@example.com" };
    const at = scene.clock.now();
    await scene.store.putSuppression({
      channel: "email",
      subscriptionId: "ended",
      reason: "unsubscribed",
      detail: "",
      at,
      ...shared,
    });
    await scene.record("one", [
      { id: "ended", asksFor: [0], ...shared },
      { id: "going-on", asksFor: [1], ...shared },
    ]);
    expect(await scene.deliver()).toMatchObject({ delivered: 1, failed: 1, remaining: 0 });
    expect(scene.say()).toEqual(["change one[1]"]);
  });

  it("tells at once what an instant subscription asks for of a change that waits for a digest", async () => {
    await using scene = await createDeliveryScene();
    const shared = { target: "legal@example.com" };
    await scene.record("one", [
      { ...daily, ...shared, asksFor: [1] },
      { ...counsel, ...shared },
    ]);
    await scene.deliver();
    expect(scene.say()).toEqual(["change one[0,1]"]);
  });
});

describe("deliverDue, of what quiet hours hold", () => {
  const quietHours = { from: "22:00", to: "07:00" };

  it("waits for their end, and keeps the order of a document's changes", async () => {
    await using scene = await createDeliveryScene("2026-02-02T21:00:00Z");
    await scene.settle("counsel@example.com", { timeZone: "Europe/Berlin", quietHours });
    await scene.record("one", [counsel]);
    await scene.deliver();
    scene.clock.advance(2 * hour);
    await scene.record("two", [counsel]);
    await pass(scene, 12);
    expect(scene.say()).toEqual(["change one[0]", "change two[0]"]);
    expect(scene.sent.map(({ at }) => at)).toEqual(Array(2).fill("2026-02-03T06:00:00.000Z"));
  });

  it("holds what they overtake while others are sent", async () => {
    await using scene = await createDeliveryScene("2026-02-02T21:59:00Z");
    await scene.settle("counsel@example.com", { quietHours });
    for (const name of ["one", "two"]) await scene.record(name, [counsel], `acme/${name}`);
    scene.mail.failWith(() => {
      scene.clock.advance(hour / 2);
      return undefined;
    });
    await scene.deliver();
    expect(scene.say()).toEqual(["change one[0]"]);
    await pass(scene, 9);
    expect(scene.say()).toEqual(["change one[0]", "change two[0]"]);
  });

  it("lets a digest that is due within them come when they end", async () => {
    await using scene = await createDeliveryScene("2026-02-02T12:00:00Z");
    await scene.settle("daily@example.com", { digestAt: "23:00", quietHours });
    await scene.record("one", [daily]);
    await pass(scene, 24);
    expect(scene.say()).toEqual(["digest daily: one[0]"]);
    expect(scene.sent[0]?.at).toBe("2026-02-03T07:00:00.000Z");
  });

  it("lets a digest keep its time though it shares a change with an alert that waits", async () => {
    await using scene = await createDeliveryScene("2026-02-02T23:00:00Z");
    await scene.settle("legal@example.com", { quietHours, digestAt: "09:00" });
    const shared = { target: "legal@example.com" };
    await scene.record("both", [
      { ...daily, ...shared },
      { ...counsel, ...shared },
    ]);
    await scene.record("digest only", [{ ...daily, ...shared }]);
    await pass(scene, 11);
    expect(scene.sent.map(({ at, says }) => [at.slice(11, 16), says])).toEqual([
      ["07:00", "change both[0]"],
      ["09:00", "digest daily: digest only[0]"],
    ]);
  });

  it("holds nothing back from another target, nor from operators", async () => {
    await using scene = await createDeliveryScene("2026-02-02T23:00:00Z");
    await scene.settle("counsel@example.com", { quietHours });
    await scene.record("one", [counsel, { id: "other" }]);
    const incident = sampleIncident(scene.clock.now(), "acme/terms");
    const operators = [{ channel: "email", target: "counsel@example.com" }] as const;
    const notifications = notifyOperators(incident, operators, scene.clock.now());
    await scene.store.recordIncidents([incident], [], scene.clock.now(), notifications);
    await scene.deliver();
    expect(scene.sent.map(({ target, says }) => `${target}: ${says}`)).toEqual([
      "other@example.com: change one[0]",
      "counsel@example.com: incident",
    ]);
  });
});

describe("deliverDue, of a subscriber whose time zone is not known", () => {
  it("goes by UTC, and says so", async () => {
    await using scene = await createDeliveryScene("2026-02-02T07:00:00Z");
    await scene.settle("daily@example.com", { timeZone: "Mars/Olympus_Mons" });
    await scene.record("one", [daily, counsel]);
    const errors: string[] = [];
    const log = { debug() {}, info() {}, warn() {}, error: (text: string) => errors.push(text) };
    await scene.deliver({ log });
    scene.clock.advance(hour);
    await scene.deliver();
    expect(scene.say()).toEqual(["change one[0]", "digest daily: one[0]"]);
    expect(errors).toEqual([expect.stringContaining("time zone is not known")]);
  });
});

describe("deliverDue, of what is beyond a cap", () => {
  it("tells the rest in one digest when the oldest message of the hour is an hour old", async () => {
    await using scene = await createDeliveryScene("2026-02-02T09:00:00Z");
    await scene.settle("counsel@example.com", { maxPerHour: 3 });
    for (const name of ["a", "b", "c", "d", "e"]) {
      await scene.record(name, [counsel], `acme/${name}`);
    }
    await scene.deliver();
    scene.clock.advance(hour / 2);
    await scene.record("f", [counsel], "acme/f");
    await scene.record("again", [counsel], "acme/d");
    await scene.deliver();
    expect(scene.say()).toEqual(["change a[0]", "change b[0]", "change c[0]"]);
    scene.clock.set("2026-02-02T09:59:59.999Z");
    await scene.deliver();
    expect(scene.sent).toHaveLength(3);
    scene.clock.set("2026-02-02T10:00:00Z");
    expect(await scene.deliver()).toMatchObject({ delivered: 4, remaining: 0 });
    expect(scene.say().slice(3)).toEqual(["digest cap: d[0] e[0] f[0] again[0]"]);
    expect(scene.digests.map(({ maxPerHour }) => maxPerHour)).toEqual([3]);
  });

  it("tells the rest anew as a whole where it was not taken", async () => {
    await using scene = await createDeliveryScene("2026-02-02T09:00:00Z");
    await scene.settle("counsel@example.com", { maxPerHour: 1 });
    for (const name of ["a", "b", "c"]) await scene.record(name, [counsel], `acme/${name}`);
    await scene.deliver();
    scene.mail.failWith((_, attempt) =>
      attempt === 2 ? new DeliveryError("temporary", "450 later") : undefined,
    );
    scene.clock.advance(hour);
    await scene.record("d", [counsel], "acme/d");
    expect(await scene.deliver()).toMatchObject({ retried: 3, delivered: 0 });
    scene.clock.advance(hour);
    await scene.deliver();
    expect(scene.say()).toEqual(["change a[0]", "digest cap: b[0] c[0] d[0]"]);
  });

  it("counts a digest as one message, and no other target's", async () => {
    await using scene = await createDeliveryScene("2026-02-02T07:30:00Z");
    await scene.settle("daily@example.com", { maxPerHour: 2 });
    for (const name of ["a", "b", "c"]) await scene.record(name, [daily], `acme/${name}`);
    await pass(scene, 1);
    await scene.record("d", [{ ...daily, id: "now", rhythm: "instant" }, counsel]);
    await scene.deliver();
    expect(scene.say().toSorted()).toEqual([
      "change d[0]",
      "change d[0]",
      "digest daily: a[0] b[0] c[0]",
    ]);
  });

  it("sends on at once what a clock says was sent in a time to come", async () => {
    await using scene = await createDeliveryScene("2026-02-02T09:00:00Z");
    await scene.settle("counsel@example.com", { maxPerHour: 1 });
    await scene.record("a", [counsel], "acme/a");
    await scene.deliver();
    scene.clock.set("2025-02-02T09:00:00Z");
    await scene.record("b", [counsel], "acme/b");
    await scene.deliver();
    expect(scene.sent).toHaveLength(2);
  });
});
