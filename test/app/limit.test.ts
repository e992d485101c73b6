import { describe, expect, it } from "vitest";
import { createLimit } from "../../src/app/limit.ts";
import type { Clock } from "../../src/ports/clock.ts";
import { parseInstant } from "../../src/model/instant.ts";

/** Work that is begun and ended by hand, and noted. */
function createWorks() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    work: (name: string) => () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    },
    end: (name: string) => ends.get(name)?.(),
  };
}

/** A clock whose sleepers wake when told to. */
function createAlarmClock() {
  const sleepers: (() => void)[] = [];
  const clock: Clock = {
    now: () => parseInstant("2026-01-01T00:00:00Z"),
    sleep: (_ms, signal) =>
      new Promise((resolve, reject) => {
        sleepers.push(resolve);
        signal?.addEventListener("abort", () => reject(signal.reason as Error));
      }),
  };
  return { clock, wakeAll: () => sleepers.splice(0).forEach((wake) => wake()) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("createLimit", () => {
  it("begins work in the order it was asked for, no more at a time than there is room for", async () => {
    const { begun, work, end } = createWorks();
    const limit = createLimit(1);
    const all = ["one", "two", "three"].map((name) => limit(work(name)));
    await settle();
    expect(begun).toEqual(["one"]);
    end("one");
    await settle();
    expect(begun).toEqual(["one", "two"]);
    end("two");
    await settle();
    end("three");
    expect(await Promise.all(all)).toEqual(["one", "two", "three"]);
  });

  it("gives the room of work that failed to the next", async () => {
    const { begun, work, end } = createWorks();
    const limit = createLimit(1);
    await expect(limit(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    const next = limit(work("next"));
    await settle();
    expect(begun).toEqual(["next"]);
    end("next");
    await next;
  });

  it("lets one other past work that outlasts its patience, and not a second when that ends", async () => {
    const { begun, work, end } = createWorks();
    const { clock, wakeAll } = createAlarmClock();
    const limit = createLimit(1, { clock, ms: 2000 });
    const all = ["slow", "two", "three"].map((name) => limit(work(name)));
    await settle();
    wakeAll();
    await settle();
    expect(begun).toEqual(["slow", "two"]);
    end("slow");
    await settle();
    expect(begun).toEqual(["slow", "two"]);
    end("two");
    await settle();
    expect(begun).toEqual(["slow", "two", "three"]);
    end("three");
    expect(await Promise.all(all)).toEqual(["slow", "two", "three"]);
  });
});
