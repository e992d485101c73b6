import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { addMs, parseInstant, toMs } from "../../src/model/instant.ts";
import type { Instant } from "../../src/model/instant.ts";
import type { Subscriber } from "../../src/model/subscriber.ts";
import type { DeliveryScene, Reader, Sent } from "./delivery-scene.ts";
import { createDeliveryScene, targetOf } from "./delivery-scene.ts";

const minute = 60_000;
const hour = 60 * minute;

/** Berlin's clocks go back on 25 October 2026, New York's on 1 November, Kolkata's never. */
const start = parseInstant("2026-10-22T00:00:00Z");
const end = parseInstant("2026-11-06T00:00:00Z");

interface Person {
  readonly reader: Reader;
  readonly settings: Partial<Subscriber> & Pick<Subscriber, "timeZone">;
}

const people: readonly Person[] = [
  {
    reader: { id: "berlin", rhythm: "daily" },
    settings: { timeZone: "Europe/Berlin", digestAt: "08:00" },
  },
  {
    reader: { id: "night-owl", rhythm: "daily" },
    settings: {
      timeZone: "Europe/Berlin",
      digestAt: "02:30",
      quietHours: { from: "23:00", to: "06:00" },
    },
  },
  {
    reader: { id: "new-york", rhythm: "weekly" },
    settings: { timeZone: "America/New_York", digestDay: "sunday", digestAt: "17:00" },
  },
  {
    reader: { id: "kolkata" },
    settings: {
      timeZone: "Asia/Kolkata",
      quietHours: { from: "20:00", to: "09:30" },
      maxPerHour: 2,
    },
  },
];

/** Changes at odd minutes of every day and night, some of them many at once. */
async function recordSome(scene: DeliveryScene, step: number): Promise<number> {
  if (step % 23 !== 7) return 0;
  const count = step % 4 === 0 ? 7 : 1 + (step % 2);
  const readers = people.map(({ reader }) => reader);
  for (let at = 0; at < count; at += 1) {
    await scene.record(`s${step}-${at}`, readers, `acme/terms-${at % 5}`);
  }
  return count;
}

async function playWeeks(scene: DeliveryScene): Promise<number> {
  for (const { reader, settings } of people) await scene.settle(targetOf(reader), settings);
  let recorded = 0;
  const steps = (toMs(end) - toMs(start)) / (30 * minute);
  for (let step = 0; step <= steps; step += 1) {
    scene.clock.set(addMs(start, step * 30 * minute));
    recorded += step < steps - 2 * 24 * 9 ? await recordSome(scene, step) : 0;
    await scene.deliver();
  }
  return recorded;
}

function sentTo(scene: DeliveryScene, id: string): readonly Sent[] {
  return scene.sent.filter(({ target }) => target === `${id}@example.com`);
}

function namesIn(sent: readonly Sent[]): readonly string[] {
  return sent.flatMap(({ says }) => says.match(/s\d+-\d+/g) ?? []);
}

function onTheWall(at: Instant, zone: string, format: string): string {
  return DateTime.fromISO(at, { zone }).toFormat(format);
}

describe("deliverDue, over two weeks in which clocks change", () => {
  it("tells everybody everything once, when they want to hear of it", async () => {
    await using scene = await createDeliveryScene(start);
    const recorded = await playWeeks(scene);
    expect(recorded).toBeGreaterThan(20);
    for (const { reader } of people) {
      const names = namesIn(sentTo(scene, reader.id));
      expect(names, reader.id).toHaveLength(recorded);
      expect(new Set(names).size, reader.id).toBe(recorded);
    }

    const berlin = sentTo(scene, "berlin");
    const days = berlin.map(({ at }) => onTheWall(at, "Europe/Berlin", "yyyy-MM-dd"));
    expect(new Set(days).size).toBe(days.length);
    expect(days).toContain("2026-10-25");
    expect(new Set(berlin.map(({ at }) => onTheWall(at, "Europe/Berlin", "HH:mm")))).toEqual(
      new Set(["08:00"]),
    );

    const owl = sentTo(scene, "night-owl").map(({ at }) => onTheWall(at, "Europe/Berlin", "HH:mm"));
    expect(new Set(owl)).toEqual(new Set(["06:00"]));

    const newYork = sentTo(scene, "new-york").map(({ at }) =>
      onTheWall(at, "America/New_York", "cccc HH:mm"),
    );
    expect(newYork).toEqual(["Sunday 17:00", "Sunday 17:00"]);

    const kolkata = sentTo(scene, "kolkata");
    const times = kolkata.map(({ at }) => onTheWall(at, "Asia/Kolkata", "HH:mm"));
    expect(times.filter((time) => time < "09:30" || time >= "20:00")).toEqual([]);
    for (const { at } of kolkata) {
      const within = kolkata.filter((other) => other.at > addMs(at, -hour) && other.at <= at);
      expect(within.length).toBeLessThanOrEqual(2);
    }
    expect(kolkata.some(({ says }) => says.startsWith("digest cap"))).toBe(true);
    expect(kolkata.some(({ says }) => says.startsWith("change"))).toBe(true);
  }, 60_000);
});
