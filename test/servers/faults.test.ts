import { describe, expect, it } from "vitest";
import { seedFaults } from "./faults.ts";

const faults = [{ kind: "hang-up" }, { kind: "silence" }];
const keys = Array.from({ length: 500 }, (_, index) => `target-${index}`);

describe("seedFaults", () => {
  it("fails about as often as it is told to, with each of the faults", () => {
    const plan = seedFaults({ seed: "1", rate: 0.2, faults });
    const met = keys.flatMap((key) => plan(key) ?? []);
    expect(met.length).toBeGreaterThan(70);
    expect(met.length).toBeLessThan(130);
    expect(new Set(met)).toEqual(new Set(faults));
  });

  it("fails the same requests in whatever order their keys come", () => {
    const one = seedFaults({ seed: "1", rate: 0.5, faults });
    const other = seedFaults({ seed: "1", rate: 0.5, faults });
    const forth = new Map(keys.map((key) => [key, [one(key), one(key)]]));
    const back = new Map(keys.toReversed().map((key) => [key, [other(key), other(key)]]));
    expect(forth).toEqual(back);
  });

  it("fails others under another seed", () => {
    const [one, other] = ["1", "2"].map((seed) => seedFaults({ seed, rate: 0.5, faults }));
    expect(keys.map((key) => one?.(key))).not.toEqual(keys.map((key) => other?.(key)));
  });

  it("lets a key through at last", () => {
    const plan = seedFaults({ seed: "1", rate: 1, faults, maxPerKey: 2 });
    expect([plan("a"), plan("a"), plan("a")].map((fault) => fault !== null)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
