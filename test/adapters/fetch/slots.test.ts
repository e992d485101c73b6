import { describe, expect, it } from "vitest";

import { createSlots } from "../../../src/adapters/fetch/slots.ts";

describe("createSlots", () => {
  it("runs so many at a time, in the order in which they came", async () => {
    const slots = createSlots(2);
    const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
    const begun: number[] = [];
    const works = gates.map((gate, index) =>
      slots.run(async () => {
        begun.push(index);
        await gate.promise;
      }),
    );
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    gates[1]?.resolve();
    await works[1];
    await Promise.resolve();
    expect(begun).toEqual([0, 1, 2]);
    for (const gate of gates) gate.resolve();
    await Promise.all(works);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it("gives the place of a failed one and of one that left to the next", async () => {
    const slots = createSlots(1);
    const stop = new AbortController();
    const failing = slots.run(() => Promise.reject(new Error("broken")));
    const leaving = slots.run(async () => "never", stop.signal);
    const staying = slots.run(async () => "ran");
    stop.abort(new Error("left"));
    await expect(failing).rejects.toThrow("broken");
    await expect(leaving).rejects.toThrow("left");
    await expect(staying).resolves.toBe("ran");
    await expect(slots.run(async () => "free")).resolves.toBe("free");
  });
});
