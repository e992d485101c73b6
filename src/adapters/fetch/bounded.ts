import { setTimeout as delay } from "node:timers/promises";

/** Gives the work's result, or rejects with the signal's reason as soon as it aborts; the work is then nobody's. */
export async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // The loser of the race must not end the process.
  work.catch(() => {});
  signal.throwIfAborted();
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Waits for the work's end, whatever it is, but no longer than that. */
export async function settleWithin(work: Promise<unknown>, ms: number): Promise<void> {
  const timer = new AbortController();
  try {
    await Promise.race([
      work.catch(() => {}),
      delay(ms, undefined, { signal: timer.signal }).catch(() => {}),
    ]);
  } finally {
    timer.abort();
  }
}
