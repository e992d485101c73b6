import { DeliveryError } from "../../model/errors.ts";
import type { Message } from "../../model/message.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Log } from "../../ports/log.ts";
import type { Notifier } from "../../ports/notifier.ts";

/** Mails that somebody waits for in front of a page; the page does not wait for them. */
export interface MailQueue extends AsyncDisposable {
  /**
   * Takes a piece of work that ends in a mail, or in none; false, and nothing taken, where too much waits already.
   * @param kind what it is called in the log
   */
  add(kind: string, prepare: () => Promise<Message | null>): boolean;
  /** Resolves once nothing waits or is under way. */
  untilIdle(): Promise<void>;
}

export interface MailQueueOptions {
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Wait before a piece of work begins: by then the page that asked for it has been answered, and how long that took
   * tells nothing of the work. @default 250
   */
  readonly startAfterMs?: number;
  /** Pieces of work that wait or are under way. @default 200 */
  readonly maxWaiting?: number;
  /**
   * Waits before the attempts after the first. Many servers turn a stranger's first attempt away and take one a few
   * minutes later. @default [60000, 300000, 900000, 3600000]
   */
  readonly retryAfterMs?: readonly number[];
}

/**
 * Prepares and sends one mail at a time, in the order of asking; one that waits for another attempt lets the others
 * pass. What cannot be sent is logged, without the address. Disposing lets the mail under way end and gives up the rest.
 */
export function createMailQueue(options: MailQueueOptions): MailQueue {
  const { notifier, clock, log, maxWaiting = 200, startAfterMs = 250 } = options;
  const { retryAfterMs = [60_000, 300_000, 900_000, 3_600_000] } = options;
  const stop = new AbortController();
  const works = new Set<Promise<void>>();
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other, whatever came of the last. */
  async function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const mine = turn.then(run);
    turn = mine.catch(() => {});
    return mine;
  }

  async function send(kind: string, message: Message): Promise<void> {
    for (const waitMs of [...retryAfterMs, null]) {
      try {
        stop.signal.throwIfAborted();
        await inTurn(() => notifier.send(message));
        log.info("mail of the web page sent", { mail: kind });
        return;
      } catch (error) {
        if (!(error instanceof DeliveryError)) throw error;
        const { retryable } = error;
        log.warn("mail of the web page was not taken", {
          mail: kind,
          kind: error.kind,
          isTriedAgain: retryable && waitMs !== null,
          response: withoutAddress(error.message, message),
        });
        if (!retryable || waitMs === null) return;
        await clock.sleep(Math.max(waitMs, error.retryAfterMs ?? 0), stop.signal);
      }
    }
  }

  async function work(kind: string, prepare: () => Promise<Message | null>): Promise<void> {
    try {
      await clock.sleep(startAfterMs, stop.signal);
      const message = await inTurn(async () => {
        stop.signal.throwIfAborted();
        return prepare();
      });
      if (message !== null) await send(kind, message);
    } catch (error) {
      if (stop.signal.aborted) log.warn("mail of the web page given up: stopping", { mail: kind });
      else log.error("mail of the web page met an error", { mail: kind, error });
    }
  }

  return {
    add(kind, prepare) {
      if (works.size >= maxWaiting || stop.signal.aborted) {
        log.error("too many mails of the web page wait: one was turned away", { mail: kind });
        return false;
      }
      const started = work(kind, prepare).finally(() => works.delete(started));
      works.add(started);
      return true;
    },
    async untilIdle() {
      while (works.size > 0) await Promise.all(works);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.all(works);
    },
  };
}

/** A reader who has not confirmed has not agreed to stand in a log either. */
function withoutAddress(text: string, message: Message): string {
  return message.channel === "email" ? text.replaceAll(message.to, "(address)") : text;
}
