import { describe, expect, it } from "vitest";
import { describeFigures, listBroken } from "../bench/deliver-report.ts";
import { runDeliveries } from "../bench/deliver.ts";

// The small brother of `npm run bench -- deliver`.
const run = { deliveries: 200, kills: 5, seed: 20_261_121, rate: 0.2 };

describe("deliver, killed while its channels fail", () => {
  it("delivers everything in order, and at most one message a kill twice", async () => {
    const figures = await runDeliveries(run);
    const told = describeFigures(figures).join("\n");
    expect(figures.load.notifications).toHaveLength(run.deliveries);
    expect(figures.receivers.met.failed, told).toBeGreaterThan(run.deliveries / 10);
    expect(listBroken(run, figures), told).toEqual([]);
  });
});
