import type { DeliveryError } from "../../src/model/errors.ts";
import type { Message } from "../../src/model/message.ts";
import type { Channel } from "../../src/model/subscription.ts";
import type { Notifier } from "../../src/ports/notifier.ts";

/** A channel that keeps what it is given, and fails as scripted. */
export interface FakeNotifier extends Notifier {
  /** What was taken, in order. */
  readonly sent: readonly Message[];
  /** What was tried, taken or not. */
  readonly tried: readonly Message[];
  /** Decides on each attempt: an error to throw, or undefined to take it. */
  failWith(decide: (message: Message, attempt: number) => DeliveryError | Error | undefined): void;
}

const takeAll = () => undefined;

export function createFakeNotifier(channel: Channel): FakeNotifier {
  const sent: Message[] = [];
  const tried: Message[] = [];
  let decide: Parameters<FakeNotifier["failWith"]>[0] = takeAll;
  return {
    channel,
    sent,
    tried,
    failWith(next) {
      decide = next;
    },
    async send(message) {
      tried.push(message);
      const error = decide(message, tried.length);
      if (error !== undefined) throw error;
      sent.push(message);
      return `taken ${sent.length}`;
    },
    async verify() {},
    async [Symbol.asyncDispose]() {},
  };
}
