import type { Clock } from "../ports/clock.ts";

/** Runs work once there is room for it, in the order in which it was asked for. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

export interface Patience {
  readonly clock: Clock;
  /** How long work may take before its room is given to others while it goes on. */
  readonly ms: number;
}

/** Gives a limit to so much work at a time, or to so much that is not slow. */
export function createLimit(count: number, patience: Patience | null = null): Limit {
  const waiting: (() => void)[] = [];
  let room = count;
  // Room goes from hand to hand, so that nobody who comes in between takes it.
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else room += 1;
  };
  return async (work) => {
    if (room > 0) room -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    const ended = new AbortController();
    const left = patience && leaveLater(patience, ended.signal, leave);
    try {
      return await work();
    } finally {
      ended.abort();
      if (!(await left)) leave();
    }
  };
}

/** Whether it has left: not where the work has ended before. */
async function leaveLater(
  { clock, ms }: Patience,
  signal: AbortSignal,
  leave: () => void,
): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    return false;
  }
  leave();
  return true;
}
