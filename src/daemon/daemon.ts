import { StoreError } from "../model/errors.ts";
import type { Alarm } from "../ports/alarm.ts";
import type { Log } from "../ports/log.ts";

export interface DaemonContext {
  readonly alarm: Alarm;
  readonly log: Log;
  /** Checks what is due and delivers what is owed; what that is comes from the store, so downtime is caught up. */
  readonly tick: (signal: AbortSignal) => Promise<void>;
}

/** Every minute: a schedule cannot be finer, and looking costs a few milliseconds. */
const wakeUps = "* * * * *";

/**
 * Ticks at once and then every minute, one tick at a time, until the signal aborts; then resolves once the running
 * tick has ended. A tick that fails is logged, and the next one tries again.
 * @throws {StoreError} when the database is of a newer program or damaged: going on would lose data
 */
export async function runDaemon(
  { alarm, log, tick }: DaemonContext,
  signal: AbortSignal,
): Promise<void> {
  const guardedTick = async () => {
    try {
      await tick(signal);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof StoreError && isHopeless(error)) throw error;
      log.error("a tick failed; the next one tries again", { error });
    }
  };
  await guardedTick();
  if (signal.aborted) return;
  for await (const _ of alarm.slots(wakeUps, signal)) {
    await guardedTick();
    if (signal.aborted) return;
  }
}

function isHopeless({ kind }: StoreError): boolean {
  return kind === "corrupt" || kind === "newer-schema";
}
