import { describe, expect, it } from "vitest";
import { runDaemon } from "../../src/daemon/daemon.ts";
import { StoreError } from "../../src/model/errors.ts";
import type { Alarm } from "../../src/ports/alarm.ts";
import type { LogFields } from "../../src/ports/log.ts";

/** Rings a given number of times, then never again. */
function createAlarm(rings: number): Alarm {
  return {
    async *slots(_expression, signal) {
      for (let ring = 0; ring < rings && !signal.aborted; ring += 1) yield;
    },
  };
}

function createRecorder() {
  const errors: (readonly [string, LogFields | undefined])[] = [];
  const log = {
    debug() {},
    info() {},
    warn() {},
    error: (message: string, fields?: LogFields) => void errors.push([message, fields]),
  };
  return { errors, log };
}

describe("runDaemon", () => {
  it("ticks at once and then at every slot", async () => {
    let ticks = 0;
    const tick = async () => void (ticks += 1);
    await runDaemon(
      { alarm: createAlarm(3), ...createRecorder(), works: [tick] },
      new AbortController().signal,
    );
    expect(ticks).toBe(4);
  });

  it("goes on after a tick that failed, and says why it did", async () => {
    const { errors, log } = createRecorder();
    let ticks = 0;
    const tick = async () => {
      ticks += 1;
      if (ticks === 2) throw new StoreError("full", "the disk is full");
    };
    await runDaemon({ alarm: createAlarm(3), log, works: [tick] }, new AbortController().signal);
    expect(ticks).toBe(4);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.[1]?.["error"]).toMatchObject({ kind: "full" });
  });

  it("goes on with one work while another takes long", async () => {
    const stop = new AbortController();
    let deliveries = 0;
    const crawl = (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => resolve());
      });
    const deliver = async () => {
      deliveries += 1;
      if (deliveries === 3) stop.abort(new Error("SIGTERM"));
    };
    const works = [crawl, deliver];
    await runDaemon({ alarm: createAlarm(3), ...createRecorder(), works }, stop.signal);
    expect(deliveries).toBe(3);
  });

  it("ends when the database is damaged: going on would lose data", async () => {
    const damage = new StoreError("corrupt", "not a database");
    const tick = () => Promise.reject(damage);
    const run = runDaemon(
      { alarm: createAlarm(3), ...createRecorder(), works: [tick] },
      new AbortController().signal,
    );
    await expect(run).rejects.toMatchObject({ kind: "corrupt" });
  });

  it("ends without an error when it is told to stop in the middle of a tick", async () => {
    const { errors, log } = createRecorder();
    const stop = new AbortController();
    const tick = async (signal: AbortSignal) => {
      stop.abort(new Error("SIGTERM"));
      signal.throwIfAborted();
    };
    await runDaemon({ alarm: createAlarm(3), log, works: [tick] }, stop.signal);
    expect(errors).toEqual([]);
  });
});
