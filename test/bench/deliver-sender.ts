import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createSqliteStore } from "../../src/adapters/store/sqlite/store.ts";
import type { Workspace } from "../e2e/workspace.ts";
import type { Receivers } from "./deliver-receivers.ts";

export interface SenderPlan {
  readonly env: Readonly<Record<string, string>>;
  readonly receivers: Receivers;
  readonly kills: number;
  /** Messages that must arrive: by their number most kills are spread over the run. */
  readonly messages: number;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  /** Called after each process. */
  readonly onEnded: (killed: number, arrived: number) => void;
}

export interface SenderFigures {
  readonly processes: number;
  /** Processes that died by SIGKILL, counted from 0 among all. */
  readonly killed: ReadonlySet<number>;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of the largest process. */
  readonly peakMegabytes: number;
}

/** After a kill at a message, so that it meets the sender at any step of any of its messages. */
const spreadMs = 400;
/** A kill by the clock: while the program starts, or takes up what the last one left. */
const startMs = 2500;
/** What a dead process had said still reaches the receivers. */
const settleMs = 100;
const pauseMs = 300;
const watchMs = 50;
/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

/**
 * Runs `clausewatch deliver` again and again until nothing is owed any more, as cron does, and kills as many of the
 * processes: four of five a moment after a message that was drawn for it, the others a moment after they began.
 */
export async function sendUntilDone(
  workspace: Workspace,
  plan: SenderPlan,
): Promise<SenderFigures> {
  const { receivers } = plan;
  const killed = new Set<number>();
  const begunAt = performance.now();
  let [processes, cpuSeconds, peakMegabytes] = [0, 0, 0];
  for (; await isOwing(workspace); processes += 1) {
    await delay(settleMs);
    receivers.setSender(processes);
    const { child, ended } = workspace.startWith({ env: plan.env }, "deliver");
    const stop = new AbortController();
    const watched = watch(child);
    if (killed.size < plan.kills) {
      const moment = drawMoment(plan, killed.size);
      void killAt(child, receivers, moment, stop.signal);
    }
    const { code, signal, err } = await ended;
    stop.abort();
    const { cpu, peak } = watched();
    cpuSeconds += cpu;
    peakMegabytes = Math.max(peakMegabytes, peak);
    if (signal === "SIGKILL") killed.add(processes);
    else if (code !== 0 && code !== 1) throw new Error(`deliver ended with ${code}: ${err}`);
    else await delay(pauseMs);
    plan.onEnded(killed.size, receivers.arrivals.length);
  }
  const seconds = (performance.now() - begunAt) / 1000;
  return { processes, killed, seconds, cpuSeconds, peakMegabytes };
}

/** After how many messages, of all, and how long after that. */
interface Moment {
  readonly arrivals: number;
  readonly thenMs: number;
}

function drawMoment({ kills, messages, random }: SenderPlan, at: number): Moment {
  if (at % 5 === 4) return { arrivals: 0, thenMs: random() * startMs };
  // The last of them well before the end: a process must still be there to be killed.
  const share = ((at + random()) / kills) * 0.95;
  return { arrivals: Math.floor(share * messages), thenMs: random() * spreadMs };
}

async function killAt(
  child: ChildProcess,
  receivers: Receivers,
  { arrivals, thenMs }: Moment,
  signal: AbortSignal,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  receivers.onArrival((count) => {
    if (count >= arrivals) resolve();
  });
  if (receivers.arrivals.length >= arrivals) resolve();
  signal.addEventListener("abort", () => resolve());
  await promise;
  if (signal.aborted) return;
  await delay(thenMs);
  if (!signal.aborted) child.kill("SIGKILL");
}

async function isOwing({ dir }: Workspace): Promise<boolean> {
  await using store = await createSqliteStore({ path: join(dir, "snapshots/clausewatch.db") });
  return (await store.listOutbox({ state: "pending", limit: 1 })).length > 0;
}

/** Looks at a process until it is asked what was seen; nothing is where the system has no such files. */
function watch({ pid }: ChildProcess): () => { cpu: number; peak: number } {
  let [cpu, peak] = [0, 0];
  const look = () => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      peak = Math.max(peak, Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1000);
      cpu = Math.max(cpu, (Number(fields[11]) + Number(fields[12])) / ticksPerSecond || 0);
    } catch {
      // It has ended, or this is no Linux.
    }
  };
  const looking = setInterval(look, watchMs);
  return () => {
    clearInterval(looking);
    return { cpu, peak };
  };
}
