import { describe, expect, it } from "vitest";
import { addMs } from "../../src/model/instant.ts";
import type { DeliveryScene, Reader } from "./delivery-scene.ts";
import { createDeliveryScene, deliverEvery } from "./delivery-scene.ts";
import { createLife } from "./life.ts";

const hour = 3_600_000;
const shared = { target: "legal@example.com" };
const readers: readonly Reader[] = [
  { id: "daily", rhythm: "daily" },
  { id: "quiet" },
  { id: "capped" },
  { id: "one-of-two", ...shared },
  { id: "other-of-two", asksFor: [1], ...shared },
];
const names = ["a", "b", "c"];
const notifications = readers.length * names.length;

async function createOwed(): Promise<DeliveryScene> {
  const scene = await createDeliveryScene("2026-02-02T05:30:00Z");
  await scene.settle("quiet@example.com", { quietHours: { from: "22:00", to: "07:00" } });
  await scene.settle("capped@example.com", { maxPerHour: 1 });
  for (const name of names) await scene.record(name, readers, `acme/${name}`);
  return scene;
}

/** A run that dies after so many effects at 05:30, 07:00 and 08:00 each, and one that goes on after it. */
async function playOut(scene: DeliveryScene, effects: number): Promise<number> {
  let kills = 0;
  for (const advanceMs of [0, 1.5 * hour, hour]) {
    scene.clock.advance(advanceMs);
    const life = createLife(effects);
    const notifiers = new Map([["email" as const, life.limit(scene.notifier)]]);
    const options = { maxConcurrent: { email: 1 } };
    const lock = { acquire: async () => ({ async [Symbol.asyncDispose]() {} }) };
    const ended = scene.deliver({ store: life.limit(scene.store), notifiers, options, lock });
    kills += await ended.then(
      () => 0,
      () => 1,
    );
    await scene.deliver({ lock });
  }
  const until = addMs(scene.clock.now(), 2 * hour);
  await deliverEvery(scene, { stepMs: hour / 2, until });
  return kills;
}

/** How often each change was told to each target. */
function countTold(scene: DeliveryScene): ReadonlyMap<string, number> {
  const told = scene.sent.flatMap(({ target, says }) =>
    (says.match(/\b[abc]\[/g) ?? []).map((name) => `${target} ${name}`),
  );
  return new Map([...Map.groupBy(told, String)].map(([name, all]) => [name, all.length]));
}

describe("deliverDue, killed with digests, quiet hours and caps under way", () => {
  it("loses nothing wherever it was killed, and repeats at most the message that was under way", async () => {
    let isKilled = true;
    let repeated = 0;
    let runs = 0;
    for (let effects = 0; isKilled; effects += 1) {
      await using scene = await createOwed();
      const kills = await playOut(scene, effects);
      isKilled = kills > 0;
      runs += 1;
      const outbox = await scene.store.listOutbox({ limit: 100 });
      const states = outbox.map(({ state }) => state);
      expect(states, `${effects} effects`).toEqual(Array(notifications).fill("delivered"));
      const told = countTold(scene);
      expect(told.size, `${effects} effects`).toBe(4 * names.length);
      const twice = scene.sent.length - new Set(scene.sent.map(toKey)).size;
      expect(twice, `${effects} effects`).toBeLessThanOrEqual(kills);
      repeated += twice;
    }
    expect(runs).toBeGreaterThan(30);
    expect(repeated).toBeGreaterThan(0);
  }, 120_000);
});

function toKey({ target, says }: DeliveryScene["sent"][number]): string {
  return `${target} ${says}`;
}
