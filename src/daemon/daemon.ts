import { StoreError } from "../model/errors.ts";
import type { Alarm } from "../ports/alarm.ts";
import type { Log } from "../ports/log.ts";

/** What is done at each wake-up. */
export type Work = (signal: AbortSignal) => Promise<unknown>;

export interface DaemonContext {
  readonly alarm: Alarm;
  readonly log: Log;
  /**
   * Side by side, each one at a time: a crawl that a slow site holds up must not hold up an alert. What there is to do
   * comes from the store, so downtime is caught up.
   */
  readonly works: readonly Work[];
}

/** Every minute: a schedule cannot be finer, and looking costs a few milliseconds. */
const wakeUps = "* * * * *";

/**
 * Works at once and then every minute until the signal aborts; then resolves once what is under way has ended. Work
 * that fails is logged, and the next wake-up tries again.
 * @throws {StoreError} when the database is of a newer program or damaged: going on would lose data
 */
export async function runDaemon(
  { alarm, log, works }: DaemonContext,
  signal: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const guarded = async (work: Work) => {
    try {
      await work(either);
    } catch (error) {
      if (either.aborted) return;
      if (error instanceof StoreError && isHopeless(error)) {
        stop.abort(error);
        throw error;
      }
      log.error("a wake-up's work failed; the next one tries again", { error });
    }
  };
  const loops = works.map(async (work) => {
    await guarded(work);
    if (either.aborted) return;
    for await (const _ of alarm.slots(wakeUps, either)) {
      await guarded(work);
      if (either.aborted) return;
    }
  });
  const ended = await Promise.allSettled(loops);
  const failure = ended.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
}

function isHopeless({ kind }: StoreError): boolean {
  return kind === "corrupt" || kind === "newer-schema";
}
